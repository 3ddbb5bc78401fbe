import { lockOf } from '@casewell/postgres'
import type { BlobShelf, StoreDriver } from '@casewell/store'
import { loadInto } from './backup/load.ts'
import { snapshotOf } from './backup/snapshot.ts'
import { tableBlobs } from './blob/table-blobs.ts'
import { ServerClock } from './clock.ts'
import { isOutage } from './connect/fault.ts'
import type { Place } from './connect/place.ts'
import { Readers } from './connect/readers.ts'
import { Server } from './connect/server.ts'
import { Queries } from './read/queries.ts'
import { checkSchema } from './schema/schema.ts'
import { Watch } from './watch/watch.ts'
import { Writer } from './write/writer.ts'

/** What a driver is made with. */
export interface DriverOptions {
  readonly place: Place
  /** The most connections that read at the same time. */
  readonly readers: number
  readonly pollMs: number
  /** Instead of the server's clock. */
  readonly now: (() => number) | undefined
}

/** The engine behind `postgresStore`, and where it keeps blobs. Connects when it is first asked for something. */
export function postgresDriver(options: DriverOptions): { driver: StoreDriver; blobs: BlobShelf } {
  const { place, pollMs } = options
  const schema = checkSchema(place.schema)
  const channel = `casewell_${BigInt.asUintN(64, lockOf('casewell', place.schema, 'channel')).toString(36)}`
  const server = new Server(place)
  const readers = new Readers(server, options.readers)
  const clock = new ServerClock(() => askClock(readers))
  const now = monotonic(options.now) ?? (() => clock.now())
  const writer = new Writer(server, channel, (ms) => clock.note(ms))
  const queries = new Queries(readers, schema)
  const watches = new Set<Watch>()

  function watch(changed: () => void): () => void {
    const watch = new Watch({ server, readers, writer, schema, channel, pollMs }, changed)
    watches.add(watch)
    return () => {
      watches.delete(watch)
      void watch.stop()
    }
  }

  const driver: StoreDriver = {
    name: 'postgres',
    now,
    apply: (group) => writer.apply(group),
    isOutage,
    get: (...args) => queries.get(...args),
    scan: (...args) => queries.scan(...args),
    count: (...args) => queries.count(...args),
    refs: (...args) => queries.refs(...args),
    all: (...args) => queries.all(...args),
    log: (...args) => queries.log(...args),
    head: (...args) => queries.head(...args),
    tenants: () => queries.tenants(),
    snapshot: () => snapshotOf(server, schema),
    load: () => loadInto(server),
    watch,
    async close() {
      await Promise.all([...watches].map((watch) => watch.stop()))
      await Promise.all([writer.close(), readers.close()])
    },
  }
  return { driver, blobs: tableBlobs(readers, schema, now) }
}

async function askClock(readers: Readers): Promise<number> {
  const text = 'select (extract(epoch from clock_timestamp()) * 1000)::bigint as now'
  const [row] = await readers.query<{ now: number }>({ name: 'clock', text })
  return row?.now ?? 0
}

/** A clock that was given never moves back either. */
function monotonic(now: (() => number) | undefined): (() => number) | undefined {
  let last = 0
  return now && (() => (last = Math.max(last, now())))
}
