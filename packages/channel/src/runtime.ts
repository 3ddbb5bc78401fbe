import { setMaxListeners } from 'node:events'
import type { DeskPort } from '@casewell/core'
import type { Page, Stored } from '@casewell/store'
import type { Account } from './account.ts'
import { accountsOn } from './accounts.ts'
import type { ChannelApi, Quarantined, Stuck } from './channel-api.ts'
import { Cursors, Lines, Outbox, Quarantine } from './collections.ts'
import type { AnyChannel } from './contract/any-channel.ts'
import type { Rate } from './contract/capability.ts'
import { channelErrors } from './errors.ts'
import { Intake } from './inbound/intake.ts'
import { Listener } from './inbound/listener.ts'
import { replay } from './inbound/replay.ts'
import { Dispatcher } from './outbound/dispatcher.ts'
import { gesturesOn } from './outbound/gestures.ts'
import { queue } from './outbound/line.ts'
import { outboxSubscription } from './outbound/outbox.ts'
import { answerWhereStated } from './reach/answer-in.ts'
import { tokens } from './token.ts'

/** What one account may be given besides its settings. */
export interface AccountOptions {
  /** @defaultValue the global fetch */
  readonly fetch?: typeof fetch
  /** How fast this account may send. @defaultValue what the channel declares */
  readonly rate?: Rate
  /**
   * Milliseconds after which an attempt to send is told to end. One whose end nobody saw, since its process died, is looked
   * up a little later than that by another process, or by the next start.
   *
   * @defaultValue `55_000`
   */
  readonly attemptMs?: number
}

/** What runs behind one account of one channel. */
export class Runtime {
  readonly #account: Account
  readonly #stop = new AbortController()
  readonly #intake: Intake
  readonly #dispatcher: Dispatcher | undefined
  readonly #listener: Listener | undefined
  readonly api: ChannelApi

  /** What all its parts share. */
  get place(): Account {
    return this.#account
  }

  constructor(definition: AnyChannel, account: string, config: unknown, desk: DeskPort, options: AccountOptions = {}) {
    setMaxListeners(0, this.#stop.signal) // every attempt under way listens
    const context = { config, account, fetch: options.fetch ?? fetch, signal: this.#stop.signal }
    const own = new Set((definition.own?.(config) ?? []).map((value) => value.toLowerCase()))
    const { rate = definition.rate ?? {}, attemptMs = 55_000 } = options
    this.#account = { channel: definition.id, account, definition, desk, context, rate, attemptMs, own }
    const signer = tokens(desk.seal)
    this.#intake = new Intake(this.#account, signer)
    if (definition.send) {
      this.#dispatcher = new Dispatcher(this.#account, signer)
      desk.subscribe(outboxSubscription(this.#account))
    }
    if (definition.listen) this.#listener = new Listener(this.#account, this.#intake)
    this.api = this.#makeApi()
    if (accountsOn(desk).size === 0) desk.answerIn(answerWhereStated(desk)) // once for all accounts of the desk
    accountsOn(desk).set(`${definition.id}/${account}`, this)
  }

  async start(): Promise<void> {
    this.#dispatcher?.start()
    const { channel, account, desk } = this.#account
    this.#listener?.start((await desk.read.get(Cursors, `${channel}:${account}`))?.doc.cursor)
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    await this.#listener?.stop()
    await this.#intake.drain()
    await this.#dispatcher?.stop()
  }

  #makeApi(): ChannelApi {
    const { channel, account, definition, desk } = this.#account
    return {
      channel,
      account,
      can: definition.can,
      health: () => this.#listener?.health ?? { state: 'ended', failures: 0 },
      accept: (events) => this.#intake.accept(events),
      handle: (request) => this.#intake.handle(request),
      replay: (id, reread) => replay(this.#account, this.#intake, id, reread),
      onSignal: (listener) => this.#intake.signals.on(listener),
      ...gesturesOn(this.#account),
      async quarantine(page = { limit: 100 }) {
        return mapped(
          await desk.read.find(Quarantine, { index: 'channel', equals: [channel, account], ...page }),
          quarantinedOf,
        )
      },
      async *raw(id) {
        const stored = await desk.read.get(Quarantine, id)
        if (!stored) throw channelErrors['no-entry']({ what: 'quarantined event', id })
        yield* desk.blobs.read(stored.doc.raw)
      },
      async stuck(page = { limit: 100 }) {
        return mapped(await desk.read.find(Outbox, { index: 'stuck', equals: [channel, account], ...page }), stuckOf)
      },
      resend: (message) => this.#resend(message),
      flushed: () => this.#flushed(),
    }
  }

  #resend(message: string): Promise<void> {
    return this.#account.desk.transact(async (work) => {
      const doc = (await work.get(Outbox, message))?.doc
      if (doc?.status !== 'failed' && doc?.status !== 'unknown')
        throw channelErrors['no-entry']({ what: 'stuck message', id: message })
      await queue(work, message, { ...doc, attempts: 0 })
    })
  }

  async #flushed(): Promise<void> {
    while (await this.#isBusy()) await new Promise((resolve) => setTimeout(resolve, 5))
  }

  /** Is something being sent, or due now? */
  async #isBusy(): Promise<boolean> {
    const { channel, account, desk } = this.#account
    const now = (await desk.read.now()).getTime()
    const waiting = { index: 'scheduled', equals: [channel, account], to: now + 1, limit: 1 } as const
    if ((await desk.read.find(Outbox, waiting)).items.length > 0) return true
    const { items } = await desk.read.find(Lines, { index: 'due', equals: [channel, account], limit: 1000 })
    for (const { doc } of items) {
      const head = doc.head === null ? undefined : await desk.read.get(Outbox, doc.head)
      if (doc.dueAt <= now || head?.doc.status === 'sending') return true
    }
    return false
  }
}

const mapped = <A, B>({ items, next }: Page<A>, make: (item: A) => B): Page<B> =>
  next === undefined ? { items: items.map(make) } : { items: items.map(make), next }

const quarantinedOf = ({ id, doc }: Stored<(typeof Quarantine)['schema']['_output']>): Quarantined => ({
  id,
  reason: doc.reason,
  detail: doc.detail,
  at: new Date(doc.at),
  size: doc.size,
})

const stuckOf = ({ doc }: Stored<(typeof Outbox)['schema']['_output']>): Stuck => ({
  message: doc.message,
  case: doc.case,
  status: doc.status === 'failed' ? 'failed' : 'unknown',
  reason: doc.reason ?? '',
})
