import type { Block } from './block.ts'
import type { Party } from './handle.ts'

/** A message on its way out. */
export interface Outbound {
  /** The message's id in the desk: the same in every attempt, good as an idempotency key. */
  readonly id: string
  readonly thread: string
  readonly to: readonly Party[]
  readonly text: string
  readonly subject?: string
  readonly blocks: readonly Block[]
  /** Say it back to us in a reply, and the reply finds its case: a signed token. */
  readonly token: string
  /** The case's reference, for people. */
  readonly reference: string
  /** What the channel left in the conversation when the last message came in. */
  readonly wire: Readonly<Record<string, unknown>>
  /** When the message was written. */
  readonly at: Date
  /** Was it written by a program? */
  readonly isAutomatic: boolean
}

/** What became of one attempt to send. */
export type Sent =
  /**
   * The far side has accepted it; its ids for the message. `wire` is merged into the conversation's; `note` is what a
   * person should know of it.
   */
  | { readonly sent: readonly string[]; readonly wire?: Readonly<Record<string, unknown>>; readonly note?: string }
  /** Not now: try again after so long. */
  | { readonly retryAfterMs: number; readonly reason: string }
  /** Never: a code and words. */
  | { readonly permanent: string; readonly reason: string }
  /** Nobody knows: `reconcile` decides, never a blind second attempt. */
  | { readonly unknown: string }

/** What is known of an attempt that nobody saw the end of. */
export type Reconciled =
  | { readonly sent: readonly string[] }
  | { readonly notSent: true }
  | { readonly unresolved: string }
