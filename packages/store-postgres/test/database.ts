import type { StoreHost } from '@casewell/store'
import { onTestFinished } from 'vitest'
import type { Place } from '../src/connect/place.ts'
import { serverOf } from '../src/connect/place.ts'
import { type PostgresOptions, postgresStore } from '../src/index.ts'
import { postgresDriver } from '../src/postgres-driver.ts'
import { url } from './server.ts'

export { asOwner, needs, newSchema, scratchSchema, there, url } from './server.ts'

/** A store that a test closes by itself or that is closed when it is over. */
export function open(schema: string, options: PostgresOptions = {}): StoreHost {
  const host = postgresStore({ url, schema, pollMs: 50, ...options })
  onTestFinished(() => host.close())
  return host
}

/** The engine alone. */
export function openDriver(schema: string, given: Partial<Place> = {}, now?: () => number) {
  const config = { connectionString: url }
  const waits = { connectTimeoutMs: 5_000, statementTimeoutMs: 5_000, patienceMs: 20_000 }
  const place: Place = { config, server: serverOf(config), schema, durable: false, ...waits, ...given }
  const { driver, blobs } = postgresDriver({ place, readers: 2, pollMs: 50, now })
  onTestFinished(() => Promise.resolve(driver.close()))
  return { driver, blobs }
}
