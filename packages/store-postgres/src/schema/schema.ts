import { createHash } from 'node:crypto'
import { postgresErrors } from '../errors.ts'

const namePattern = /^(?!pg_)[a-z][a-z0-9_]{0,62}$/

/**
 * The name of a schema that may stand in a statement as it is, without quotes.
 *
 * @throws `store-postgres/bad-schema`
 */
export function checkSchema(schema: string): string {
  if (!namePattern.test(schema)) throw postgresErrors['bad-schema']({ schema })
  return `"${schema}"`
}

/** The number of an advisory lock, from its name: of 2⁶⁴ numbers, so that two names hardly ever share one. */
export function lockOf(...name: readonly string[]): bigint {
  return createHash('sha256')
    .update(JSON.stringify(['casewell', ...name]))
    .digest()
    .readBigInt64BE()
}

/** The lock that whoever writes to the log of a tenant holds. */
export const logLock = (schema: string, tenant: string): bigint => lockOf(schema, 'log', tenant)
