import { conflictsOf } from '../errors.ts'
import { Tombstones } from '../race.ts'
import type { News, Store } from '../store.ts'
import { UnitOfWork } from '../unit.ts'
import { Lease } from './lease.ts'
import type { Settings } from './options.ts'
import { Subscriptions } from './state.ts'

/** Lets a burst of uninteresting events pass before a checkpoint is written for them alone. */
const patience = 1_000

/** Stands in no document: thrown inside a unit to say that the lease went to another process. */
export class LeaseLost extends Error {}

/** Works under the lease: commits only together with the checkpoint, and shows life while work takes long. */
export class Holder {
  readonly #store: Store
  readonly #settings: Settings
  readonly lease: Lease
  /** Erased ids that handlers met. */
  readonly tombstones = new Tombstones()
  /** Read so far; the checkpoint may lie behind it by events of no interest. */
  read = 0
  #isCommitting = false

  constructor(store: Store, settings: Settings) {
    this.#store = store
    this.#settings = settings
    this.lease = new Lease(store, settings)
  }

  /** Is a write of this holder under way? Whoever hears of it need not wonder who wrote. */
  get isWriting(): boolean {
    return this.#isCommitting || this.lease.isWriting
  }

  async unit(): Promise<UnitOfWork> {
    return new UnitOfWork(this.#store, await this.#store.now(), this.tombstones)
  }

  /**
   * Commits a unit, and with it the checkpoint.
   *
   * @throws `LeaseLost`; `store/conflict` after a lost race
   */
  async commit(unit: UnitOfWork, position: number): Promise<void> {
    const { writes, events } = unit.changes()
    this.#isCommitting = true
    try {
      const { commit } = await this.#store.commit({ writes: [...writes, this.lease.advance(position)], events })
      this.lease.advanced(position, commit)
      this.read = Math.max(this.read, position)
    } catch (error) {
      if (conflictsOf(error)?.some(({ collection }) => collection === Subscriptions.name)) throw new LeaseLost()
      throw error
    } finally {
      this.#isCommitting = false
    }
  }

  /**
   * Moves on over events of no interest that nobody needs to read, told of as they were committed here. False where the
   * log has to be read after all: something lies in between, or the checkpoint has to follow.
   */
  skip({ position, types }: News): boolean {
    if (position === undefined || types === undefined || !this.lease.isHeld) return false
    if (position - types.length !== this.read || position - this.lease.position > patience) return false
    if (types.some((type) => this.#settings.wants({ type }))) return false
    this.read = position
    return true
  }

  /** Moves on over events of no interest; the checkpoint follows only now and then. */
  async passBy(end: number): Promise<void> {
    this.read = Math.max(this.read, end)
    if (this.read - this.lease.position > patience) await this.commit(await this.unit(), this.read)
  }

  /** Shows life while something takes long. */
  async beating(work: () => Promise<void>): Promise<void> {
    let beat: Promise<void> | undefined
    const timer = setInterval(() => {
      beat ??= this.#beat().then(() => {
        beat = undefined
      })
    }, this.#settings.leaseMs / 3)
    try {
      await work()
    } finally {
      clearInterval(timer)
      await beat
    }
  }

  #beat(): Promise<void> {
    return this.lease.beat().catch((error: unknown) => this.#settings.onError(error))
  }
}
