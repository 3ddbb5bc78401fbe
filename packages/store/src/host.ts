import { eventIds } from '@casewell/bus'
import { type BackupOptions, backup } from './backup/backup.ts'
import { type Restored, type RestoreOptions, restore } from './backup/restore.ts'
import type { BlobShelf } from './blob/blobs.ts'
import { memoryBlobs } from './blob/memory-blobs.ts'
import type { StoreDriver } from './driver.ts'
import { Ears } from './ears.ts'
import { storeErrors } from './errors.ts'
import { Gate } from './gate.ts'
import { GroupCommit, type Prepared } from './group.ts'
import { type HealthOptions, type HostHealth, healthOf } from './health/health.ts'
import { ReadCache } from './read-cache.ts'
import type { News, Store } from './store.ts'
import { type Shared, TenantStore } from './tenant-store.ts'

/** The stores of all tenants on one engine. Whoever opens it closes it. */
export interface StoreHost extends AsyncDisposable {
  /** The engine's name: `memory`, `sqlite`, `postgres`. */
  readonly engine: string
  /**
   * The store of one tenant: 1 to 63 of a-z, 0-9, dot, dash, underscore, beginning with a letter or digit.
   *
   * @throws `store/bad-id`
   */
  tenant(id: string): Store
  /** Every tenant that ever committed. */
  tenants(): AsyncIterable<string>
  /**
   * How it stands: does the engine answer, how deep is the queue of commits, how far are subscriptions behind, how many
   * events are dead. Never rejects. What it asks of a tenant does not grow with its cases.
   */
  health(options?: HealthOptions): Promise<HostHealth>
  /**
   * Everything that tenants hold, as one stream of lines that any engine can restore: documents, tombstones, the log and
   * the bytes, of one moment, while others go on writing. Format: docs/operations.md.
   *
   * @throws `store/no-tenant`, while it is read
   */
  backup(options?: BackupOptions): AsyncIterable<Uint8Array>
  /**
   * Brings tenants back from a backup, with their numbers, all or none: nobody sees anything of them before all is there.
   *
   * @throws `store/already-there` if this store has one of them; `store/bad-backup`, `store/newer-backup`,
   * `store/no-tenant`
   */
  restore(source: AsyncIterable<Uint8Array>, options?: RestoreOptions): Promise<Restored>
  /** Waits for what is under way, then closes; everything later is refused with `store/closed`. Idempotent. */
  close(): Promise<void>
}

/** How a host is set up; every field has a default. */
export interface HostOptions {
  /** URI reference that events name as their source. @defaultValue `'/casewell'` */
  readonly source?: string
  /** Milliseconds since 1970. @defaultValue `Date.now` */
  readonly now?: () => number
  /** Makes event ids. */
  readonly ids?: () => string
  /** Where blobs lie. @defaultValue in this process's memory */
  readonly blobs?: BlobShelf
  /** Where the failure of an `onCommit` listener goes. @defaultValue prints it with `console.error` */
  readonly onError?: (error: unknown) => void
}

const tenantPattern = /^[a-z0-9][a-z0-9._-]{0,62}$/

/**
 * Puts everything that all engines share in front of a driver: what an engine's package calls.
 *
 * @example
 * ```ts
 * import { createHost, memoryDriver, type StoreDriver } from '@casewell/store'
 *
 * const quiet: StoreDriver = { ...memoryDriver(), name: 'mine', watch: () => () => {} }
 * await using host = createHost(quiet, { source: '/desk/eu-1' })
 * console.log(host.engine, await host.tenant('acme').head()) // mine { commit: 0, position: 0 }
 * ```
 */
export function createHost(driver: StoreDriver, options: HostOptions = {}): StoreHost {
  const group = new GroupCommit(driver)
  const gate = new Gate()
  const cache = new ReadCache()
  const ears = new Ears(driver, options.onError ?? printError, () => cache.clear())
  const stores = new Map<string, TenantStore>()
  let closing: Promise<void> | undefined

  const shared: Shared = {
    source: options.source ?? '/casewell',
    ids: options.ids ?? eventIds(),
    shelf: options.blobs ?? memoryBlobs(options.now),
    cache,
    use: (work) => gate.pass(() => work(driver)),
    async commit(commit) {
      const outcome = await group.commit(commit)
      cache.learn(commit.tenant, commit.writes, outcome)
      if (outcome.ok) ears.tell(commit.tenant, newsOf(commit, outcome.position))
      return outcome
    },
    onCommit: (tenant, listener) => (gate.isClosed ? () => {} : ears.add(tenant, listener)),
  }

  async function close(): Promise<void> {
    await gate.close()
    ears.close()
    cache.clear()
    await driver.close()
  }

  function tenant(id: string): Store {
    if (!tenantPattern.test(id)) throw storeErrors['bad-id']({ what: 'tenant', id })
    const store = stores.get(id) ?? new TenantStore(id, shared)
    stores.set(id, store)
    return store
  }

  const engine = { name: driver.name, shelf: shared.shelf, use: shared.use, store: tenant }
  return {
    engine: driver.name,
    tenant,
    async *tenants() {
      yield* await shared.use(() => driver.tenants())
    },
    health: (given = {}) => healthOf({ ...engine, engine: driver.name, figures: () => group.figures }, given),
    backup: (given = {}) => backup(engine, given),
    restore: (source, given = {}) => restore(engine, source, given),
    close: () => (closing ??= close()),
    [Symbol.asyncDispose]: () => (closing ??= close()),
  }
}

function newsOf({ writes, events }: Prepared, position: number): News {
  return {
    position: position + events.length - 1,
    collections: new Set(writes.map(({ collection }) => collection)),
    types: events.map(({ type }) => type),
  }
}

function printError(error: unknown): void {
  // biome-ignore lint/suspicious/noConsole: the default of a library that must not lose an error in silence
  console.error('a listener of commits failed:', error)
}
