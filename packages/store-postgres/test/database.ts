import { placeOf } from '@casewell/postgres'
import type { StoreHost } from '@casewell/store'
import { onTestFinished } from 'vitest'
import { url } from '../../postgres/test/server.ts'
import type { Place } from '../src/connect/place.ts'
import { postgresErrors } from '../src/errors.ts'
import { type PostgresOptions, postgresStore } from '../src/index.ts'
import { postgresDriver } from '../src/postgres-driver.ts'

export { asOwner, needs, newSchema, scratchSchema, there, url } from '../../postgres/test/server.ts'

/** A store that a test closes by itself or that is closed when it is over. */
export function open(schema: string, options: PostgresOptions = {}): StoreHost {
  const host = postgresStore({ url, schema, pollMs: 50, ...options })
  onTestFinished(() => host.close())
  return host
}

/** The test's database, as `postgresStore` tells the engine of it. */
export function placeFor(schema: string, given: Partial<Place> = {}): Place {
  const where = placeOf({ url, schema, connectTimeoutMs: 5_000, statementTimeoutMs: 5_000 }, postgresErrors)
  return { ...where, durable: false, patienceMs: 20_000, ...given }
}

/** The engine alone. */
export function openDriver(schema: string, given: Partial<Place> = {}, now?: () => number) {
  const { driver, blobs } = postgresDriver({ place: placeFor(schema, given), readers: 2, pollMs: 50, now })
  onTestFinished(() => Promise.resolve(driver.close()))
  return { driver, blobs }
}
