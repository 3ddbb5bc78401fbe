import { Alarm, type Stored } from '@casewell/store'
import type { Account } from '../account.ts'
import { Lines, Outbox } from '../collections.ts'
import type { Tokens } from '../token.ts'
import { attempt, attemptMs } from './attempt.ts'
import { type Letter, letterOf } from './letter.ts'
import { type Entry, type Line, leave, queue } from './line.ts'
import { Pace } from './pace.ts'
import { record } from './record.ts'
import { outsideWindow } from './reply-window.ts'

/** An attempt whose end nobody saw counts as interrupted after so long, milliseconds. */
const leaseMs = attemptMs + 5_000
/** The longest sleep, milliseconds: other processes may have left something. */
const longestMs = 60_000

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
  #off: (() => void) | undefined
  #running: Promise<void> | undefined

  constructor(account: Account, tokens: Tokens) {
    this.#account = account
    this.#tokens = tokens
    this.#pace = new Pace(account.rate.perSecond)
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

  /** Begins to serve everything that is due and has room; resolves to the milliseconds until something is. */
  async #round(): Promise<number> {
    const now = (await this.#account.desk.read.now()).getTime()
    const scheduledMs = await this.#queueScheduled(now)
    const { inFlight = 4, perSecond } = this.#account.rate
    for (const line of await this.#due(inFlight)) {
      if (line.doc.dueAt > now) return Math.min(scheduledMs, line.doc.dueAt - now)
      if (this.#serving.size >= inFlight) return longestMs // whoever is served rings at the end
      const waitMs = perSecond === undefined ? 0 : this.#pace.take(performance.now())
      if (waitMs > 0) return Math.min(scheduledMs, waitMs)
      this.#serve(line)
    }
    return scheduledMs
  }

  /** The lines to serve next, those that are being served left out. */
  async #due(inFlight: number): Promise<readonly Stored<Line>[]> {
    const { channel, account, desk } = this.#account
    const limit = Math.min(1_000, 2 * inFlight + this.#serving.size + 1)
    const { items } = await desk.read.find(Lines, { index: 'due', equals: [channel, account], limit })
    return items.filter(({ id }) => !this.#serving.has(id))
  }

  /** What was scheduled joins its line when its time has come. */
  async #queueScheduled(now: number): Promise<number> {
    const { channel, account, desk } = this.#account
    const { items } = await desk.read.find(Outbox, { index: 'scheduled', equals: [channel, account], limit: 100 })
    for (const { id, doc } of items) {
      if (doc.dueAt > now) return Math.min(longestMs, doc.dueAt - now)
      await desk.transact(async (work) => {
        const entry = (await work.get(Outbox, id))?.doc
        if (entry?.status === 'scheduled') await queue(work, id, entry)
      })
    }
    return items.length === 100 ? 0 : longestMs
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
      const now = work.now.getTime()
      const entry: Entry = { ...stored.doc, status: 'sending', attempts: stored.doc.attempts + 1 }
      work.put(Outbox, id, entry)
      work.put(Lines, conversation, { ...line.doc, dueAt: now + leaseMs })
      return { id, entry, line: line.doc, now, wasInterrupted: stored.doc.status === 'sending' }
    })
  }

  /** It was erased or taken back before it went out: there is nothing to tell. */
  #drop(id: string, entry: Entry): Promise<void> {
    return this.#account.desk.transact((work) =>
      leave(work, id, { ...entry, status: 'dropped', reason: 'it was taken back before it was sent' }, 0),
    )
  }
}
