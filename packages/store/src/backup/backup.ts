import type { BlobShelf } from '../blob/blobs.ts'
import type { Awaitable, RawSnapshot, StoreDriver } from '../driver.ts'
import { storeErrors } from '../errors.ts'
import type { Store } from '../store.ts'
import { yieldTurn } from './batch.ts'
import { sealed } from './bytes.ts'
import { Hold } from './hold.ts'
import { type Counts, newestFormat, noCounts } from './records.ts'
import { erasedLines, tenantLines } from './tenant-lines.ts'

/** How far a backup or a restore has come. */
export interface BackupProgress extends Counts {
  /** The tenant it is at. */
  readonly tenant: string
}

/** What a backup shall hold. */
export interface BackupOptions {
  /** @defaultValue every tenant that has committed */
  readonly tenants?: readonly string[]
  /**
   * `'erased'`: only the ids that were erased for ever. It is small; taken often and kept elsewhere, it lets a restore of
   * an older backup erase again what was erased since. @defaultValue `'all'`
   */
  readonly content?: 'all' | 'erased'
  /** Called after each page of work. */
  readonly onProgress?: (done: BackupProgress) => void
}

/** What backup and restore need of a host. */
export interface Engine {
  readonly name: string
  readonly shelf: BlobShelf
  use<R>(work: (driver: StoreDriver) => Awaitable<R>): Promise<R>
  store(tenant: string): Store
}

/** A backup as bytes, see `StoreHost.backup`. */
export function backup(engine: Engine, options: BackupOptions): AsyncIterable<Uint8Array> {
  const counts = noCounts()
  return sealed(lines(engine, options, counts), counts)
}

async function* lines(engine: Engine, options: BackupOptions, counts: Counts): AsyncIterable<string> {
  const tenants = await chosen(engine, options.tenants)
  const { content = 'all' } = options
  const isWhole = content === 'all'
  const holds = new Map(tenants.map((tenant) => [tenant, new Hold(engine.store(tenant))]))
  const keep = async (): Promise<void> => {
    if (isWhole) for (const hold of holds.values()) await hold.keep()
  }
  let snapshot: RawSnapshot | undefined
  try {
    await keep() // first, so that no blob that the snapshot names is swept before it was read
    snapshot = await engine.use((driver) => driver.snapshot())
    const at = new Date(await engine.use((driver) => driver.now())).toISOString()
    yield JSON.stringify({ is: 'casewell-backup', format: newestFormat, at, engine: engine.name, content })
    for (const tenant of tenants) {
      const onPage = async (): Promise<void> => {
        options.onProgress?.({ tenant, ...counts })
        await keep()
        await yieldTurn()
      }
      yield* (isWhole ? tenantLines : erasedLines)({ engine, snapshot, tenant, counts, onPage })
      counts.tenants++
    }
  } finally {
    await snapshot?.close()
    if (isWhole) for (const hold of holds.values()) await hold.release().catch(() => {}) // then it ends by itself, in an hour
  }
}

/** @throws `store/no-tenant` */
async function chosen(engine: Engine, wanted: readonly string[] | undefined): Promise<readonly string[]> {
  const found = await engine.use((driver) => driver.tenants())
  const missing = wanted?.find((tenant) => !found.includes(tenant))
  if (missing !== undefined) throw storeErrors['no-tenant']({ tenant: missing, where: 'store', found })
  return [...new Set(wanted ?? found)]
}
