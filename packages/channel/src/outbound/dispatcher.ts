import { Alarm, type Stored } from '@casewell/store'
import type { Account } from '../account.ts'
import { Lines, Outbox } from '../collections.ts'
import type { Tokens } from '../token.ts'
import { admit } from './admit.ts'
import { attempt } from './attempt.ts'
import { LeaseWatch } from './lease-watch.ts'
import { type Letter, letterOf } from './letter.ts'
import { type Entry, type Line, leave } from './line.ts'
import { Pace } from './pace.ts'
import { record } from './record.ts'
import { outsideWindow } from './reply-window.ts'

/** An attempt that takes longer than so many milliseconds is watched by the other processes. */
const lookMs = 5_000
/** The longest sleep, milliseconds: other processes may have left something. */
const longestMs = 60_000
/** So many lines are looked for at once. */
const page = 128

/**
 * Sends what is in the outbox of one account: several conversations side by side, each in its order. An attempt is
 * recorded before it begins; one whose end was not seen is looked up (`reconcile`), never blindly repeated.
 */
export class Dispatcher {
  readonly #account: Account
  readonly #tokens: Tokens
  readonly #alarm = new Alarm()
  readonly #pace: Pace
  readonly #serving = new Map<string, Promise<void>>()
  /** An attempt whose end nobody saw counts as interrupted when its line has stood still for so long. */
  readonly #leaseMs: number
  readonly #leases: LeaseWatch
  /** Lines that were due when somebody looked; one that has changed since is passed over when its turn comes. */
  #ready: Stored<Line>[] = []
  #off: (() => void) | undefined
  #running: Promise<void> | undefined

  constructor(account: Account, tokens: Tokens) {
    this.#account = account
    this.#tokens = tokens
    this.#pace = new Pace(account.rate.perSecond)
    this.#leaseMs = account.attemptMs * 1.1
    this.#leases = new LeaseWatch(this.#leaseMs)
  }

  start(): void {
    this.#off = this.#account.desk.read.onCommit(({ collections }) => {
      if (collections?.has(Outbox.name) !== false || collections.has(Lines.name)) this.#alarm.ring()
    })
    this.#running ??= this.#loop()
  }

  async stop(): Promise<void> {
    this.#off?.()
    this.#alarm.stop()
    await this.#running
    await Promise.all(this.#serving.values())
  }

  async #loop(): Promise<void> {
    while (!this.#alarm.isStopped) {
      const waitMs = await this.#round().catch((error: unknown) => {
        this.#account.desk.report(error)
        return 1_000
      })
      await this.#alarm.wait(waitMs)
    }
  }

  /** Begins to serve what is due, as far as there is room; resolves to the milliseconds until something is. */
  async #round(): Promise<number> {
    if (!this.#hasRoom) return longestMs // whoever is served rings at the end
    const now = (await this.#account.desk.read.now()).getTime()
    const scheduledMs = await this.#queueScheduled(now)
    const isFresh = this.#ready.length === 0
    if (isFresh) this.#ready = await this.#due(now)
    const found = this.#ready.length
    while (this.#hasRoom) {
      const line = this.#ready.shift()
      if (!line) {
        const restMs = this.#leases.nextMs
        return isFresh && found < page ? Math.min(scheduledMs, restMs, await this.#untilNext(now)) : 0
      }
      if (this.#serving.has(line.id)) continue
      const waitMs = this.#pace.take(performance.now())
      if (waitMs > 0) {
        this.#ready.unshift(line)
        return waitMs
      }
      this.#serve(line)
    }
    return longestMs
  }

  get #hasRoom(): boolean {
    return this.#serving.size < (this.#account.rate.inFlight ?? 4)
  }

  /** A page of lines that are due, in their order. */
  async #due(now: number): Promise<Stored<Line>[]> {
    const { channel, account, desk } = this.#account
    const limit = Math.min(1_000, page + this.#serving.size)
    const due = { index: 'due', equals: [channel, account], to: now + 1, limit } as const
    const { items } = await desk.read.find(Lines, due)
    return items.filter((line) => !this.#serving.has(line.id) && !this.#leases.isResting(line))
  }

  async #untilNext(now: number): Promise<number> {
    const { channel, account, desk } = this.#account
    const later = { index: 'due', equals: [channel, account], from: now + 1, limit: 1 } as const
    const next = (await desk.read.find(Lines, later)).items[0]
    return next ? Math.min(longestMs, next.doc.dueAt - now) : longestMs
  }

  /** What has come into the outbox, and what was for later, joins its line when its time has come, in its order. */
  async #queueScheduled(now: number): Promise<number> {
    const { channel, account, desk } = this.#account
    const scheduled = { index: 'scheduled', equals: [channel, account], limit: page } as const
    const { items } = await desk.read.find(Outbox, scheduled)
    const due = new Map<string, string[]>()
    const inOrder = items.filter(({ doc }) => doc.dueAt <= now).sort((a, b) => a.doc.order - b.doc.order)
    for (const { id, doc } of inOrder) due.set(doc.conversation, [...(due.get(doc.conversation) ?? []), id])
    await Promise.all([...due.values()].map((ids) => admit(this.#account, ids)))
    const next = items.find(({ doc }) => doc.dueAt > now)
    if (next) return Math.min(longestMs, next.doc.dueAt - now)
    return items.length === page ? 0 : longestMs
  }

  #serve(line: Stored<Line>): void {
    const served = this.#serveHead(line)
      .catch((error: unknown) => this.#account.desk.report(error))
      .finally(() => {
        this.#serving.delete(line.id)
        this.#alarm.ring()
      })
    this.#serving.set(line.id, served)
  }

  async #serveHead(line: Stored<Line>): Promise<void> {
    const begun = await this.#begin(line)
    if (!begun) return
    const { id, entry, wasInterrupted } = begun
    const letter = await this.#letter(entry)
    if (!letter) return this.#drop(id, entry)
    const outcome =
      (wasInterrupted ? undefined : outsideWindow(this.#account, entry, letter, begun.line, begun.now)) ??
      (await attempt(this.#account, entry, letter, wasInterrupted))
    const isStopping = 'unknown' in outcome && this.#account.context.signal.aborted
    if (!isStopping) await record(this.#account, { id, entry, letter, outcome }) // otherwise the next start looks it up
  }

  /** What is taken back has no content any more, and still has to be taken back. */
  async #letter(entry: Entry): Promise<Letter | undefined> {
    return letterOf(this.#account, this.#tokens, entry.message, entry.deed === 'delete')
  }

  /** Records that an attempt begins. Undefined if another process was faster. */
  #begin({ id: conversation, version }: Stored<Line>) {
    return this.#account.desk.transact(async (work) => {
      const line = await work.get(Lines, conversation)
      const id = line?.version === version ? line.doc.head : null
      const stored = id === null ? undefined : await work.get(Outbox, id)
      if (!line || id === null || !stored) return undefined
      const wasInterrupted = stored.doc.status === 'sending'
      if (wasInterrupted && !this.#leases.hasEnded(line)) return undefined // somebody may be at it
      const now = work.now.getTime()
      const entry: Entry = { ...stored.doc, status: 'sending', attempts: stored.doc.attempts + 1 }
      work.put(Outbox, id, entry)
      work.put(Lines, conversation, { ...line.doc, dueAt: now + Math.min(lookMs, this.#leaseMs) })
      return { id, entry, line: line.doc, now, wasInterrupted }
    })
  }

  /** It was erased or taken back before it went out: there is nothing to tell. */
  #drop(id: string, entry: Entry): Promise<void> {
    return this.#account.desk.transact((work) =>
      leave(work, id, { ...entry, status: 'dropped', reason: 'it was taken back before it was sent' }, 0),
    )
  }
}
