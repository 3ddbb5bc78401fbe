import { createHash } from 'node:crypto'
import type { ServerErrors } from './server-specs.ts'

const namePattern = /^(?!pg_)[a-z][a-z0-9_]{0,62}$/

/**
 * The name of a schema as it may stand in a statement.
 *
 * @throws `bad-schema` of the catalogue
 * @example
 * ```ts
 * import { errorCatalogue } from '@casewell/errors'
 * import { quotedSchema, serverSpecs } from '@casewell/postgres'
 *
 * const hints = { slow: 'Raise connectTimeoutMs.', crowded: 'Lower connections.' }
 * const errors = errorCatalogue('diary', serverSpecs({ package: 'diary', thing: 'diary', script: 'diaryScript', ...hints }))
 * console.log(`select * from ${quotedSchema('home', errors)}.pages`) // select * from "home".pages
 * ```
 */
export function quotedSchema(schema: string, errors: ServerErrors): string {
  if (!namePattern.test(schema)) throw errors['bad-schema']({ schema })
  return `"${schema}"`
}

/**
 * The number of an advisory lock, from its name: of 2⁶⁴ numbers, so that two names hardly ever share one. Locks are of
 * the whole database, so the name begins with who takes it.
 *
 * @example
 * ```ts
 * import { lockOf } from '@casewell/postgres'
 *
 * console.log(`select pg_advisory_xact_lock(${lockOf('diary', 'ada')})`)
 * // select pg_advisory_xact_lock(-4306127729059127890)
 * ```
 */
export function lockOf(...name: readonly string[]): bigint {
  return createHash('sha256').update(JSON.stringify(name)).digest().readBigInt64BE()
}
