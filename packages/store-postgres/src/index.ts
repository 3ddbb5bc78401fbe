export { postgresErrors } from './errors.ts'
export { type PostgresOptions, postgresStore } from './postgres-store.ts'
export { type PostgresScript, postgresScript } from './schema/script.ts'
