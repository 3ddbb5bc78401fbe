import { messageOf } from '@casewell/errors'
import type { Store, Stored } from '../store.ts'
import type { Unit } from '../unit.ts'
import type { Settings } from './options.ts'
import { Parked, type ParkedEvent, parkedId } from './state.ts'

/** So much of an error's message is kept. */
const longestError = 500
/** At most so many parked events are tried again in one turn. */
const mostAtOnce = 50
/** Nothing waits: look again after so long, in milliseconds. */
const idleMs = 60_000

type Place = Pick<ParkedEvent, 'position' | 'key'>

/** Where events of a subscription wait that could not be handled yet. Each key has its own line, in the log's order. */
export class Parking {
  readonly #store: Store
  readonly #settings: Settings
  /** When the next attempt is due; undefined: nobody has looked since the last change. */
  #nextAt: number | undefined
  #changes = 0

  constructor(store: Store, settings: Settings) {
    this.#store = store
    this.#settings = settings
  }

  /** To be called when anything may have been parked, retried or dropped. */
  changed(): void {
    this.#nextAt = undefined
    this.#changes++
  }

  /** An event whose key is blocked waits for its turn. */
  waitBehind(unit: Unit, place: Place, { attempts = 0, error = '' }: Partial<ParkedEvent> = {}): void {
    this.#put(unit, { ...place, status: 'behind', attempts, at: 0, error })
  }

  /** An event that has failed waits for its next attempt, or after the last one for a person. */
  fail(unit: Unit, place: Place, attempts: number, error: unknown): ParkedEvent {
    const isDead = attempts >= this.#settings.attempts
    const at = unit.now.getTime() + (isDead ? 0 : this.#settings.backoff(attempts))
    const message = messageOf(error).slice(0, longestError)
    return this.#put(unit, { ...place, status: isDead ? 'dead' : 'retry', attempts, at, error: message })
  }

  /** The next event of a key may go on once the one before it is done or dead. */
  async callUpNext(unit: Unit, { key, position }: Place): Promise<void> {
    const behind = { index: 'key', equals: [this.#settings.name, key], from: position + 1, limit: 1 } as const
    const next = (await this.#store.find(Parked, behind)).items[0]
    if (next?.doc.status !== 'behind') return
    unit.put(Parked, next.id, { ...next.doc, status: 'retry', at: 0 })
    this.changed()
  }

  /** Is it first in the line of its key? A dead letter that is tried again may have come before others. */
  async isFirst({ key, position }: Place): Promise<boolean> {
    const line = { index: 'key', equals: [this.#settings.name, key], limit: 1 } as const
    return (await this.#store.find(Parked, line)).items[0]?.doc.position === position
  }

  /** Events whose next attempt has come. */
  async due(): Promise<readonly Stored<ParkedEvent>[]> {
    const now = (await this.#store.now()).getTime()
    if (this.#nextAt !== undefined && this.#nextAt > now) return []
    this.changed()
    const due = { index: 'due', equals: [this.#settings.name], to: now + 1, limit: mostAtOnce } as const
    return (await this.#store.find(Parked, due)).items
  }

  /** Is it known that no event waits to be tried again? */
  get isEmpty(): boolean {
    return this.#nextAt === Number.POSITIVE_INFINITY
  }

  /** Milliseconds until the next attempt. */
  async untilNextDue(): Promise<number> {
    const at = this.#nextAt ?? (await this.#look())
    return Math.max(1, Math.min(idleMs, at - (await this.#store.now()).getTime()))
  }

  async #look(): Promise<number> {
    const changes = this.#changes
    const { items } = await this.#store.find(Parked, { index: 'due', equals: [this.#settings.name], limit: 1 })
    const at = items[0]?.doc.at ?? Number.POSITIVE_INFINITY
    if (changes === this.#changes) this.#nextAt = at // otherwise something has changed while we looked
    return at
  }

  #put(unit: Unit, event: Omit<ParkedEvent, 'subscription'>): ParkedEvent {
    const parked = { subscription: this.#settings.name, ...event }
    this.changed()
    unit.put(Parked, parkedId(parked.subscription, parked.position), parked)
    return parked
  }
}
