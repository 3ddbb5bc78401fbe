import type { StoreDriver } from './driver.ts'
import type { News } from './store.ts'

type Listener = (news: News) => void

/** Who wants to hear of commits, tenant by tenant. Other processes are watched only while somebody listens. */
export class Ears {
  readonly #watch: StoreDriver['watch']
  readonly #onError: (error: unknown) => void
  readonly #onOthers: () => void
  readonly #listeners = new Map<string, Set<Listener>>()
  #unwatch: (() => void) | undefined

  /** @param onOthers - called when another process may have committed */
  constructor(driver: StoreDriver, onError: (error: unknown) => void, onOthers: () => void) {
    this.#watch = (changed) => driver.watch(changed)
    this.#onError = onError
    this.#onOthers = onOthers
  }

  add(tenant: string, listener: Listener): () => void {
    const heard: Listener = (news) => listener(news) // the same listener twice is two listeners
    const own = this.#listeners.get(tenant) ?? new Set()
    this.#listeners.set(tenant, own.add(heard))
    this.#unwatch ??= this.#watch((tenants) => this.#tellAll(tenants))
    return () => {
      own.delete(heard)
      if (own.size === 0 && this.#listeners.get(tenant) === own) this.#listeners.delete(tenant)
      if (this.#listeners.size === 0) this.#stopWatching()
    }
  }

  /** A listener that throws hurts neither the commit, which is durable, nor another listener. */
  tell(tenant: string, news: News): void {
    for (const listener of this.#listeners.get(tenant) ?? []) {
      try {
        listener(news)
      } catch (error) {
        this.#onError(error)
      }
    }
  }

  close(): void {
    this.#listeners.clear()
    this.#stopWatching()
  }

  /** Another process may have committed, nobody knows what; if it is known for whom, nobody else is disturbed. */
  #tellAll(tenants: Iterable<string> = this.#listeners.keys()): void {
    this.#onOthers()
    for (const tenant of tenants) this.tell(tenant, {})
  }

  #stopWatching(): void {
    this.#unwatch?.()
    this.#unwatch = undefined
  }
}
