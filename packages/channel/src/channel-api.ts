import type { Page } from '@casewell/store'
import type { Can } from './contract/capability.ts'
import type { Accepted } from './contract/context.ts'
import type { Inbound } from './contract/inbound.ts'
import type { Health } from './contract/supervise.ts'
import type { Reread } from './inbound/replay.ts'
import type { SignalListener } from './inbound/signals.ts'
import type { Gestures } from './outbound/gestures.ts'

/** Something that nobody understood, kept. */
export interface Quarantined {
  readonly id: string
  readonly reason: string
  readonly detail: string
  readonly at: Date
  /** Bytes. */
  readonly size: number
}

/** A message that was not sent, and why. */
export interface Stuck {
  readonly message: string
  readonly case: string
  readonly status: 'failed' | 'unknown'
  readonly reason: string
}

/** What `desk.use` hands back for a channel. */
export interface ChannelApi extends Gestures {
  readonly channel: string
  readonly account: string
  readonly can: Can
  /** How its listening is doing; `ended` also where a channel does not listen. */
  health(): Health
  /** Takes events in: when it resolves, they are durable and may be acknowledged. */
  accept(events: readonly Inbound[]): Promise<readonly Accepted[]>
  /** Verifies, decodes and takes in one webhook request; answers only after the commit. */
  handle(request: Request): Promise<Response>
  quarantine(page?: { readonly limit: number; readonly cursor?: string }): Promise<Page<Quarantined>>
  /** The bytes of a quarantined event, as they came. @throws `channel/no-entry` */
  raw(quarantine: string): AsyncIterable<Uint8Array>
  /**
   * Reads a quarantined event again, after an update of the adapter: by its webhook's `decode`, or by a function of yours.
   * What is understood now is taken in and leaves the quarantine.
   *
   * @throws `channel/no-entry`
   */
  replay(quarantine: string, reread?: Reread): Promise<readonly Accepted[]>
  /** Hears who is typing and who is there. Call what comes back to stop. */
  onSignal(listener: SignalListener): () => void
  /** Messages that nobody will try again by himself. */
  stuck(page?: { readonly limit: number; readonly cursor?: string }): Promise<Page<Stuck>>
  /** Tries a stuck message again. @throws `channel/no-entry` */
  resend(message: string): Promise<void>
  /** Resolves when everything that waits in the outbox now was tried once, or waits for its next attempt. */
  flushed(): Promise<void>
}
