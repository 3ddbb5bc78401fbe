import type { Inbound } from './inbound.ts'

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
  /**
   * Takes events in: when it resolves, they and the cursor are durable, and may be acknowledged. If it rejects, nothing
   * is: let the rejection end `listen`, it starts again where it left off.
   */
  accept(events: readonly Inbound[], cursor?: string): Promise<readonly Accepted[]>
  /** Where this channel left off, if `accept` was ever given a cursor. */
  readonly cursor: string | undefined
}

/** What became of one event from outside. */
export type Accepted =
  | { readonly as: 'message'; readonly case: string; readonly message: string; readonly isNewCase: boolean }
  | { readonly as: 'change' | 'ignored' | 'signal' }
  | { readonly as: 'report'; readonly case: string | null }
  | { readonly as: 'duplicate' }
  | { readonly as: 'quarantined'; readonly quarantine: string; readonly reason: string }
