import type { Work } from '@casewell/core'
import { isCasewellError, messageOf } from '@casewell/errors'
import type { Account } from '../account.ts'
import { Cursors } from '../collections.ts'
import { answerWebhook } from '../contract/answer-webhook.ts'
import type { Accepted } from '../contract/context.ts'
import type { Inbound, NotUnderstood } from '../contract/inbound.ts'
import type { Tokens } from '../token.ts'
import { type Prepared, prepare } from './prepare.ts'
import { Rounds } from './rounds.ts'
import { Signals } from './signals.ts'
import { takeIn } from './take-in.ts'

interface Waiting {
  readonly event: Inbound
  readonly prepared: Promise<Prepared>
  readonly batch: Batch
  readonly resolve: (accepted: Accepted) => void
  readonly reject: (error: unknown) => void
}

/** What was accepted together, with one cursor. */
interface Batch {
  readonly size: number
  readonly cursor: string | undefined
  isKept: boolean
}

/**
 * The way in of one account. Events are taken in in the order in which they came, thread by thread; those that come
 * while a commit is under way share the next one. What resolves is durable.
 */
export class Intake {
  readonly #account: Account
  readonly #tokens: Tokens
  readonly signals: Signals
  readonly #rounds = new Rounds<Waiting>((round) => this.#take(round))

  constructor(account: Account, tokens: Tokens) {
    this.#account = account
    this.#tokens = tokens
    this.signals = new Signals(account.desk.report)
  }

  /** A cursor is written with its events, or after all of them: what was not kept is asked for again. */
  async accept(events: readonly Inbound[], cursor?: string): Promise<readonly Accepted[]> {
    const batch: Batch = { size: events.length, cursor, isKept: false }
    const accepted = await Promise.all(events.map((event) => this.#enqueue(event, batch)))
    if (cursor !== undefined && !batch.isKept)
      await this.#account.desk.transact((work) => this.#keepCursor(work, cursor))
    return accepted
  }

  /** Verifies, decodes and takes in one webhook request. What cannot be kept now is a 503: the vendor delivers again. */
  async handle(request: Request): Promise<Response> {
    const { definition, context, desk } = this.#account
    try {
      const now = () => desk.read.now()
      return await answerWebhook(request, definition, context, now, (events) => this.accept(events))
    } catch (error) {
      desk.report(error)
      return Response.json({ code: 'channel/not-taken' }, { status: 503 })
    }
  }

  drain(): Promise<void> {
    return this.#rounds.drain()
  }

  #enqueue(event: Inbound, batch: Batch): Promise<Accepted> {
    const prepared = prepare(event, this.#account)
    prepared.catch(() => {}) // whoever waits for this very event is told, when its turn comes
    const thread = batch.cursor === undefined && 'thread' in event ? event.thread : undefined
    return new Promise((resolve, reject) => {
      this.#rounds.push({ event, prepared, batch, resolve, reject }, thread)
    })
  }

  #keepCursor(work: Work, cursor: string): void {
    const { channel, account } = this.#account
    work.put(Cursors, `${channel}:${account}`, { cursor })
  }

  async #take(group: readonly Waiting[]): Promise<void> {
    try {
      const accepted = await this.#commit(group)
      for (const [i, { event, resolve }] of group.entries()) {
        if (event.type === 'typing' || event.type === 'presence') this.signals.tell(event)
        resolve(accepted[i] ?? { as: 'ignored' })
      }
    } catch (error) {
      if (group.length > 1) for (const waiting of group) await this.#take([waiting])
      else for (const waiting of group) await this.#refuse(waiting, error)
    }
  }

  async #commit(group: readonly Waiting[]): Promise<readonly Accepted[]> {
    const prepared = await Promise.all(group.map((waiting) => waiting.prepared))
    const whole = wholeBatches(group)
    const accepted = await this.#account.desk.transact(async (work) => {
      const accepted: Accepted[] = []
      for (const one of prepared) accepted.push(await takeIn(work, this.#account, this.#tokens, one))
      const cursor = whole.at(-1)?.cursor
      if (cursor !== undefined) this.#keepCursor(work, cursor)
      return accepted
    })
    for (const batch of whole) batch.isKept = true
    return accepted
  }

  /** What the desk refuses is quarantined with its reason; what the store cannot do now, the vendor delivers again. */
  async #refuse(waiting: Waiting, error: unknown): Promise<void> {
    const { event } = waiting
    const isRefused = isCasewellError(error) && !isCasewellError(error, 'store/') && !isCasewellError(error, 'channel/')
    if (!isRefused || event.type === 'unknown' || !('id' in event)) return waiting.reject(error)
    const refused: NotUnderstood = {
      type: 'unknown',
      id: event.id,
      reason: error.code,
      detail: messageOf(error),
      raw: event,
    }
    this.#account.desk.report(error)
    await this.#take([{ ...waiting, event: refused, prepared: prepare(refused, this.#account) }])
  }
}

/** Those that came with a cursor and are in the group with all their events. */
function wholeBatches(group: readonly Waiting[]): readonly Batch[] {
  const counts = new Map<Batch, number>()
  for (const { batch } of group) counts.set(batch, (counts.get(batch) ?? 0) + 1)
  return [...counts].flatMap(([batch, count]) => (batch.cursor !== undefined && batch.size === count ? [batch] : []))
}
