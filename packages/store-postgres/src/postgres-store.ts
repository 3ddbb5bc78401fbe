import { placeOf } from '@casewell/postgres'
import { createHost, type HostOptions, type StoreHost } from '@casewell/store'
import { postgresErrors } from './errors.ts'
import { postgresDriver } from './postgres-driver.ts'
import { checkSchema } from './schema/schema.ts'

/** How a store in a Postgres database is set up; every field has a default. */
export interface PostgresOptions extends HostOptions {
  /**
   * `postgres://user:password@host:5432/database`, as libpq reads it.
   *
   * @defaultValue the environment: `DATABASE_URL`, otherwise `PGHOST`, `PGPORT`, `PGUSER`, `PGPASSWORD`, `PGDATABASE`
   */
  readonly url?: string
  /** Where the tables are: several stores may share a database. @defaultValue `'casewell'` */
  readonly schema?: string
  /** At most so many connections read at the same time; one more writes, and one listens. @defaultValue 3 */
  readonly readers?: number
  /** @defaultValue 10_000 */
  readonly connectTimeoutMs?: number
  /** What takes longer is given up; no statement of a store takes long. @defaultValue 15_000 */
  readonly statementTimeoutMs?: number
  /** How long callers wait for a server that went away and may come back. @defaultValue 60_000 */
  readonly patienceMs?: number
  /**
   * How long a commit of another process may go unnoticed when its notification is lost. One small question per
   * process, however many tenants there are. @defaultValue 1_000
   */
  readonly pollMs?: number
  /** False: commits are acknowledged before they are on the disk. For tests that may forget. @defaultValue true */
  readonly durable?: boolean
  /** Milliseconds since 1970. @defaultValue the server's clock */
  readonly now?: () => number
}

/**
 * A store in a Postgres database, for several processes on several machines. Every commit is on the server's disk when
 * it is acknowledged; commits of many callers share one transaction. Events have dense positions in the order of their
 * commits, so that no reader ever misses one. Connects at the first use: what is wrong with the server is said there.
 *
 * @throws `store-postgres/bad-url`, `store-postgres/bad-schema`
 * @example
 * ```ts
 * import { postgresStore } from '@casewell/store-postgres'
 *
 * const host = postgresStore({ url: 'postgres://desk@127.0.0.1:5432/desk', schema: 'support' })
 * // Nothing is connected yet.
 * console.log(host.engine) // postgres
 * await host.close()
 * ```
 */
export function postgresStore(options: PostgresOptions = {}): StoreHost {
  const { url, schema = 'casewell', connectTimeoutMs, statementTimeoutMs, ...rest } = options
  const { durable = true, patienceMs = 60_000, readers = 3, pollMs = 1_000, now, ...host } = rest
  checkSchema(schema)
  const where = placeOf({ url, schema, connectTimeoutMs, statementTimeoutMs }, postgresErrors)
  const place = { ...where, durable, patienceMs }
  const { driver, blobs } = postgresDriver({ place, readers, pollMs, now })
  return createHost(driver, { blobs, ...host })
}
