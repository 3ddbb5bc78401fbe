import type { Work } from '@casewell/core'
import { Conversations, Messages } from '@casewell/core'
import { messageOf } from '@casewell/errors'
import { Alarm, type Stored } from '@casewell/store'
import type { Account } from '../account.ts'
import { Outbox, References } from '../collections.ts'
import type { Outbound, Reconciled, Sent } from '../contract/outbound.ts'
import { SendingFailed } from '../events.ts'
import { referenceId } from '../inbound/join.ts'
import type { Tokens } from '../token.ts'
import { letterOf } from './letter.ts'

type Entry = Stored<(typeof Outbox)['schema']['_output']>

/** After so long an attempt whose end nobody saw counts as interrupted, milliseconds. */
const attemptMs = 60_000
const mostAttempts = 10
const baseMs = 1_000
const maxMs = 3_600_000
/** So many conversations are served side by side. */
const lanes = 4

/**
 * Sends what is in the outbox of one account, in order within a conversation. An attempt is recorded before it begins;
 * one whose end was not seen is looked up (`reconcile`), never blindly repeated.
 */
export class Dispatcher {
  readonly #account: Account
  readonly #tokens: Tokens
  readonly #alarm = new Alarm()
  #off: (() => void) | undefined
  #running: Promise<void> | undefined

  constructor(account: Account, tokens: Tokens) {
    this.#account = account
    this.#tokens = tokens
  }

  start(): void {
    this.#off = this.#account.desk.read.onCommit(({ collections }) => {
      if (collections?.has(Outbox.name) !== false) this.#alarm.ring()
    })
    this.#running ??= this.#loop()
  }

  async stop(): Promise<void> {
    this.#off?.()
    this.#alarm.stop()
    await this.#running
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

  /** Serves everything that is due; resolves to the milliseconds until something is. */
  async #round(): Promise<number> {
    const { channel, account, desk } = this.#account
    const now = (await desk.read.now()).getTime()
    const { items } = await desk.read.find(Outbox, { index: 'due', equals: [channel, account], limit: 200 })
    const heads = await this.#heads(items.filter(({ doc }) => doc.dueAt <= now))
    for (let i = 0; i < heads.length && !this.#alarm.isStopped; i += lanes)
      await Promise.all(heads.slice(i, i + lanes).map((entry) => this.#serve(entry)))
    if (heads.length > 0) return 0
    const next = items.find(({ doc }) => doc.dueAt > now)
    return Math.min(60_000, next ? next.doc.dueAt - now : 60_000)
  }

  /** Those before which nothing waits in their conversation. */
  async #heads(due: readonly Entry[]): Promise<readonly Entry[]> {
    const heads = await Promise.all(
      due.map(async (entry) => {
        const line = { index: 'line', equals: [entry.doc.conversation], limit: 1 } as const
        const first = (await this.#account.desk.read.find(Outbox, line)).items[0]
        return first?.id === entry.id ? [entry] : []
      }),
    )
    return heads.flat()
  }

  async #serve(entry: Entry): Promise<void> {
    const wasInterrupted = entry.doc.status === 'sending'
    if (!(await this.#begin(entry))) return
    const letter = await letterOf(this.#account.desk, this.#tokens, entry.id)
    if (!letter)
      return this.#record(entry, { permanent: 'erased', reason: 'the message was erased before it was sent' })
    const outcome = wasInterrupted ? await this.#lookUp(letter) : await this.#attempt(letter)
    await this.#record(
      entry,
      'unknown' in outcome && !wasInterrupted ? await this.#lookUp(letter, outcome.unknown) : outcome,
    )
  }

  /** Records that an attempt begins. False if another process was faster. */
  #begin({ id, version }: Entry): Promise<boolean> {
    return this.#account.desk.transact(async (work) => {
      const current = await work.get(Outbox, id)
      if (current?.version !== version) return false
      const { doc } = current
      work.put(Outbox, id, {
        ...doc,
        status: 'sending',
        attempts: doc.attempts + 1,
        dueAt: work.now.getTime() + attemptMs,
      })
      return true
    })
  }

  async #attempt(letter: Outbound): Promise<Sent> {
    const { definition, context, channel } = this.#account
    if (!definition.send) return { permanent: 'cannot-send', reason: `channel ${channel} cannot send` }
    return definition.send(letter, context).catch((error: unknown) => ({ unknown: messageOf(error) }))
  }

  async #lookUp(letter: Outbound, because = 'the attempt was interrupted'): Promise<Sent> {
    const { definition, context } = this.#account
    if (!definition.reconcile) return { unknown: because }
    const found = await definition
      .reconcile(letter, context)
      .catch((error: unknown): Reconciled => ({ unresolved: messageOf(error) }))
    if ('sent' in found) return found
    return 'notSent' in found ? { retryAfterMs: 0, reason: because } : { unknown: found.unresolved }
  }

  #record(entry: Entry, outcome: Sent): Promise<void> {
    return this.#account.desk.transact(async (work) => {
      const doc = (await work.get(Outbox, entry.id))?.doc
      if (!doc) return
      if ('sent' in outcome) await this.#recordSent(work, entry.id, doc, outcome)
      else if ('retryAfterMs' in outcome && doc.attempts < mostAttempts) this.#recordRetry(work, entry.id, doc, outcome)
      else await this.#recordFailure(work, entry.id, doc, outcome)
    })
  }

  async #recordSent(
    work: Work,
    id: string,
    doc: Entry['doc'],
    { sent, wire, note }: Extract<Sent, { sent: unknown }>,
  ): Promise<void> {
    work.put(Outbox, id, { ...doc, status: 'sent', reason: null })
    for (const vendorId of sent)
      work.put(References, referenceId(work, this.#account, vendorId), {
        case: doc.case,
        conversation: doc.conversation,
        message: id,
      })
    if (await work.get(Messages, id))
      await work.cases.recordDelivery(doc.case, { message: id, state: 'sent', wire: { vendorIds: sent } })
    if (note !== undefined) await work.cases.note(doc.case, { text: note })
    const conversation = wire && (await work.get(Conversations, doc.conversation))
    if (conversation)
      work.put(Conversations, doc.conversation, { ...conversation.doc, wire: { ...conversation.doc.wire, ...wire } })
  }

  #recordRetry(
    work: Work,
    id: string,
    doc: Entry['doc'],
    { retryAfterMs, reason }: Extract<Sent, { retryAfterMs: number }>,
  ): void {
    const jitterMs = Math.random() * Math.min(maxMs, baseMs * 2 ** (doc.attempts - 1))
    work.put(Outbox, id, {
      ...doc,
      status: 'queued',
      dueAt: work.now.getTime() + Math.max(retryAfterMs, jitterMs),
      reason,
    })
  }

  /** Nobody will try again by himself: the case is told. */
  async #recordFailure(
    work: Work,
    id: string,
    doc: Entry['doc'],
    outcome: Exclude<Sent, { sent: unknown }>,
  ): Promise<void> {
    const [status, code, reason] = failureOf(outcome)
    work.put(Outbox, id, { ...doc, status, reason })
    const { channel, account } = this.#account
    work.emit(SendingFailed(id, { channel, account, case: doc.case, code }))
    const isErased = !(await work.get(Messages, id))
    if (status === 'failed' && !isErased)
      await work.cases.recordDelivery(doc.case, { message: id, state: 'failed', reason })
    await work.cases.note(doc.case, {
      text:
        status === 'failed'
          ? `A message could not be sent (${code}): ${reason}`
          : `Nobody knows whether a message was sent: ${reason}`,
    })
  }
}

function failureOf(outcome: Exclude<Sent, { sent: unknown }>): readonly ['failed' | 'unknown', string, string] {
  if ('permanent' in outcome) return ['failed', outcome.permanent, outcome.reason]
  if ('unknown' in outcome) return ['unknown', 'unknown', outcome.unknown]
  return ['failed', 'too-many-attempts', outcome.reason]
}
