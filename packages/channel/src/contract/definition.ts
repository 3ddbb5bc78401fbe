import type { Can, Limits, Rate } from './capability.ts'
import type { ChannelContext, ListenContext } from './context.ts'
import type { Outbound, Reconciled, Sent } from './outbound.ts'
import type { OutputOf, StandardSchema } from './schema.ts'
import type { Webhook } from './webhook.ts'

/** A channel: what only this vendor's adapter can know. Everything else is the runtime's. */
export interface ChannelDefinition<S extends StandardSchema, C extends Can> {
  /** Lower-case and stable (`email`, `telegram`): it appears in ids, events and errors. */
  readonly id: string
  readonly config: S
  readonly can: C
  readonly limits?: Limits
  readonly rate?: Rate
  readonly webhook?: Webhook<OutputOf<S>>
  /** Runs while the desk runs: polls, holds a socket, listens on a port. A rejection is reported and it starts again. */
  listen?(context: ListenContext<OutputOf<S>>): Promise<void>
  /** Resolves once the far side has accepted the message, or says why not. A rejection counts as `unknown`. */
  send?(message: Outbound, context: ChannelContext<OutputOf<S>>): Promise<Sent>
  /** Finds out what became of an attempt that nobody saw the end of. */
  reconcile?(message: Outbound, context: ChannelContext<OutputOf<S>>): Promise<Reconciled>
  /** Values of our own handles on this account: what comes from them is our own echo. */
  own?(config: OutputOf<S>): readonly string[]
}
