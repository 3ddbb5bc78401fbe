import type { Inbound } from './inbound.ts'

/** A request as it came over HTTP; `verify`, `decode` and `reply` see nothing else. */
export interface Http {
  readonly method: string
  readonly url: string
  readonly headers: Headers
  readonly body: Uint8Array
}

/** The webhook half of a channel. Pure: no clock, no network, so that it can be replayed and fuzzed. */
export interface Webhook<Config> {
  /**
   * Is it the vendor who sends this? Late and tampered requests are not. While a secret is being changed, two are
   * valid. Also answers for a vendor's handshake: nothing that is not verified is decoded or replied to.
   */
  verify(request: Http, config: Config, now: Date): boolean | Promise<boolean>
  /** Never throws; what it does not know, it names `unknown`. The same request gives the same events. */
  decode(request: Http, config: Config): readonly Inbound[]
  /** What this vendor wants to read: the challenge of a handshake, TwiML. Called after the commit. @defaultValue 204 */
  reply?(request: Http, config: Config): Response | undefined
  /** Milliseconds after which `verify` refuses a signed request, where the vendor signs a time. */
  readonly replayWindowMs?: number
}
