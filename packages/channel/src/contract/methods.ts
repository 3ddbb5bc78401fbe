import type { Can } from './capability.ts'
import type { ChannelContext } from './context.ts'
import type { ChannelHandle } from './handle.ts'
import type { Outbound, Sent, Where } from './outbound.ts'

/** What an adapter writes for what it declares; `target` is one of the ids that `sent` gave. */
export interface Methods<Config> {
  /** Fetches the bytes of a file that came in. */
  file(ref: string, context: ChannelContext<Config>): Promise<AsyncIterable<Uint8Array> | Uint8Array>
  /** Replaces what a message says by `message`. */
  edit(target: string, message: Outbound, context: ChannelContext<Config>): Promise<Sent>
  /** Takes a message back. */
  delete(target: string, where: Where, context: ChannelContext<Config>): Promise<Sent>
  /** Reacts to a message, or takes the reaction back. `target` may also be a message of the customer's. */
  react(target: string, reaction: Reaction, where: Where, context: ChannelContext<Config>): Promise<Sent>
  /** Best effort: a rejection is reported and nothing else happens. */
  typing(where: Where, isOn: boolean, context: ChannelContext<Config>): Promise<void>
  /** Tells the far side that the customer's message `target` was read. Best effort. */
  read(target: string, where: Where, context: ChannelContext<Config>): Promise<void>
  /** The thread in which this handle is reached, or undefined if this channel does not reach it. Pure. */
  threadFor(handle: ChannelHandle, config: Config): string | undefined
}

/** A reaction: an emoji, or the vendor's name for it. */
export interface Reaction {
  /** Empty if all of ours are taken back. */
  readonly reaction: string
  readonly isRemoved: boolean
}

/** Which method a capability demands. */
interface Demands {
  edit: 'edit'
  delete: 'delete'
  react: 'react'
  typing: 'typing'
  read: 'read'
  proactive: 'threadFor'
}

/** Capabilities that are nothing without `send`. */
type OutCapability = 'buttons' | 'choice' | 'card' | 'form' | 'template' | 'deliveries' | 'proactive'

type Sends<C extends Can> = C extends { files: 'out' | 'both' } ? true : keyof C & OutCapability

/** What `can` demands; and what it does not mention must not be there. */
export type Needs<Config, C extends Can> = {
  [K in keyof C & keyof Demands as Demands[K]]: Methods<Config>[Demands[K]]
} & { [K in Exclude<keyof Demands, keyof C> as Demands[K]]?: never } & (C extends { files: 'in' | 'both' }
    ? Pick<Methods<Config>, 'file'>
    : { file?: never }) &
  ([Sends<C>] extends [never] ? unknown : { send(message: Outbound, context: ChannelContext<Config>): Promise<Sent> })
