import { isCasewellError, messageOf } from '@casewell/errors'
import type { Account } from '../account.ts'
import { Cursors } from '../collections.ts'
import { answerWebhook } from '../contract/answer-webhook.ts'
import type { Accepted } from '../contract/context.ts'
import type { Inbound, NotUnderstood } from '../contract/inbound.ts'
import type { Tokens } from '../token.ts'
import { type Prepared, prepare } from './prepare.ts'
import { Signals } from './signals.ts'
import { takeIn } from './take-in.ts'

/** At most so many events share one commit. */
const largestGroup = 64

interface Waiting {
  readonly event: Inbound
  readonly prepared: Promise<Prepared>
  readonly cursor: string | undefined
  readonly resolve: (accepted: Accepted) => void
  readonly reject: (error: unknown) => void
}

/**
 * The way in of one account. Events are taken in in the order in which they came; those that come while a commit is
 * under way share the next one. What resolves is durable.
 */
export class Intake {
  readonly #account: Account
  readonly #tokens: Tokens
  readonly signals: Signals
  #waiting: Waiting[] = []
  #running: Promise<void> | undefined

  constructor(account: Account, tokens: Tokens) {
    this.#account = account
    this.#tokens = tokens
    this.signals = new Signals(account.desk.report)
  }

  accept(events: readonly Inbound[], cursor?: string): Promise<readonly Accepted[]> {
    const taken = events.map((event, i) => this.#enqueue(event, i === events.length - 1 ? cursor : undefined))
    return Promise.all(taken)
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

  async drain(): Promise<void> {
    while (this.#running) await this.#running
  }

  #enqueue(event: Inbound, cursor: string | undefined): Promise<Accepted> {
    const prepared = prepare(event, this.#account)
    prepared.catch(() => {}) // whoever waits for this very event is told, when its turn comes
    return new Promise((resolve, reject) => {
      this.#waiting.push({ event, prepared, cursor, resolve, reject })
      this.#running ??= this.#run()
    })
  }

  async #run(): Promise<void> {
    await Promise.resolve()
    while (this.#waiting.length > 0) await this.#take(this.#waiting.splice(0, largestGroup))
    this.#running = undefined
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
    const { desk, channel, account } = this.#account
    const cursor = group.findLast((waiting) => waiting.cursor !== undefined)?.cursor
    return desk.transact(async (work) => {
      const accepted: Accepted[] = []
      for (const one of prepared) accepted.push(await takeIn(work, this.#account, this.#tokens, one))
      if (cursor !== undefined) work.put(Cursors, `${channel}:${account}`, { cursor })
      return accepted
    })
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
