import { eventIds } from '@casewell/bus'
import type { BlobShelf } from './blob/blobs.ts'
import { memoryBlobs } from './blob/memory-blobs.ts'
import type { RawCommit, StoreDriver } from './driver.ts'
import { storeErrors } from './errors.ts'
import { GroupCommit } from './group.ts'
import type { News, Store } from './store.ts'
import { TenantStore } from './tenant-store.ts'

/** The stores of all tenants on one engine. Whoever opens it closes it. */
export interface StoreHost extends AsyncDisposable {
  /** The engine's name: `memory`, `sqlite`, `postgres`. */
  readonly engine: string
  /** @throws `store/bad-id` */
  tenant(id: string): Store
  /** Every tenant that ever committed. */
  tenants(): AsyncIterable<string>
  /** Waits for the commits under way, then closes. Idempotent. */
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
  /** Where blobs lie. */
  readonly blobs?: BlobShelf
}

const tenantPattern = /^[a-z0-9][a-z0-9._-]{0,62}$/

/** Puts everything that all engines share in front of a driver: what an engine's package calls. */
export function createHost(driver: StoreDriver, options: HostOptions = {}): StoreHost {
  const group = new GroupCommit(driver)
  const stores = new Map<string, TenantStore>()
  const listeners = new Map<string, Set<(news: News) => void>>()
  let closing: Promise<void> | undefined

  const tell = (tenant: string, news: News): void => {
    for (const listener of listeners.get(tenant) ?? []) listener(news)
  }
  const unwatch = driver.watch(() => {
    for (const tenant of listeners.keys()) tell(tenant, {})
  })
  const shared = {
    driver,
    source: options.source ?? '/casewell',
    ids: options.ids ?? eventIds(),
    shelf: options.blobs ?? memoryBlobs(options.now),
    async commit(commit: Parameters<GroupCommit['commit']>[0]) {
      if (closing) throw storeErrors.closed()
      const outcome = await group.commit(commit)
      if (outcome.ok) tell(commit.tenant, newsOf(commit, outcome.position))
      return outcome
    },
    onCommit(tenant: string, listener: (news: News) => void) {
      const own = listeners.get(tenant) ?? new Set()
      listeners.set(tenant, own.add(listener))
      return () => void (own.delete(listener) && own.size === 0 && listeners.delete(tenant))
    },
  }

  async function close(): Promise<void> {
    unwatch()
    await group.drain()
    listeners.clear()
    await driver.close()
  }

  return {
    engine: driver.name,
    tenant(id) {
      if (!tenantPattern.test(id)) throw storeErrors['bad-id']({ what: 'tenant', id })
      const store = stores.get(id) ?? new TenantStore(id, shared)
      stores.set(id, store)
      return store
    },
    async *tenants() {
      yield* await driver.tenants()
    },
    close: () => (closing ??= close()),
    [Symbol.asyncDispose]: () => (closing ??= close()),
  }
}

function newsOf({ writes, events }: RawCommit, position: number): News {
  return { position: position + events.length - 1, collections: new Set(writes.map(({ collection }) => collection)) }
}
