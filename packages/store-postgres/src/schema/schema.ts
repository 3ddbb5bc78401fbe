import { lockOf, quotedSchema } from '@casewell/postgres'
import { postgresErrors } from '../errors.ts'

/**
 * The name of a schema as it may stand in a statement.
 *
 * @throws `store-postgres/bad-schema`
 */
export const checkSchema = (schema: string): string => quotedSchema(schema, postgresErrors)

/** The lock that whoever writes to the log of a tenant holds. */
export const logLock = (schema: string, tenant: string): bigint => lockOf('casewell', schema, 'log', tenant)
