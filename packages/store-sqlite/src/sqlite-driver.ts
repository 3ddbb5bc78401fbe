import type { RawLoad, RawSnapshot, StoreDriver } from '@casewell/store'
import { Load } from './backup/load.ts'
import { snapshotOf, snapshotOfMemory } from './backup/snapshot.ts'
import type { Sqlite, SqliteName } from './connection/connection.ts'
import { explain, isOutage, type Place } from './connection/fault.ts'
import { findSqlite } from './connection/find.ts'
import { DataVersion } from './file/data-version.ts'
import { Names } from './file/names.ts'
import { inMemory, openFile } from './file/open.ts'
import { Queries } from './read/queries.ts'
import { WriterThread } from './thread/writer-thread.ts'
import { Checkpoints } from './write/checkpoints.ts'
import { FileWriter } from './write/file-writer.ts'
import { watchFile } from './write/watch.ts'
import { writerFile } from './writer-file.ts'

/** What a driver is made with. */
export interface DriverOptions extends Place {
  readonly sqlite: SqliteName | undefined
  readonly thread: 'worker' | 'same'
  readonly now: () => number
}

type Writing = Pick<StoreDriver, 'apply' | 'wipe' | 'watch' | 'close'>
type Copying = Pick<StoreDriver, 'snapshot' | 'load'>

/** The engine behind `sqliteStore`. */
export function sqliteDriver({ sqlite: wanted, thread, now, ...place }: DriverOptions): StoreDriver {
  const sqlite = findSqlite(wanted)
  const isAlone = thread === 'same' || place.file === inMemory
  const own = isAlone ? new FileWriter(sqlite, place) : undefined
  const { writing, queries } = own ? sameThread(own) : ownThread()
  const copying = own && place.file === inMemory ? memoryCopying(sqlite, own, place) : fileCopying(sqlite, place)

  /** Reads on a connection of this thread. The thread is started when the file is known to be good. */
  function ownThread(): { writing: Writing; queries: Queries } {
    const reader = openFile(sqlite, place)
    reader.exec('PRAGMA query_only = ON')
    const settings = { casewell: 'store-sqlite/writer', sqlite: sqlite.name, ...place } as const
    const writer = new WriterThread(writerFile(), settings)
    const version = new DataVersion(reader)
    const writing: Writing = {
      apply: (group) => writer.apply(group),
      wipe: () => writer.wipe(),
      watch(changed) {
        version.isChanged() // what was committed before is no news; what comes before the thread watches, is
        return writer.watch({ changed, watching: () => version.isChanged() && changed() })
      },
      async close() {
        reader.close()
        await writer.close()
      },
    }
    return { writing, queries: new Queries(reader, new Names(reader)) }
  }

  function read<R>(query: () => R): R {
    try {
      return query()
    } catch (error) {
      throw explain(error, place)
    }
  }

  let last = 0
  return {
    name: 'sqlite',
    now: () => (last = Math.max(last, now())),
    ...writing,
    ...copying,
    isOutage,
    get: (...args) => read(() => queries.get(...args)),
    scan: (...args) => read(() => queries.scan(...args)),
    count: (...args) => read(() => queries.count(...args)),
    refs: (...args) => read(() => queries.refs(...args)),
    all: (...args) => read(() => queries.all(...args)),
    log: (...args) => read(() => queries.log(...args)),
    head: (...args) => read(() => queries.head(...args)),
    tenants: () => read(() => queries.tenants()),
  }
}

/** Reads and writes on one connection: nothing is read between the changes of a group. */
function sameThread(writer: FileWriter): { writing: Writing; queries: Queries } {
  const writing: Writing = {
    apply(group) {
      const outcomes = writer.apply(group)
      writer.tidy(group)
      return outcomes
    },
    wipe: () => writer.wipe(),
    watch: (changed) => watchFile(writer.version, changed),
    close: () => writer.close(),
  }
  return { writing, queries: new Queries(writer.connection, writer.names) }
}

/** Backup and restore have connections of their own: neither holds up whoever reads or writes. */
function fileCopying(sqlite: Sqlite, place: Place): Copying {
  return {
    snapshot: () => snapshotOf(sqlite, place),
    load(): RawLoad {
      const connection = openFile(sqlite, place)
      connection.exec('PRAGMA synchronous = NORMAL') // what is not published need not survive; `publish` syncs it all
      const checkpoints = new Checkpoints(connection, place.busyTimeoutMs)
      const close = (): void => {
        checkpoints.run()
        connection.close()
      }
      return new Load({ connection, place, checkpoints, close })
    },
  }
}

function memoryCopying(sqlite: Sqlite, { connection }: FileWriter, place: Place): Copying {
  return {
    snapshot: (): RawSnapshot => snapshotOfMemory(sqlite, connection, place),
    load: (): RawLoad => new Load({ connection, place, checkpoints: undefined, close: () => {} }),
  }
}
