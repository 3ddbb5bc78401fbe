import type { Inbound } from './inbound.ts'
import type { Outbound, Reconciled, Sent } from './outbound.ts'

/** A validator of any library that speaks Standard Schema v1, https://standardschema.dev. zod does. */
export interface StandardSchema<Input = unknown, Output = Input> {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>
    readonly types?: { readonly input: Input; readonly output: Output } | undefined
  }
}

type SchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly { readonly message: string }[] }

export type InputOf<S extends StandardSchema> = NonNullable<S['~standard']['types']>['input']
export type OutputOf<S extends StandardSchema> = NonNullable<S['~standard']['types']>['output']

/** What a channel can do beyond text. What it cannot do, it does not declare. */
export interface Can {
  /** `in`: files that come in are fetched by `file()`. `out`: `send` takes files along. */
  readonly files?: 'in' | 'out' | 'both'
}

/** What a channel's methods are given. */
export interface ChannelContext<Config> {
  readonly config: Config
  readonly account: string
  readonly fetch: typeof fetch
  /** Ends when the desk stops. */
  readonly signal: AbortSignal
}

/** What `listen` is given besides. */
export interface ListenContext<Config> extends ChannelContext<Config> {
  /** Takes events in: when it resolves, they are durable and may be acknowledged. */
  accept(events: readonly Inbound[], cursor?: string): Promise<readonly Accepted[]>
  /** Where this channel left off, if `accept` was ever given a cursor. */
  readonly cursor: string | undefined
}

/** What became of one event from outside. */
export type Accepted =
  | { readonly as: 'message'; readonly case: string; readonly message: string; readonly isNewCase: boolean }
  | { readonly as: 'change' | 'ignored' }
  | { readonly as: 'report'; readonly case: string | null }
  | { readonly as: 'duplicate' }
  | { readonly as: 'quarantined'; readonly quarantine: string; readonly reason: string }

/** A request as it came over HTTP; `verify` and `decode` see nothing else. */
export interface Http {
  readonly method: string
  readonly url: string
  readonly headers: Headers
  readonly body: Uint8Array
}

/** The webhook half of a channel. Pure: no clock, no network, so that it can be replayed and fuzzed. */
export interface Webhook<Config> {
  /** Is it the vendor who sends this? Late and tampered requests are not. */
  verify(request: Http, config: Config, now: Date): boolean
  /** Never throws; what it does not know, it names `unknown`. */
  decode(request: Http, config: Config): readonly Inbound[]
}

/** What `can` demands. */
export type Needs<Config, C extends Can> = C extends { files: 'in' | 'both' }
  ? { file(ref: string, context: ChannelContext<Config>): Promise<AsyncIterable<Uint8Array>> }
  : { file?: never }

/** A channel: what only this vendor's adapter can know. Everything else is the runtime's. */
export interface ChannelDefinition<S extends StandardSchema, C extends Can> {
  /** Lower-case and stable (`email`, `telegram`): it appears in ids, events and errors. */
  readonly id: string
  readonly config: S
  readonly can: C
  readonly webhook?: Webhook<OutputOf<S>>
  /** Runs while the desk runs: polls, holds a socket, listens on a port. A rejection is reported and it starts again. */
  listen?(context: ListenContext<OutputOf<S>>): Promise<void>
  /** Resolves once the far side has accepted the message, or says why not. */
  send?(message: Outbound, context: ChannelContext<OutputOf<S>>): Promise<Sent>
  /** Finds out what became of an attempt that nobody saw the end of. */
  reconcile?(message: Outbound, context: ChannelContext<OutputOf<S>>): Promise<Reconciled>
  /** Our own handles on this account: what comes from them is our own echo. */
  own?(config: OutputOf<S>): readonly string[]
}
