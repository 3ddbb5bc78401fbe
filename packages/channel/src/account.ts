import type { DeskPort } from '@casewell/core'
import type { Can, ChannelContext, ChannelDefinition, StandardSchema } from './contract/definition.ts'

/** A channel definition whose types were checked when it was defined, and are not needed any more. */
export type AnyChannel = ChannelDefinition<StandardSchema<unknown, unknown>, Can> & {
  file?(ref: string, context: ChannelContext<unknown>): Promise<AsyncIterable<Uint8Array>>
}

/** One account of one channel on one desk: what all its parts share. */
export interface Account {
  readonly channel: string
  readonly account: string
  readonly definition: AnyChannel
  readonly desk: DeskPort
  readonly context: ChannelContext<unknown>
  /** Values of our own handles. */
  readonly own: ReadonlySet<string>
}
