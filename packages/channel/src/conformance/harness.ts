import type { Plugin } from '@casewell/core'
import type { ChannelApi } from '../channel-api.ts'
import type { AnyChannel } from '../contract/any-channel.ts'
import type { Inbound } from '../contract/inbound.ts'
import type { AccountOptions } from '../runtime.ts'

/** What `defineChannel` gives, whatever its settings: the harness itself makes the ones that fit. */
export interface AnyAccount {
  (account: string, config: never, options?: AccountOptions): Plugin<ChannelApi>
  readonly definition: unknown
}

/** One thing that the vendor sends, as it sends it. */
export interface Sample {
  /** What happens in it: "a text", "a photo with a caption". */
  readonly name: string
  /** What `decode` makes of it. */
  readonly gives: readonly Inbound['type'][]
  readonly body: string
  /** @defaultValue `'POST'` */
  readonly method?: string
  /** Set if it is the vendor telling us what we said ourselves. */
  readonly isEcho?: boolean
}

/** How a request is signed. */
export interface Signing {
  readonly secret: string
  readonly at: Date
}

/** A message as the vendor has accepted it. */
export interface Arrival {
  readonly thread: string
  /** Everything that the customer can read in it: text, labels, titles. */
  readonly text: string
  /** The bytes of its files. */
  readonly files?: readonly Uint8Array[]
}

/** An adapter under test, with its vendor, fresh for one rule. */
export interface ChannelHarness {
  readonly channel: AnyAccount
  /** Two secrets of a form that the channel accepts. */
  readonly secrets: readonly [string, string]
  /** Settings of an account whose vendor answers at `url` and whose webhooks are signed with one of `secrets`. */
  config(vendor: { readonly url: string; readonly secrets: readonly string[] }): unknown
  /** Everything that the vendor may send: at least one sample of each kind that the channel understands. */
  readonly samples: readonly Sample[]
  /** The request that carries a sample: signed, encrypted, whatever the vendor does. For channels with a webhook. */
  sign?(sample: Sample, signing: Signing): Request | Promise<Request>
  /** The same as `sample`, as the vendor delivers it again under a new id. */
  again?(sample: Sample): Sample
  /** Answers for the vendor when all is well. The kit's loopback server asks it, and breaks what it answers. */
  vendor?(request: Request): Response | Promise<Response>
  /** What the vendor has accepted so far, oldest first. */
  arrived?(): readonly Arrival[]
  /** The vendor's report that its message `id` (as `send` was told) was delivered, or failed. */
  report?(id: string, state: 'delivered' | 'failed'): Sample
  /** For channels that listen: from now on the vendor has this to tell. */
  offer?(sample: Sample): void
  /** How many seconds a rule waits for what takes its time. @defaultValue `10` */
  readonly patience?: number
  close?(): Promise<void> | void
}

/** What a harness may be able to do besides. */
export const abilities = ['sign', 'again', 'vendor', 'arrived', 'report', 'offer'] as const

/** One of `sign`, `again`, `vendor`, `arrived`, `report`, `offer`. */
export type Ability = (typeof abilities)[number]

/** The definition behind an account's factory. */
export const definitionOf = ({ channel }: ChannelHarness): AnyChannel => channel.definition as AnyChannel // defineChannel put it there
