import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Connection, first, type Sqlite } from '../connection/connection.ts'
import { explain, type Place } from '../connection/fault.ts'
import { sqliteErrors } from '../errors.ts'
import { layoutOf, migrate } from './migrate.ts'

/** Not a file: a database in this process's memory. */
export const inMemory = ':memory:'

/**
 * Opens a store's file, makes it durable and brings it to the newest layout.
 *
 * @throws `store-sqlite/no-folder`, `store-sqlite/read-only`, `store-sqlite/not-durable` and whatever else a file can be
 */
export function openFile(sqlite: Sqlite, place: Place): Connection {
  if (place.file !== inMemory) inspect(place.file)
  let connection: Connection | undefined
  try {
    connection = sqlite.open(place.file)
    connection.exec(`PRAGMA busy_timeout = ${place.busyTimeoutMs}`)
    layoutOf(connection, place.file) // a file that is not for us is not touched
    configure(connection, place)
    migrate(connection, place.file)
    return connection
  } catch (error) {
    connection?.close()
    throw explain(error, place)
  }
}

function inspect(file: string): void {
  const folder = dirname(file)
  if (!existsSync(folder)) throw sqliteErrors['no-folder']({ file, folder })
  if (existsSync(file) && statSync(file).isDirectory())
    throw sqliteErrors['cannot-open']({ file, reason: 'it is a folder' })
  try {
    accessSync(folder, constants.W_OK)
    if (existsSync(file)) accessSync(file, constants.R_OK | constants.W_OK)
  } catch (cause) {
    throw sqliteErrors['read-only']({ file }, { cause })
  }
}

/** So much of the file may be kept in memory by each connection, in KiB. */
const cacheKib = 32 * 1024

/**
 * - A commit is on the disk before it is acknowledged: WAL, synchronous=FULL.
 * - What is erased is overwritten in the file: secure_delete.
 * - SQLite makes no checkpoints of its own: see `Checkpoints`.
 */
function configure(connection: Connection, { file, busyTimeoutMs }: Place): void {
  enterWal(connection, busyTimeoutMs)
  connection.exec(`
    PRAGMA synchronous = FULL;
    PRAGMA secure_delete = ON;
    PRAGMA wal_autocheckpoint = 0;
    PRAGMA cache_size = -${cacheKib};
    PRAGMA trusted_schema = OFF;
  `)
  assert(connection, file, 'journal_mode', file === inMemory ? 'memory' : 'wal')
  assert(connection, file, 'synchronous', '2')
  assert(connection, file, 'secure_delete', '1')
}

/** Two processes that open a new file at once: SQLite does not wait here by itself. */
function enterWal(connection: Connection, busyTimeoutMs: number): void {
  const deadline = Date.now() + busyTimeoutMs
  for (;;) {
    try {
      connection.prepare('PRAGMA journal_mode = WAL').all([])
      return
    } catch (error) {
      if (Date.now() > deadline || !/locked|busy/i.test(String(error))) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
    }
  }
}

/** Reads a setting back: asked for is not granted. */
function assert(connection: Connection, file: string, setting: string, needed: string): void {
  const row = first(connection.prepare<object>(`PRAGMA ${setting}`).all([]))
  const found = String(Object.values(row ?? {})[0] ?? 'unknown')
  if (found !== needed) throw sqliteErrors['not-durable']({ file, setting, found, needed })
}
