import { memoryBlobs } from './blob/memory-blobs.ts'
import type { RawHead, RawLoad, RawSnapshot, StoreDriver } from './driver.ts'
import { createHost, type HostOptions, type StoreHost } from './host.ts'
import { compareText } from './key.ts'
import { Shelf } from './memory-shelf.ts'

/**
 * A store in this process's memory: for tests, examples and programs that may forget.
 *
 * @example
 * ```ts
 * import { memoryStore } from '@casewell/store'
 *
 * await using host = memoryStore({ now: () => Date.UTC(2026, 0, 1) })
 * console.log(host.engine, await host.tenant('acme').now()) // memory 2026-01-01T00:00:00.000Z
 * ```
 */
export function memoryStore(options: HostOptions = {}): StoreHost {
  return createHost(memoryDriver(options.now), { blobs: memoryBlobs(options.now), ...options })
}

/**
 * The engine behind `memoryStore`.
 *
 * @example
 * ```ts
 * import { createHost, memoryDriver } from '@casewell/store'
 *
 * await using host = createHost(memoryDriver(() => Date.UTC(2026, 0, 1)), { source: '/desk/eu-1' })
 * console.log(host.engine, await host.tenant('acme').now()) // memory 2026-01-01T00:00:00.000Z
 * ```
 */
export function memoryDriver(now: () => number = Date.now): StoreDriver {
  const shelves = new Map<string, Shelf>()
  const shelf = (tenant: string): Shelf => {
    const known = shelves.get(tenant) ?? new Shelf()
    shelves.set(tenant, known)
    return known
  }
  let last = 0
  return {
    name: 'memory',
    now: () => (last = Math.max(last, now())),
    apply: (group) => group.map((commit) => shelf(commit.tenant).apply(commit)),
    get: (tenant, collection, id) => shelves.get(tenant)?.get(collection, id),
    scan: (tenant, scan) => shelves.get(tenant)?.scan(scan) ?? [],
    count: (tenant, space, range, cap) => shelves.get(tenant)?.count(space, range, cap) ?? 0,
    refs: (tenant, space, key, limit, after) => shelves.get(tenant)?.refs(space, key, limit, after) ?? [],
    all: (tenant, collection, limit, after) => shelves.get(tenant)?.all(collection, limit, after) ?? [],
    log: (tenant, after, limit, subject) => shelves.get(tenant)?.log(after, limit, subject) ?? [],
    head: (tenant) => shelves.get(tenant)?.head() ?? { commit: 0, position: 0 },
    tenants: () => tenantsOn(shelves),
    snapshot: () => snapshotOf(new Map([...shelves].map(([tenant, own]) => [tenant, own.copy()]))),
    load: () => loadInto(shelves),
    watch: () => () => {}, // no other process can reach this memory
    close: () => shelves.clear(),
  }
}

const tenantsOn = (shelves: ReadonlyMap<string, Shelf>): readonly string[] =>
  [...shelves].flatMap(([tenant, shelf]) => (shelf.head().commit > 0 ? [tenant] : [])).sort(compareText)

function snapshotOf(shelves: ReadonlyMap<string, Shelf>): RawSnapshot {
  return {
    tenants: () => tenantsOn(shelves),
    head: (tenant) => shelves.get(tenant)?.head() ?? { commit: 0, position: 0 },
    collections: (tenant) => shelves.get(tenant)?.collections() ?? [],
    kept: (tenant, collection, limit, after) => shelves.get(tenant)?.kept(collection, limit, after) ?? [],
    log: (tenant, after, limit) => shelves.get(tenant)?.log(after, limit) ?? [],
    close: () => {},
  }
}

function loadInto(shelves: Map<string, Shelf>): RawLoad {
  const loading = new Map<string, Shelf>()
  return {
    begin: (tenant) => void loading.set(tenant, new Shelf()),
    docs: (tenant, docs) => loading.get(tenant)?.load(docs),
    events: (tenant, events) => loading.get(tenant)?.loadEvents(events),
    isReferenced: (tenant, space, key) => loading.get(tenant)?.isReferenced(space, key) ?? false,
    publish(heads: ReadonlyMap<string, RawHead>) {
      const taken = tenantsOn(shelves).filter((tenant) => heads.has(tenant))
      if (taken.length > 0) return taken
      for (const [tenant, head] of heads) shelves.set(tenant, (loading.get(tenant) ?? new Shelf()).at(head))
      return []
    },
    close: () => loading.clear(),
  }
}
