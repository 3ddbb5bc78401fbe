export { knowledgePostgresErrors } from './errors.ts'
export { type PostgresKnowledgeOptions, postgresKnowledge } from './postgres-knowledge.ts'
export { type PostgresKnowledgeScript, postgresKnowledgeScript } from './schema/script.ts'
