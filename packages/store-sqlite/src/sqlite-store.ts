import { resolve } from 'node:path'
import { createHost, type HostOptions, memoryBlobs, type StoreHost } from '@casewell/store'
import { folderBlobs } from './blob/folder-blobs.ts'
import type { SqliteName } from './connection/connection.ts'
import { sqliteErrors } from './errors.ts'
import { inMemory } from './file/open.ts'
import { sqliteDriver } from './sqlite-driver.ts'

/** How a store on a file is set up; only the file must be said. */
export interface SqliteOptions extends HostOptions {
  /**
   * Path of the file; it is made if it is not there, its folder is not. SQLite puts `<file>-wal` and `<file>-shm`
   * beside it, blobs lie in the folder `<file>.blobs`. `':memory:'` is a database in this process, in its own thread.
   */
  readonly file: string
  /**
   * Who writes: a thread of its own, so that a slow disk holds up nobody else in this process, or the calling thread,
   * which is simpler and, for a script that does one thing after another, as fast. @defaultValue `'worker'`
   */
  readonly thread?: 'worker' | 'same'
  /** How long to wait while another process writes. @defaultValue 10_000 */
  readonly busyTimeoutMs?: number
  /** Which SQLite to use. @defaultValue `node:sqlite` where Node has it, otherwise `libsql` */
  readonly sqlite?: SqliteName
}

/**
 * A store in one SQLite file. Every commit is on the disk when it is acknowledged; commits of many callers share one
 * write. Several processes may use one file.
 *
 * @throws `store-sqlite/no-file`, `store-sqlite/no-sqlite`, `store-sqlite/no-folder`, `store-sqlite/cannot-open`, `store-sqlite/read-only`,
 * `store-sqlite/not-a-database`, `store-sqlite/not-ours`, `store-sqlite/newer-file`, `store-sqlite/not-durable`,
 * `store-sqlite/locked`, `store-sqlite/corrupt`
 * @example
 * ```ts
 * import { collection, put } from '@casewell/store'
 * import { sqliteStore } from '@casewell/store-sqlite'
 * import * as z from 'zod'
 *
 * const Boxes = collection('boxes', z.object({ colour: z.string() }), { version: 1, indexes: {} })
 * await using host = sqliteStore({ file: ':memory:' })
 * const store = host.tenant('acme')
 * await store.commit({ writes: [put(Boxes, 'one', { colour: 'red' }, 'absent')] })
 * console.log((await store.get(Boxes, 'one'))?.doc.colour) // red
 * ```
 */
export function sqliteStore({
  file,
  thread = 'worker',
  busyTimeoutMs = 10_000,
  sqlite,
  ...host
}: SqliteOptions): StoreHost {
  const { now = Date.now } = host
  if (!isPath(file)) throw sqliteErrors['no-file']()
  const path = file === inMemory ? file : resolve(file)
  const driver = sqliteDriver({ file: path, thread, busyTimeoutMs, sqlite, now })
  const blobs = path === inMemory ? memoryBlobs(now) : folderBlobs(`${path}.blobs`, now)
  return createHost(driver, { blobs, ...host })
}

/** A program that no compiler has read may have misspelt the option. */
const isPath = (file: unknown): boolean => typeof file === 'string' && file !== ''
