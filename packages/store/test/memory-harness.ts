import type { StoreHarness } from '../src/conformance/index.ts'
import {
  type BlobShelf,
  createHost,
  memoryBlobs,
  memoryDriver,
  memoryStore,
  type StoreDriver,
  type StoreHost,
} from '../src/index.ts'

/** A clock that can be shifted. */
export function shiftable(): { now: () => number; shift: (ms: number) => void } {
  let offset = 0
  const shift = (ms: number): void => {
    offset += ms
  }
  return { now: () => Date.now() + offset, shift }
}

/** The memory store as people use it. */
export async function openMemory(): Promise<StoreHarness> {
  const clock = shiftable()
  const host = memoryStore({ now: clock.now })
  return { host, shiftClock: clock.shift, close: () => host.close() }
}

/** What may be changed about an engine: its driver, its blobs, the host in front of it. */
export interface Flaw {
  readonly driver?: (driver: StoreDriver) => StoreDriver
  readonly blobs?: (shelf: BlobShelf) => BlobShelf
  readonly host?: (host: StoreHost) => StoreHost
}

/** A memory that outlives its hosts and is shared by them, as a file is by processes. */
export class SharedMemory {
  readonly clock = shiftable()
  readonly #driver: StoreDriver = memoryDriver(this.clock.now)
  readonly #blobs = memoryBlobs(this.clock.now)
  readonly #watching = new Map<object, Set<() => void>>()
  readonly damaged = new Set<string>()

  /** Opens what another process would open. */
  open({ driver = same, blobs = same, host = same }: Flaw = {}): StoreHost {
    const process = {}
    const shelf: BlobShelf = {
      ...this.#blobs,
      read: async (tenant, blob) =>
        this.damaged.has(`${tenant}/${blob}`) ? garbage() : this.#blobs.read(tenant, blob),
    }
    return host(createHost(driver(this.#driverOf(process)), { now: this.clock.now, blobs: blobs(shelf) }))
  }

  #driverOf(process: object): StoreDriver {
    return {
      ...this.#driver,
      apply: async (group) => {
        const outcomes = await this.#driver.apply(group)
        setImmediate(() => this.#tellOthers(process))
        return outcomes
      },
      watch: (changed) => {
        const own = this.#watching.get(process) ?? new Set()
        this.#watching.set(process, own.add(changed))
        return () => void own.delete(changed)
      },
      close: () => {},
    }
  }

  #tellOthers(process: object): void {
    for (const [other, listeners] of this.#watching) if (other !== process) for (const changed of listeners) changed()
  }
}

const same = <T>(thing: T): T => thing

async function* garbage(): AsyncIterable<Uint8Array> {
  yield new Uint8Array([0])
}

/** A harness that can do everything, over a shared memory; with a flaw, if one is given. */
export function openShared(flaw: Flaw = {}): () => Promise<StoreHarness> {
  return async () => {
    const memory = new SharedMemory()
    const hosts = [memory.open(flaw)]
    const open = (): StoreHost => {
      const host = memory.open(flaw)
      hosts.push(host)
      return host
    }
    return {
      host: hosts[0] as StoreHost, // it was put there two lines above
      shiftClock: memory.clock.shift,
      another: async () => open(),
      damage: async (tenant, blob) => void memory.damaged.add(`${tenant}/${blob}`),
      async reopen() {
        for (const host of hosts) await host.close()
        return open()
      },
      async close() {
        for (const host of hosts) await host.close()
      },
    }
  }
}
