import { randomUUID } from 'node:crypto'
import { conflictsOf } from '../errors.ts'
import type { Store } from '../store.ts'
import { put, type Write } from '../write.ts'
import { lookFor } from './hearing.ts'
import type { Settings } from './options.ts'
import { Parked, Subscriptions } from './state.ts'

/** What somebody who would take over has seen so far. */
interface Watched {
  readonly version: number
  /** Up to here in the log there is nothing to do. */
  clear: number
  /** Since when there was something to do at this version, by this process's monotonic clock. */
  since: number | undefined
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
  readonly #me = randomUUID()
  isWriting = false
  #watched: Watched | undefined
  #held: { readonly version: number; readonly position: number } | undefined

  constructor(store: Store, settings: Settings) {
    this.#store = store
    this.#settings = settings
  }

  /** The checkpoint while the lease is held. */
  get position(): number {
    return this.#held?.position ?? 0
  }

  get isHeld(): boolean {
    return this.#held !== undefined
  }

  /** When it makes sense to try again, in milliseconds. */
  get tryAgainMs(): number {
    const { leaseMs } = this.#settings
    const since = this.#watched?.since ?? Number.POSITIVE_INFINITY
    return Math.min(1_000, leaseMs / 4, Math.max(1, since + leaseMs - performance.now()))
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
    const { name, from } = this.#settings
    const state = await this.#store.get(Subscriptions, name)
    if (!state) return this.#take('absent', from === 'now' ? (await this.#store.head()).position : 0)
    const { position, holder } = state.doc
    const isFree = holder === null || holder === this.#me || (await this.#isAbandoned(state.version, position))
    return isFree && this.#take(state.version, position)
  }

  /** The write that moves the checkpoint: it must be part of the commit that did the work. */
  advance(position: number): Write {
    return put(Subscriptions, this.#settings.name, { position, holder: this.#me }, this.#held?.version ?? 'absent')
  }

  /** To be called when the commit with `advance` succeeded. */
  advanced(position: number, commit: number): void {
    this.#held = { version: commit, position }
  }

  /** A heartbeat: shows life during long work. */
  async beat(): Promise<void> {
    if (this.#held) await this.#write(this.advance(this.position), this.position)
  }

  /** Steps down, so that another process need not wait; `position` is what was reached. */
  async release(position: number): Promise<void> {
    if (!this.#held) return
    const write = put(Subscriptions, this.#settings.name, { position, holder: null }, this.#held.version)
    await this.#write(write, position)
    this.lose()
  }

  async #isAbandoned(version: number, position: number): Promise<boolean> {
    if (this.#watched?.version !== version) this.#watched = { version, clear: position, since: undefined }
    const watched = this.#watched
    if (watched.since === undefined && (await this.#isWorkWaiting(watched))) watched.since = performance.now()
    return watched.since !== undefined && performance.now() - watched.since >= this.#settings.leaseMs
  }

  /** Is there anything that a living holder would be working on? */
  async #isWorkWaiting(watched: Watched): Promise<boolean> {
    const { name, wants } = this.#settings
    const to = (await this.#store.now()).getTime()
    if ((await this.#store.count(Parked, { index: 'due', equals: [name], to }, 1)) > 0) return true
    const { isThere, clear } = await lookFor(this.#store, wants, watched.clear)
    watched.clear = clear
    return isThere
  }

  #take(expect: 'absent' | number, position: number): Promise<boolean> {
    return this.#write(put(Subscriptions, this.#settings.name, { position, holder: this.#me }, expect), position)
  }

  async #write(write: Write, position: number): Promise<boolean> {
    this.isWriting = true
    try {
      const { commit } = await this.#store.commit({ writes: [write] })
      this.advanced(position, commit)
      return true
    } catch (error) {
      if (!conflictsOf(error)) throw error
      this.lose()
      return false
    } finally {
      this.isWriting = false
    }
  }
}
