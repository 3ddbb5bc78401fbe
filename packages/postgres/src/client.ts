import pg from 'pg'
import type { Place } from './place.ts'

const int8 = 20

/** With what a client or a pool of `pg` is made. */
export interface ClientOptions {
  readonly connectionString?: string
  readonly application_name: string
  readonly types: { getTypeParser(id: number, format?: 'text' | 'binary'): (value: string) => unknown }
  readonly keepAlive: true
  readonly connectionTimeoutMillis: number
  readonly query_timeout: number
}

/** Versions and positions are bigint in Postgres and numbers here: 2⁵³ is far. */
const types: ClientOptions['types'] = {
  getTypeParser(id, format = 'text') {
    const usual = pg.types.getTypeParser(id, format) as (value: string) => unknown // any, in its types
    return id === int8 ? Number : usual
  },
}

/**
 * With what a client or a pool of `pg` reaches the place: its URL, its time-outs, and bigint as numbers.
 *
 * @example
 * ```ts
 * import { clientOptions } from '@casewell/postgres'
 *
 * const there = { config: {}, server: 'ada@db:5432/diary', schema: 'diary', connectTimeoutMs: 5_000 }
 * const options = clientOptions({ ...there, statementTimeoutMs: 15_000 }) // new pg.Pool(options)
 * console.log(options.connectionTimeoutMillis, options.types.getTypeParser(20)('41')) // 5000 41
 * ```
 */
export function clientOptions({ config, connectTimeoutMs, statementTimeoutMs }: Place): ClientOptions {
  return {
    application_name: 'casewell',
    ...config,
    types,
    keepAlive: true,
    connectionTimeoutMillis: connectTimeoutMs,
    query_timeout: 2 * statementTimeoutMs, // the server's own time-out comes first, if the server lives
  }
}

/**
 * What every connection of an engine sets before its first question. Every statement of an engine goes along an index:
 * plans are made once, and a table that was empty when they were made leads to no other plan. A process that froze inside
 * a transaction loses it, and its locks. Statements and no parameters of the start, which a pooler would refuse.
 *
 * @example
 * ```ts
 * import { sessionSettings } from '@casewell/postgres'
 *
 * console.log(sessionSettings({ statementTimeoutMs: 15_000 }).split(';')[0]?.trim()) // set statement_timeout = 15000
 * ```
 */
export function sessionSettings({ statementTimeoutMs }: Pick<Place, 'statementTimeoutMs'>): string {
  return `
    set statement_timeout = ${statementTimeoutMs};
    set idle_in_transaction_session_timeout = ${statementTimeoutMs};
    set plan_cache_mode = force_generic_plan;
    set enable_seqscan = off;
    set jit = off;`
}
