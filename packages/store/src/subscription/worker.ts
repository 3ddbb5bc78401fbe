import { Alarm } from '../alarm.ts'
import type { News, Store } from '../store.ts'
import { Handling } from './handling.ts'
import { lookFor, Reading } from './hearing.ts'
import { Holder, LeaseLost } from './holder.ts'
import type { Settings } from './options.ts'
import { Parked, Subscriptions } from './state.ts'

/** How long to rest after trouble with the store, in milliseconds; less if the lease is short. */
const restMs = 1_000
/** At least so many events are read at once. */
const shortestRead = 256
/** How often `caughtUp` looks, in milliseconds. */
const lookMs = 2

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
/** Lets others have their turn: a long backlog of an engine that answers at once would keep everybody waiting. */
const yieldTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Works on one subscription while it holds the lease; stands by while another process holds it. */
export class Worker {
  readonly #store: Store
  readonly #settings: Settings
  readonly #holder: Holder
  readonly #handling: Handling
  readonly #reading: Reading
  #alarm = new Alarm()
  /** Somebody else may have written to the subscription: look before going on. */
  #isSuspicious = false
  #running: Promise<void> | undefined

  constructor(store: Store, settings: Settings) {
    this.#store = store
    this.#settings = settings
    this.#holder = new Holder(store, settings)
    this.#reading = new Reading(store, Math.max(shortestRead, settings.batch))
    this.#handling = new Handling(store, settings, this.#holder, () => this.#alarm.isStopped)
  }

  start(): void {
    if (this.#running) return
    this.#alarm = new Alarm()
    this.#running = this.#loop(this.#alarm)
  }

  async stop(): Promise<void> {
    const running = this.#running
    this.#alarm.stop()
    await running
    if (this.#running === running) this.#running = undefined
  }

  async caughtUp(): Promise<void> {
    while (this.#running && !this.#alarm.isStopped && !(await this.#isCaughtUp())) {
      this.#alarm.ring()
      await pause(lookMs)
    }
  }

  async lag(): Promise<number> {
    return (await this.#store.head()).position - (await this.#reached())
  }

  async #isCaughtUp(): Promise<boolean> {
    const { position } = await this.#store.head()
    const reached = await this.#reached()
    if (reached >= position) return true
    return !this.#holder.lease.isHeld && !(await lookFor(this.#store, this.#settings.wants, reached)).isThere
  }

  /** What this process has read, or if another one works, that one's checkpoint. */
  async #reached(): Promise<number> {
    if (this.#holder.lease.isHeld) return this.#holder.read
    return (await this.#store.get(Subscriptions, this.#settings.name))?.doc.position ?? 0
  }

  async #loop(alarm: Alarm): Promise<void> {
    const off = this.#store.onCommit((news) => this.#hear(news))
    while (!alarm.isStopped) {
      await this.#turn().then(
        (waitMs) => (waitMs > 0 ? alarm.wait(waitMs) : yieldTurn()),
        (error: unknown) => this.#stumble(error, alarm),
      )
    }
    off()
    const { lease, read } = this.#holder
    await lease.release(read).catch((error: unknown) => this.#settings.onError(error))
  }

  #hear(news: News): void {
    const { position, collections } = news
    const isForeign = position === undefined || collections === undefined
    const wroteTo = ({ name }: { name: string }) => isForeign || collections.has(name)
    const isOurs = !isForeign && this.#holder.isWriting // or of the same moment: then it is looked at after our own
    if (wroteTo(Parked)) this.#handling.parkedElsewhere()
    if (wroteTo(Subscriptions) && !isOurs) this.#isSuspicious = true
    const isIdle = this.#handling.hasNothingParked // else any commit is an occasion to look whether its time has come
    const isNews = isForeign || (position > this.#holder.read && !(isIdle && this.#holder.skip(news)))
    if (isNews || this.#isSuspicious || (wroteTo(Parked) && !isOurs)) this.#alarm.ring()
  }

  /** One round of work; resolves to how long nothing needs to be done, in milliseconds. */
  async #turn(): Promise<number> {
    if (this.#isSuspicious) await this.#verifyLease()
    if (!this.#holder.lease.isHeld && !(await this.#begin())) return this.#holder.lease.tryAgainMs
    const heard = await this.#reading.next(this.#holder.read)
    if (heard.events.length > 0) await this.#handling.take(heard)
    const retried = await this.#handling.retryDue()
    return heard.events.length + retried > 0 ? 0 : this.#handling.untilNextDue()
  }

  async #verifyLease(): Promise<void> {
    this.#isSuspicious = false
    const { lease } = this.#holder
    if (lease.isHeld && !(await lease.isUntouched())) lease.lose()
  }

  async #begin(): Promise<boolean> {
    if (!(await this.#holder.lease.acquire())) return false
    this.#holder.read = this.#holder.lease.position
    await this.#handling.begin()
    return true
  }

  /** Whoever stumbles steps down and rests: another process may stand firmer. */
  async #stumble(error: unknown, alarm: Alarm): Promise<void> {
    const { lease, read } = this.#holder
    if (error instanceof LeaseLost) return lease.lose()
    this.#settings.onError(error)
    await lease.release(read).catch(() => lease.lose())
    await alarm.rest(Math.min(restMs, this.#settings.leaseMs / 4))
  }
}
