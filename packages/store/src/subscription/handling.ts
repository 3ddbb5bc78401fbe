import type { Event } from '@casewell/bus'
import { isCasewellError } from '@casewell/errors'
import { Race } from '../race.ts'
import type { Store, Stored } from '../store.ts'
import type { UnitOfWork } from '../unit.ts'
import { BlockedKeys } from './blocked-keys.ts'
import { letterOf } from './dead-letters.ts'
import { type Heard, hear } from './hearing.ts'
import { type Holder, LeaseLost } from './holder.ts'
import type { Settings } from './options.ts'
import { Parking } from './parking.ts'
import { Parked, type ParkedEvent } from './state.ts'

type Place = Pick<ParkedEvent, 'position' | 'key'>

interface Failure {
  readonly error: unknown
}

/** Handles events: together where it can, one by one where one of them fails, and again what has failed before. */
export class Handling {
  readonly #store: Store
  readonly #settings: Settings
  readonly #holder: Holder
  readonly #parking: Parking
  readonly #blocked: BlockedKeys
  readonly #isStopped: () => boolean

  constructor(store: Store, settings: Settings, holder: Holder, isStopped: () => boolean) {
    this.#store = store
    this.#settings = settings
    this.#holder = holder
    this.#parking = new Parking(store, settings)
    this.#blocked = new BlockedKeys(store, settings.name)
    this.#isStopped = isStopped
  }

  /** To be called when the lease was taken: what another holder has parked is known from here on. */
  begin(): Promise<void> {
    this.#parking.changed()
    return this.#blocked.load()
  }

  /** To be called when somebody else may have parked, retried or dropped an event. */
  parkedElsewhere(): void {
    this.#parking.changed()
  }

  /** Is it known that no event waits to be tried again? */
  get hasNothingParked(): boolean {
    return this.#parking.isEmpty
  }

  /** Milliseconds until a parked event shall be tried again. */
  untilNextDue(): Promise<number> {
    return this.#parking.untilNextDue()
  }

  /** Handles what was heard, and passes by what nobody wants. */
  async take({ events, fault }: Heard): Promise<void> {
    const { batch, wants } = this.#settings
    const wanted = events.filter(wants)
    const end = events.at(-1)?.position ?? 0
    if (wanted.length === 0) return this.#holder.passBy(end)
    if (isCasewellError(fault, 'bus/newer-version')) throw fault // a newer process knows what to do
    for (let i = 0; i < wanted.length && !this.#isStopped(); i += batch) {
      const some = wanted.slice(i, i + batch)
      const last = i + batch >= wanted.length ? end : (some.at(-1)?.position ?? end)
      if (some.length === 1 || !(await this.#together(some, last))) await this.#oneByOne(some, last, fault)
    }
  }

  /** Tries parked events whose time has come; returns how many. */
  async retryDue(): Promise<number> {
    const due = await this.#parking.due()
    for (const parked of due) if (!this.#isStopped()) await this.#retry(parked)
    return due.length
  }

  /** A batch shares one commit. False if anything in it fails: then nothing of it was done. */
  async #together(events: readonly Event[], end: number): Promise<boolean> {
    try {
      const unit = await this.#holder.unit()
      await this.#holder.beating(async () => {
        for (const event of events) await this.#handle(event, unit)
      })
      await this.#holder.commit(unit, end)
      return true
    } catch (error) {
      if (error instanceof LeaseLost) throw error
      return false
    }
  }

  async #oneByOne(events: readonly Event[], end: number, fault: Heard['fault']): Promise<void> {
    for (const event of events) {
      if (this.#isStopped()) return
      const failure = await this.#settle(event.position, async (unit) => {
        if (fault) throw fault
        await this.#handle(event, unit)
      })
      const place = { position: event.position, key: this.#settings.parkingKey(event) }
      if (failure) await this.#giveBack(place, event.position, 1, failure.error)
    }
    await this.#holder.passBy(end)
  }

  async #retry({ id, doc }: Stored<ParkedEvent>): Promise<void> {
    const checkpoint = this.#holder.lease.position
    const failure = await this.#settle(checkpoint, async (unit) => {
      if ((await unit.get(Parked, id))?.doc.status !== 'retry') return
      if (!(await this.#parking.isFirst(doc))) return this.#parking.waitBehind(unit, doc, doc)
      await this.#handleAgain(doc.position, unit)
      unit.remove(Parked, id)
      await this.#parking.callUpNext(unit, doc)
    })
    if (failure) await this.#giveBack(doc, checkpoint, doc.attempts + 1, failure.error)
    else await this.#blocked.load(doc.key)
  }

  async #handle(event: Event, unit: UnitOfWork): Promise<void> {
    const key = this.#settings.key(event)
    if (this.#blocked.has(key)) this.#parking.waitBehind(unit, { position: event.position, key })
    else await this.#callHandler(event, unit)
  }

  async #handleAgain(position: number, unit: UnitOfWork): Promise<void> {
    const { events, fault } = await hear(this.#store, position - 1, 1)
    if (fault) throw fault
    for (const event of events) await this.#callHandler(event, unit)
  }

  async #callHandler(event: Event, unit: UnitOfWork): Promise<void> {
    const actor = `system:${this.#settings.name}`
    unit.author = { actor, cause: event.id, correlation: event.correlation ?? event.id }
    await this.#settings.handle(event, unit)
  }

  /** Works until a commit holds it, or until it fails. A lost race is no failure: it is worked on again at once. */
  async #settle(position: number, work: (unit: UnitOfWork) => Promise<void>): Promise<Failure | undefined> {
    const race = new Race(this.#holder.tombstones)
    for (;;) {
      const unit = await this.#holder.unit()
      const failed = await failureOf(this.#holder.beating(() => work(unit)))
      if (failed) return failed
      const refused = await failureOf(this.#holder.commit(unit, position))
      if (!refused) return undefined
      const final = await failureOf(race.lost(refused.error))
      if (final) return final
    }
  }

  /**
   * Parks an event that failed: what its handler wrote is forgotten. If this cannot be committed either, it was the
   * store that failed, and it counts as no attempt.
   */
  async #giveBack(place: Place, checkpoint: number, attempts: number, error: unknown): Promise<void> {
    const unit = await this.#holder.unit()
    const parked = this.#parking.fail(unit, place, attempts, error)
    if (parked.status === 'dead') await this.#parking.callUpNext(unit, place)
    await this.#holder.commit(unit, checkpoint)
    await this.#blocked.load(place.key)
    this.#settings.onFailed({ position: place.position, key: place.key, attempt: attempts, error })
    if (parked.status === 'dead') this.#settings.onDead(letterOf(parked))
  }
}

/** What went wrong, unless it is the lease: then nothing of this is ours any more. */
async function failureOf(work: Promise<void>): Promise<Failure | undefined> {
  try {
    await work
    return undefined
  } catch (error) {
    if (error instanceof LeaseLost) throw error
    return { error }
  }
}
