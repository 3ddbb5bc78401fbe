export { knowledgePostgresErrors } from './errors.ts'
export { type PostgresKnowledgeOptions, postgresKnowledge } from './postgres-knowledge.ts'
