import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import { collection } from '../collection.ts'
import { decode } from '../decode.ts'
import type { RawWrite, StoreDriver } from '../driver.ts'
import type { Store } from '../store.ts'
import { transact } from '../transact.ts'

/** Who reads blobs that the next commit may let go: until when each of them counts on their being there. */
const Holds = collection('casewell.holds', z.record(z.string(), z.number()), { version: 1, indexes: {} })

const id = 'blobs'
/** A hold of a process that died is of no account after so long, in milliseconds. */
const longestMs = 3_600_000
/** How often whoever lives renews it. */
const renewMs = longestMs / 4

/** Name of the collection: no backup carries it. */
export const holdsName = Holds.name

/** Keeps every blob of a tenant from being swept, until it is released. */
export class Hold {
  readonly #store: Store
  readonly #me = randomUUID()
  #renewAt = 0

  constructor(store: Store) {
    this.#store = store
  }

  /** Takes the hold, or renews it when it is time. */
  async keep(): Promise<void> {
    if (performance.now() < this.#renewAt) return
    await this.#write((now) => ({ [this.#me]: now + longestMs }))
    this.#renewAt = performance.now() + renewMs
  }

  async release(): Promise<void> {
    await this.#write(() => ({}))
  }

  /** Others' holds stay, as long as they count. */
  async #write(own: (now: number) => Readonly<Record<string, number>>): Promise<void> {
    await transact(this.#store, async (unit) => {
      const now = unit.now.getTime()
      const holds = Object.entries((await unit.get(Holds, id))?.doc ?? {})
      const others = holds.filter(([who, until]) => who !== this.#me && until > now)
      const left = { ...Object.fromEntries(others), ...own(now) }
      if (Object.keys(left).length > 0) unit.put(Holds, id, left)
      else unit.remove(Holds, id)
    })
  }
}

/** A blob may be swept while nobody holds it: a check for the commit that looks a last time. Undefined: somebody does. */
export async function unheld(driver: StoreDriver, tenant: string, now: number): Promise<RawWrite | undefined> {
  const raw = await driver.get(tenant, Holds.name, id)
  const holds = raw ? decode(Holds, raw) : undefined
  if (holds && Object.values(holds.doc).some((until) => until > now)) return undefined
  return { kind: 'check', collection: Holds.name, id, expect: holds?.version ?? 'missing' }
}
