import type { DeskPort } from '@casewell/core'
import type { AnyChannel } from './contract/any-channel.ts'
import type { Rate } from './contract/capability.ts'
import type { ChannelContext } from './contract/context.ts'

/** One account of one channel on one desk: what all its parts share. */
export interface Account {
  readonly channel: string
  readonly account: string
  readonly definition: AnyChannel
  readonly desk: DeskPort
  readonly context: ChannelContext<unknown>
  readonly rate: Rate
  /** After so long an attempt is told to end, milliseconds. */
  readonly attemptMs: number
  /** Values of our own handles. */
  readonly own: ReadonlySet<string>
}
