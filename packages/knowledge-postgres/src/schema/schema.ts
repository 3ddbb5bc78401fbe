import { createHash } from 'node:crypto'
import { knowledgePostgresErrors } from '../errors.ts'

const namePattern = /^(?!pg_)[a-z][a-z0-9_]{0,62}$/

/**
 * The name of a schema as it may stand in a statement.
 *
 * @throws `knowledge-postgres/bad-schema`
 */
export function checkSchema(schema: string): string {
  if (!namePattern.test(schema)) throw knowledgePostgresErrors['bad-schema']({ schema })
  return `"${schema}"`
}

/** The advisory lock under which a schema is made, a number of 2⁶⁴: two names hardly ever share one. */
export const lockOf = (schema: string): bigint =>
  createHash('sha256')
    .update(JSON.stringify(['casewell knowledge', schema]))
    .digest()
    .readBigInt64BE()
