import { channelErrors } from '../errors.ts'
import { answerWebhook } from './answer-webhook.ts'
import type { AnyChannel } from './any-channel.ts'
import type { Can } from './capability.ts'
import type { Accepted } from './context.ts'
import type { ChannelDefinition } from './definition.ts'
import type { Inbound } from './inbound.ts'
import type { Outbound, Sent } from './outbound.ts'
import { parseConfig } from './parse-config.ts'
import type { InputOf, StandardSchema } from './schema.ts'
import { supervise } from './supervise.ts'

/** One account of a channel without a desk behind it. */
export interface Connected {
  /** Verifies and decodes one webhook request, and hands its events on; answers when all were taken. */
  handle(request: Request): Promise<Response>
  /** One attempt, with its outcome. @throws `channel/cannot-send` */
  send(message: Pick<Outbound, 'id' | 'thread' | 'text'> & Partial<Outbound>): Promise<Sent>
  /** Begins to listen, where the channel listens. */
  start(): void
  stop(): Promise<void>
}

/** What a connected channel may be given. */
export interface ConnectOptions {
  /** @defaultValue the global fetch */
  readonly fetch?: typeof fetch
  /** @defaultValue the machine's clock */
  readonly now?: () => Date
  /** Where failures of `listen` go. @defaultValue nowhere: it starts again by itself */
  readonly onError?: (error: unknown) => void
}

/**
 * Connects an adapter to a function: no desk, no store. A webhook is acknowledged when the function has resolved. Nothing
 * is remembered, so an event may come twice; whoever needs once, for ever, uses a desk.
 *
 * @throws `channel/bad-config`
 * @example
 * ```ts
 * import { defineChannel } from '@casewell/channel'
 * import { connect, isSecret, textBlocks, userOf } from '@casewell/channel/contract'
 * import * as z from 'zod'
 *
 * const parrot = defineChannel({
 *   id: 'parrot',
 *   config: z.object({ token: z.string() }),
 *   can: {},
 *   webhook: {
 *     verify: ({ headers }, { token }) => isSecret(token, headers.get('x-token')),
 *     decode: ({ body }) => {
 *       const blocks = textBlocks(new TextDecoder().decode(body))
 *       return [{ type: 'message', id: '1', from: userOf('parrot', 'bob'), thread: 'bob', blocks }]
 *     },
 *   },
 * })
 * const taken: string[] = []
 * const bird = connect(parrot.definition, 'home', { token: 'seed' }, (event) => void taken.push(event.type))
 * const request = { method: 'POST', headers: { 'x-token': 'seed' }, body: 'Hello?' }
 * console.log((await bird.handle(new Request('https://desk.example/parrot', request))).ok, taken) // true [ 'message' ]
 * await bird.stop()
 * ```
 */
export function connect<S extends StandardSchema, C extends Can>(
  definition: ChannelDefinition<S, C>,
  account: string,
  config: InputOf<S>,
  take: (event: Inbound) => Promise<void> | void,
  options: ConnectOptions = {},
): Connected {
  const channel = definition as unknown as AnyChannel // its types were checked where it was defined
  const stop = new AbortController()
  const settings = parseConfig(channel.id, channel.config, account, config)
  const context = { config: settings, account, fetch: options.fetch ?? fetch, signal: stop.signal }
  const now = options.now ?? (() => new Date())
  let cursor: string | undefined
  let running: Promise<void> | undefined
  const accept = async (events: readonly Inbound[], next?: string): Promise<readonly Accepted[]> => {
    for (const event of events) await take(event)
    cursor = next ?? cursor
    return events.map(() => ({ as: 'ignored' }))
  }
  return {
    handle: (request) =>
      answerWebhook(request, channel, context, now, accept).catch(() =>
        Response.json({ code: 'channel/not-taken' }, { status: 503 }),
      ),
    async send(message) {
      if (!channel.send) throw channelErrors['cannot-send']({ channel: channel.id })
      return channel.send(complete(message, now()), context)
    },
    start() {
      const run = async (): Promise<void> => channel.listen?.({ ...context, accept, cursor })
      running ??= supervise(run, { signal: stop.signal, onFailure: (error) => options.onError?.(error) })
    },
    async stop() {
      stop.abort()
      await running
    },
  }
}

const complete = (message: Pick<Outbound, 'id' | 'thread' | 'text'> & Partial<Outbound>, at: Date): Outbound => ({
  to: [],
  wire: {},
  blocks: [{ t: 'text', text: message.text }],
  token: '',
  reference: '',
  isAutomatic: false,
  depth: 0,
  part: 1,
  parts: 1,
  at,
  ...message,
})
