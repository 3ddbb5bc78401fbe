import { messageOf } from '@casewell/errors'
import pg from 'pg'
import type { ServerErrors } from './server-specs.ts'

/** Where a database is, and how long one waits for it. */
export interface Place {
  /** For a client of `pg`; without a URL libpq's environment says the rest. */
  readonly config: { readonly connectionString?: string }
  /** Who and where, for messages: `user@host:port/database`, never a password. */
  readonly server: string
  readonly schema: string
  readonly connectTimeoutMs: number
  readonly statementTimeoutMs: number
}

/** Where a database is, as far as somebody says it. */
export interface PlaceOptions {
  /**
   * `postgres://user:password@host:5432/database`, as libpq reads it.
   *
   * @defaultValue the environment: `DATABASE_URL`, otherwise `PGHOST`, `PGPORT`, `PGUSER`, `PGPASSWORD`, `PGDATABASE`
   */
  readonly url?: string | undefined
  /** Where the tables are. */
  readonly schema: string
  /** How long to wait for a connection. @defaultValue 10_000 */
  readonly connectTimeoutMs?: number | undefined
  /** What takes longer is given up. @defaultValue 15_000 */
  readonly statementTimeoutMs?: number | undefined
}

/** A password with a bare `/`, `?` or `#`: what follows it would be taken for host and database, and shown as such. */
const endsInsideThePassword = /^[a-z]+:\/\/[^/?#]*[/?#].*@/i

/**
 * Where the database is: what is not said comes from the environment. Nothing is connected.
 *
 * @throws `bad-url` of the catalogue
 * @example
 * ```ts
 * import { errorCatalogue } from '@casewell/errors'
 * import { placeOf, serverSpecs } from '@casewell/postgres'
 *
 * const hints = { slow: 'Raise connectTimeoutMs.', crowded: 'Lower connections.' }
 * const errors = errorCatalogue('diary', serverSpecs({ package: 'diary', thing: 'diary', script: 'diaryScript', ...hints }))
 * const place = placeOf({ url: 'postgres://ada:s3cret@db.example/diary', schema: 'diary' }, errors)
 * console.log(place.server, place.statementTimeoutMs) // ada@db.example:5432/diary 15000
 * ```
 */
export function placeOf(options: PlaceOptions, errors: ServerErrors): Place {
  const { url = process.env['DATABASE_URL'], schema, connectTimeoutMs = 10_000, statementTimeoutMs = 15_000 } = options
  const config = url === undefined ? {} : { connectionString: url }
  return { config, server: serverOf(config, errors), schema, connectTimeoutMs, statementTimeoutMs }
}

function serverOf(config: Place['config'], errors: ServerErrors): string {
  if (endsInsideThePassword.test(config.connectionString ?? ''))
    throw errors['bad-url']({ reason: 'there is an @ behind the host, as if a part of the password stood there' })
  try {
    const { user, host, port, database } = new pg.Client(config)
    return `${user ?? ''}@${host}:${port}/${database ?? ''}`
  } catch (error) {
    throw errors['bad-url']({ reason: messageOf(error).replace(/\.$/, '') })
  }
}
