export { folderBlobs } from './blob/folder-blobs.ts'
export type { SqliteName } from './connection/connection.ts'
export { sqliteErrors } from './errors.ts'
export { type SqliteOptions, sqliteStore } from './sqlite-store.ts'
