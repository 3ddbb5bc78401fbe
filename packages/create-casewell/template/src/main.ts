import { existsSync } from 'node:fs'
import { memoryStore } from '@casewell/store' // if memory
import { postgresStore } from '@casewell/store-postgres' // if postgres
import { sqliteStore } from '@casewell/store-sqlite' // if sqlite
import { run } from './run.ts'
import { setting } from './setting.ts' // if sqlite postgres

if (existsSync('.env')) process.loadEnvFile()
await run(memoryStore()) // if memory
await run(sqliteStore({ file: setting('DESK_FILE') })) // if sqlite
await run(postgresStore({ url: setting('DATABASE_URL') })) // if postgres
