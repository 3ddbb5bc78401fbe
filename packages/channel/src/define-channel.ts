import type { DeskPort, Plugin } from '@casewell/core'
import type { AnyChannel } from './account.ts'
import type { ChannelApi } from './channel-api.ts'
import { channelCollections } from './collections.ts'
import type { Can, ChannelDefinition, InputOf, Needs, OutputOf, StandardSchema } from './contract/definition.ts'
import { channelErrors } from './errors.ts'
import { channelEvents } from './events.ts'
import { Runtime } from './runtime.ts'

/** A channel as a desk uses it: an account's name and its settings make a plugin. */
export type Channel<Input> = (account: string, config: Input) => Plugin<ChannelApi>

/**
 * Makes a channel of what only its adapter can know. De-duplication, order, joining, quarantine, outbox and retries are
 * the runtime's, once for all channels. What `can` declares must be there, or it does not compile.
 */
export function defineChannel<S extends StandardSchema, const C extends Can>(
  definition: ChannelDefinition<S, C> & Needs<OutputOf<S>, C>,
): Channel<InputOf<S>> {
  // The types of settings and methods belong together and have been checked above; the runtime passes the one to the other.
  const known = definition as unknown as AnyChannel
  return (account, input) => {
    const config = parse(known, account, input)
    let runtime: Runtime | undefined
    return {
      name: `${known.id}:${account}`,
      collections: channelCollections,
      events: channelEvents,
      setup(desk: DeskPort) {
        runtime = new Runtime(known, account, config, desk)
        return runtime.api
      },
      start: () => runtime?.start(),
      stop: () => runtime?.stop(),
    }
  }
}

/** @throws `channel/bad-config` */
function parse({ id, config }: AnyChannel, account: string, input: unknown): unknown {
  const result = config['~standard'].validate(input)
  if (result instanceof Promise)
    throw channelErrors['bad-config']({ channel: id, account, reason: 'its schema answers later' })
  if (!result.issues) return result.value
  const reason = result.issues.map(({ message }) => message).join('; ')
  throw channelErrors['bad-config']({ channel: id, account, reason })
}
