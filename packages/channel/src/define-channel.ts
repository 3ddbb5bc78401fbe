import type { DeskPort, Plugin } from '@casewell/core'
import type { ChannelApi } from './channel-api.ts'
import { channelCollections, channelErasing } from './collections.ts'
import type { AnyChannel } from './contract/any-channel.ts'
import type { Can } from './contract/capability.ts'
import type { ChannelDefinition } from './contract/definition.ts'
import type { Needs } from './contract/methods.ts'
import { parseConfig } from './contract/parse-config.ts'
import type { InputOf, OutputOf, StandardSchema } from './contract/schema.ts'
import { channelErrors } from './errors.ts'
import { channelEvents } from './events.ts'
import { type AccountOptions, Runtime } from './runtime.ts'

/** A channel as a desk uses it: an account's name and its settings make a plugin. */
export interface Channel<S extends StandardSchema, C extends Can> {
  (account: string, config: InputOf<S>, options?: AccountOptions): Plugin<ChannelApi>
  /** What was defined: for the conformance kit, and for `connect` without a desk. */
  readonly definition: ChannelDefinition<S, C> & Needs<OutputOf<S>, C>
}

/**
 * Makes a channel of what only its adapter can know. De-duplication, order, joining, quarantine, outbox and retries are
 * the runtime's, once for all channels. What `can` declares must be there, or it does not compile.
 *
 * @throws from the channel, `channel/bad-config` for settings of an account that do not fit
 * @example
 * ```ts
 * import { defineChannel } from '@casewell/channel'
 * import { testDesk } from '@casewell/core/testing'
 * import * as z from 'zod'
 *
 * const pigeon = defineChannel({
 *   id: 'pigeon',
 *   config: z.object({ loft: z.string() }),
 *   can: {},
 *   send: async (message, { config }) => {
 *     console.log(`to ${config.loft}: ${message.text}`)
 *     return { sent: [message.id] }
 *   },
 * })
 * const { desk } = await testDesk()
 * const channel = desk.use(pigeon('home', { loft: 'Berlin' }))
 * await desk.start()
 * const bob = { handle: { kind: 'user', value: 'bob', assurance: 'verified' } } as const
 * const blocks = [{ t: 'text', text: 'Hello?' }] as const
 * const [taken] = await channel.accept([{ type: 'message', id: 'n1', from: bob, thread: 'bob', blocks }])
 * if (taken?.as === 'message')
 *   await desk.as({ id: 'ada', role: 'agent' }).cases.reply(taken.case, { text: 'Hello, Bob.' })
 * await desk.settled()
 * await channel.flushed() // to Berlin: Hello, Bob.
 * await desk.stop()
 * ```
 */
export function defineChannel<S extends StandardSchema, const C extends Can>(
  definition: ChannelDefinition<S, C> & Needs<OutputOf<S>, C>,
): Channel<S, C> {
  // The types of settings and methods belong together and have been checked above; the runtime passes the one to the other.
  const known = definition as unknown as AnyChannel
  const plug = (account: string, input: InputOf<S>, options: AccountOptions = {}): Plugin<ChannelApi> => {
    mustBeNamed(known.id, account)
    const config = parseConfig(known.id, known.config, account, input)
    let runtime: Runtime | undefined
    return {
      name: `${known.id}:${account}`,
      collections: channelCollections,
      events: channelEvents,
      erasing: channelErasing,
      setup(desk: DeskPort) {
        runtime = new Runtime(known, account, config, desk, options)
        return runtime.api
      },
      start: () => runtime?.start(),
      stop: () => runtime?.stop(),
    }
  }
  return Object.assign(plug, { definition })
}

/** Settings in the place of the name are what a program says that no compiler has read. @throws `channel/bad-config` */
function mustBeNamed(channel: string, account: unknown): void {
  if (typeof account === 'string') return
  const reason = `its name is missing: ${channel}('support', { … })`
  throw channelErrors['bad-config']({ channel, account: '', reason })
}
