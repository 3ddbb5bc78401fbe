import { quotedSchema } from '@casewell/postgres'
import { knowledgePostgresErrors } from '../errors.ts'

/**
 * The name of a schema as it may stand in a statement.
 *
 * @throws `knowledge-postgres/bad-schema`
 */
export const checkSchema = (schema: string): string => quotedSchema(schema, knowledgePostgresErrors)
