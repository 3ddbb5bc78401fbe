import type { Store } from '../store.ts'
import { Parked } from './state.ts'

/** Keys with an event that waits for its turn: later events of these keys wait behind it. */
export class BlockedKeys {
  readonly #store: Store
  readonly #subscription: string
  readonly #keys = new Set<string>()

  constructor(store: Store, subscription: string) {
    this.#store = store
    this.#subscription = subscription
  }

  has(key: string): boolean {
    return this.#keys.has(key)
  }

  /** Learns from the store: all keys, or how it stands with one. */
  async load(key?: string): Promise<void> {
    if (key === undefined) return this.#loadAll()
    const isBlocked = (await this.#store.count(Parked, { index: 'key', equals: [this.#subscription, key] }, 1)) > 0
    if (isBlocked) this.#keys.add(key)
    else this.#keys.delete(key)
  }

  async #loadAll(): Promise<void> {
    this.#keys.clear()
    for (let cursor: string | undefined; ; ) {
      const page = { limit: 1000, ...(cursor !== undefined && { cursor }) }
      const { items, next } = await this.#store.find(Parked, { index: 'key', equals: [this.#subscription], ...page })
      for (const { doc } of items) this.#keys.add(doc.key)
      if (next === undefined) return
      cursor = next
    }
  }
}
