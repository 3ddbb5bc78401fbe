import { conflictsOf } from '../errors.ts'
import type { Store } from '../store.ts'
import { put, type Write } from '../write.ts'
import type { Settings } from './options.ts'
import { Parked, Subscriptions } from './state.ts'

/** Is there anything that a living holder would be working on? Asked only after the lease stood still for its time. */
async function isWorkWaiting(store: Store, { name, types, leaseMs }: Settings, position: number): Promise<boolean> {
  const overdue = (await store.now()).getTime() - leaseMs
  if ((await store.count(Parked, { index: 'due', equals: [name], to: overdue }, 1)) > 0) return true
  for (let after = position; ; ) {
    const events = await store.readLog({ after, limit: 500 })
    if (events.some(({ type }) => !types || types.has(type))) return true
    const last = events.at(-1)
    if (!last) return false
    after = last.position
  }
}

/**
 * The right to work on a subscription. It is the subscription's document: every checkpoint moves its version, and a
 * checkpoint over an older version conflicts. Whoever wants it takes it over when the version stood still for the
 * lease's time on the taker's own monotonic clock while there was work to do: no clocks are compared, and an idle
 * subscription costs no writes.
 */
export class Lease {
  readonly #store: Store
  readonly #settings: Settings
  readonly #me: string
  /** What a would-be taker saw last, and when (monotonic). */
  #watched: { version: number; since: number } | undefined
  #held: { version: number; position: number } | undefined

  constructor(store: Store, settings: Settings, me: string) {
    this.#store = store
    this.#settings = settings
    this.#me = me
  }

  /** The checkpoint while the lease is held. */
  get position(): number {
    return this.#held?.position ?? 0
  }

  get isHeld(): boolean {
    return this.#held !== undefined
  }

  lose(): void {
    this.#held = undefined
    this.#watched = undefined
  }

  /** Is the subscription's document still as this holder wrote it? */
  async isUntouched(): Promise<boolean> {
    return (await this.#store.get(Subscriptions, this.#settings.name))?.version === this.#held?.version
  }

  /** Tries once. */
  async acquire(): Promise<boolean> {
    const { name, leaseMs, from } = this.#settings
    const state = await this.#store.get(Subscriptions, name)
    if (!state) return this.#take('absent', from === 'now' ? (await this.#store.head()).position : 0)
    const { position, holder } = state.doc
    if (holder === null || holder === this.#me) return this.#take(state.version, position)
    if (this.#watched?.version !== state.version) this.#watched = { version: state.version, since: performance.now() }
    if (performance.now() - this.#watched.since < leaseMs) return false
    if (!(await isWorkWaiting(this.#store, this.#settings, position))) return false
    return this.#take(state.version, position)
  }

  /** The write that moves the checkpoint: it must be part of the commit that did the work. */
  advance(position: number): Write {
    return put(Subscriptions, this.#settings.name, { position, holder: this.#me }, this.#held?.version ?? 'absent')
  }

  /** To be called when the commit with `advance` succeeded. */
  advanced(position: number, commit: number): void {
    this.#held = { version: commit, position }
  }

  /** A heartbeat: shows life during long work. False if the lease was lost. */
  async beat(): Promise<boolean> {
    return this.#write(this.advance(this.position), this.position)
  }

  /** Steps down, so that another process need not wait; `position` is what was reached. */
  async release(position: number): Promise<void> {
    if (!this.#held) return
    const write = put(Subscriptions, this.#settings.name, { position, holder: null }, this.#held.version)
    await this.#write(write, position)
    this.#held = undefined
  }

  #take(expect: 'absent' | number, position: number): Promise<boolean> {
    return this.#write(put(Subscriptions, this.#settings.name, { position, holder: this.#me }, expect), position)
  }

  async #write(write: Write, position: number): Promise<boolean> {
    try {
      const { commit } = await this.#store.commit({ writes: [write] })
      this.advanced(position, commit)
      return true
    } catch (error) {
      if (!conflictsOf(error)) throw error
      this.lose()
      return false
    }
  }
}
