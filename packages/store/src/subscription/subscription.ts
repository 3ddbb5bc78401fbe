import type { AnyEventType, Event } from '@casewell/bus'
import { messageOf } from '@casewell/errors'
import { Alarm } from '../alarm.ts'
import { conflictsOf } from '../errors.ts'
import type { News, Store, Stored } from '../store.ts'
import { UnitOfWork } from '../unit.ts'
import { BlockedKeys } from './blocked-keys.ts'
import { type DeadLetter, deadLetters, dropDeadLetter, lagOf, replayFrom, retryDeadLetter } from './dead-letters.ts'
import { Lease } from './lease.ts'
import { type Settings, type SubscriptionOptions, settingsOf } from './options.ts'
import { Parked, type ParkedEvent, parkedId, Subscriptions } from './state.ts'

/** A durable subscription of this process. Others may run it too: one of them works, the others stand by. */
export interface Subscription {
  readonly name: string
  start(): void
  /** Finishes what is under way, keeps the checkpoint, steps down. Idempotent. */
  stop(): Promise<void>
  /** Resolves when everything in the log was handled or parked, by whichever process. */
  caughtUp(): Promise<void>
  /** Events in the log behind the checkpoint. */
  lag(): Promise<number>
  deadLetters(): Promise<readonly DeadLetter[]>
  /** @throws `store/no-dead-letter` */
  retry(position: number): Promise<void>
  /** @throws `store/no-dead-letter` */
  drop(position: number): Promise<void>
  /** Begins again behind a position. */
  replay(position: number): Promise<void>
}

let count = 0
/** Lets a burst of uninteresting events pass before a checkpoint is written for them alone. */
const patience = 1_000
/** Stands in no document: thrown inside a unit to say that the lease went to another process. */
class LeaseLost extends Error {}

/** Listens durably. Nothing happens before `start()`. */
export function subscription<E extends AnyEventType>(store: Store, options: SubscriptionOptions<E>): Subscription {
  const settings = settingsOf(options)
  const worker = new Worker(store, settings)
  return {
    name: settings.name,
    start: () => worker.start(),
    stop: () => worker.stop(),
    caughtUp: () => worker.caughtUp(),
    lag: () => lagOf(store, settings.name),
    deadLetters: async () => (await deadLetters(store, settings.name)).items,
    retry: (position) => retryDeadLetter(store, settings.name, position),
    drop: (position) => dropDeadLetter(store, settings.name, position),
    replay: (position) => replayFrom(store, settings.name, position),
  }
}

class Worker {
  readonly #store: Store
  readonly #settings: Settings
  readonly #lease: Lease
  readonly #alarm = new Alarm()
  /** Read so far; the checkpoint may lie behind it by events of no interest. */
  #read = 0
  readonly #blocked: BlockedKeys
  #isCommitting = false
  /** Somebody else may have written to the subscription: look before going on. */
  #isSuspicious = false
  #running: Promise<void> | undefined

  constructor(store: Store, settings: Settings) {
    this.#store = store
    this.#settings = settings
    this.#lease = new Lease(store, settings, `${process.pid}-${Date.now().toString(36)}-${++count}`)
    this.#blocked = new BlockedKeys(store, settings.name)
  }

  start(): void {
    this.#running ??= this.#loop()
  }

  async stop(): Promise<void> {
    this.#alarm.stop()
    await this.#running
  }

  /** Looks until nothing wanted lies behind what was read; if another process holds the lease, behind its checkpoint. */
  async caughtUp(): Promise<void> {
    while (this.#running && !this.#alarm.isStopped) {
      const { position } = await this.#store.head()
      const checkpoint = this.#lease.isHeld
        ? this.#read
        : (await this.#store.get(Subscriptions, this.#settings.name))?.doc.position
      if ((checkpoint ?? 0) >= position) return
      this.#alarm.ring()
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
  }

  async #loop(): Promise<void> {
    const off = this.#store.onCommit((news) => this.#hear(news))
    while (!this.#alarm.isStopped) {
      const waitMs = await this.#turn().catch((error: unknown) => this.#stumble(error))
      if (waitMs > 0) await this.#alarm.wait(waitMs)
    }
    off()
    await this.#lease.release(this.#read).catch((error: unknown) => this.#settings.onError(error))
  }

  #hear({ position, collections }: News): void {
    const isForeign = position === undefined || collections === undefined
    if (isForeign || (collections.has(Subscriptions.name) && !this.#isCommitting)) this.#isSuspicious = true
    const isNews = isForeign || position > this.#read || this.#isSuspicious
    if (isNews || (collections.has(Parked.name) && !this.#isCommitting)) this.#alarm.ring()
  }

  #stumble(error: unknown): number {
    if (!(error instanceof LeaseLost)) this.#settings.onError(error)
    this.#lease.lose()
    return error instanceof LeaseLost ? 0 : 1_000
  }

  /** One round of work; resolves to how long nothing needs to be done, in milliseconds. */
  async #turn(): Promise<number> {
    if (this.#isSuspicious) await this.#verifyLease()
    if (!this.#lease.isHeld) {
      if (!(await this.#lease.acquire())) return Math.min(1_000, this.#settings.leaseMs / 4)
      this.#read = this.#lease.position
      await this.#blocked.load()
    }
    const retried = await this.#retryDue()
    const events = await this.#store.readLog({ after: this.#read, limit: Math.max(256, this.#settings.batch) })
    if (events.length > 0) await this.#take(events)
    else if (retried === 0) return this.#untilNextDue()
    return 0
  }

  async #verifyLease(): Promise<void> {
    this.#isSuspicious = false
    if (this.#lease.isHeld && !(await this.#lease.isUntouched())) this.#lease.lose()
  }

  async #take(events: readonly Event[]): Promise<void> {
    const { types, batch } = this.#settings
    const wanted = types ? events.filter(({ type }) => types.has(type)) : events
    const end = events.at(-1)?.position ?? this.#read
    for (let i = 0; i < wanted.length && !this.#alarm.isStopped; i += batch) {
      const some = wanted.slice(i, i + batch)
      const last = i + batch >= wanted.length ? end : (some.at(-1)?.position ?? end)
      await this.#handleBatch(some, last)
    }
    if (wanted.length === 0) await this.#passBy(end)
  }

  /** Moves on over events of no interest; the checkpoint follows only now and then. */
  async #passBy(end: number): Promise<void> {
    this.#read = end
    if (end - this.#lease.position > patience && !(await this.#commit(new UnitOfWork(this.#store, new Date()), end)))
      throw new LeaseLost()
  }

  /** A batch shares one commit; if anything in it fails, each event gets a commit of its own. */
  async #handleBatch(events: readonly Event[], end: number): Promise<void> {
    try {
      const unit = new UnitOfWork(this.#store, await this.#store.now())
      await this.#beating(async () => {
        for (const event of events) await this.#handle(event, unit)
      })
      if (await this.#commit(unit, end)) return
    } catch (error) {
      if (error instanceof LeaseLost) throw error
    }
    for (const event of events) await this.#handleAlone(event)
    if (end > this.#read) await this.#passBy(end)
  }

  async #handle(event: Event, unit: UnitOfWork): Promise<void> {
    const key = this.#settings.key(event)
    if (this.#blocked.has(key)) this.#park(unit, event, { status: 'behind', attempts: 0, at: 0, error: '' })
    else await this.#callHandler(event, unit)
  }

  async #callHandler(event: Event, unit: UnitOfWork): Promise<void> {
    const actor = `system:${this.#settings.name}`
    unit.author = { actor, cause: event.id, correlation: event.correlation ?? event.id }
    await this.#settings.handle(event, unit)
  }

  /** One event, one commit. A lost race is no failed attempt: it is handled again at once. */
  async #handleAlone(event: Event): Promise<void> {
    if (event.position <= this.#lease.position) return
    for (;;) {
      const unit = new UnitOfWork(this.#store, await this.#store.now())
      const failure = await this.#attempt(() => this.#handle(event, unit))
      const outcome = failure ? await this.#parked(event, 1, failure.error) : unit
      if (!(await this.#commit(outcome, event.position))) continue
      if (failure) await this.#blocked.load(this.#settings.key(event))
      return
    }
  }

  async #attempt(work: () => Promise<void>): Promise<{ error: unknown } | undefined> {
    try {
      await this.#beating(work)
      return undefined
    } catch (error) {
      if (error instanceof LeaseLost) throw error
      return { error }
    }
  }

  /** A unit that only parks the event: what its handler wrote before it failed is forgotten. */
  async #parked(event: Event, attempts: number, error: unknown): Promise<UnitOfWork> {
    const unit = new UnitOfWork(this.#store, await this.#store.now())
    const isDead = attempts >= this.#settings.attempts
    const at = unit.now.getTime() + (isDead ? 0 : this.#settings.backoff(attempts))
    const parked = this.#park(unit, event, {
      status: isDead ? 'dead' : 'retry',
      attempts,
      at,
      error: messageOf(error).slice(0, 500),
    })
    if (isDead) this.#settings.onDead({ ...parked, diedAt: new Date(at) })
    return unit
  }

  #park(unit: UnitOfWork, event: Event, state: Pick<ParkedEvent, 'status' | 'attempts' | 'at' | 'error'>): ParkedEvent {
    const { name } = this.#settings
    const parked = { subscription: name, position: event.position, key: this.#settings.key(event), ...state }
    unit.put(Parked, parkedId(name, event.position), parked)
    return parked
  }

  /** Tries parked events whose time has come; returns how many. */
  async #retryDue(): Promise<number> {
    const now = (await this.#store.now()).getTime()
    const due = { index: 'due', equals: [this.#settings.name], to: now + 1, limit: 50 } as const
    const { items } = await this.#store.find(Parked, due)
    for (const parked of items) if (!this.#alarm.isStopped) await this.#retry(parked)
    return items.length
  }

  async #retry({ id, doc }: Stored<ParkedEvent>): Promise<void> {
    const [event] = await this.#store.readLog({ after: doc.position - 1, limit: 1 })
    for (;;) {
      const unit = new UnitOfWork(this.#store, await this.#store.now())
      if (!(await unit.get(Parked, id))) return // a person dropped it meanwhile
      const failure = event && (await this.#attempt(() => this.#callHandler(event, unit)))
      const outcome = failure && event ? await this.#parked(event, doc.attempts + 1, failure.error) : unit
      if (outcome === unit) unit.remove(Parked, id)
      if (!failure || doc.attempts + 1 >= this.#settings.attempts) await this.#callUpNext(outcome, doc)
      if (!(await this.#commit(outcome, this.#lease.position))) continue
      await this.#blocked.load(doc.key)
      return
    }
  }

  /** The next event of a key may go on once the one before it is done or dead. */
  async #callUpNext(unit: UnitOfWork, { key, position }: ParkedEvent): Promise<void> {
    const waiting = { index: 'key', equals: [this.#settings.name, key], from: position + 1, limit: 1 } as const
    const next = (await this.#store.find(Parked, waiting)).items[0]
    if (next?.doc.status === 'behind') unit.put(Parked, next.id, { ...next.doc, status: 'retry', at: 0 })
  }

  async #untilNextDue(): Promise<number> {
    const { items } = await this.#store.find(Parked, { index: 'due', equals: [this.#settings.name], limit: 1 })
    const next = items[0]
    return next ? Math.max(1, next.doc.at - (await this.#store.now()).getTime()) : 60_000
  }

  /** Commits a unit together with the checkpoint. False after a lost race; throws if the lease is lost. */
  async #commit(unit: UnitOfWork, position: number): Promise<boolean> {
    const { writes, events } = unit.changes()
    this.#isCommitting = true
    try {
      const { commit } = await this.#store.commit({ writes: [...writes, this.#lease.advance(position)], events })
      this.#lease.advanced(position, commit)
      this.#read = Math.max(this.#read, position)
      return true
    } catch (error) {
      const conflicts = conflictsOf(error)
      if (!conflicts) throw error
      if (conflicts.some(({ collection }) => collection === Subscriptions.name)) throw new LeaseLost()
      return false
    } finally {
      this.#isCommitting = false
    }
  }

  /** Shows life while something takes long. */
  async #beating(work: () => Promise<void>): Promise<void> {
    let beat: Promise<boolean> | undefined
    const timer = setInterval(() => {
      beat ??= this.#lease.beat().finally(() => (beat = undefined))
    }, this.#settings.leaseMs / 3)
    try {
      await work()
    } finally {
      clearInterval(timer)
      await beat
    }
    if (!this.#lease.isHeld) throw new LeaseLost()
  }
}
