import type { Block } from './block.ts'
import type { Party } from './handle.ts'

/** Where a message goes. */
export interface Where {
  /** The thread as the channel named it. */
  readonly thread: string
  readonly to: readonly Party[]
  /** What the channel left in the conversation when the last message came in, and what `sent` added. */
  readonly wire: Readonly<Record<string, unknown>>
}

/**
 * A message on its way out, or one part of it: what exceeds the channel's limits is divided, and each part is sent by
 * itself, in order.
 */
export interface Outbound extends Where {
  /** The same in every attempt, another one for each part: good as an idempotency key. */
  readonly id: string
  /** All of this part as text, for channels that know nothing else. */
  readonly text: string
  readonly subject?: string
  /** Only kinds that the channel declares, each within its limits; everything else has become text. */
  readonly blocks: readonly Block[]
  /** Say it back to us in a reply, and the reply finds its case: a signed token. */
  readonly token: string
  /** The case's reference, for people. */
  readonly reference: string
  /** The language that the customer wants to be answered in, if it is known; BCP 47. */
  readonly language?: string
  /** When the message was written. */
  readonly at: Date
  /** Was it written by a program? */
  readonly isAutomatic: boolean
  /** How many programs answered each other before it. Write it where `decode` finds it again, if there is such a place. */
  readonly depth: number
  /** Which part it is, from 1. */
  readonly part: number
  readonly parts: number
}

/** The far side did not take it. */
export type NotSent =
  /** Not now: try again after so long, or later. Surely not sent. */
  | { readonly retryAfterMs: number; readonly reason: string }
  /** Never: a code and words. Surely not sent. */
  | { readonly permanent: string; readonly reason: string }
  /** Nobody knows: `reconcile` decides, never a blind second attempt. */
  | { readonly unknown: string }

/** What became of one attempt to send. */
export type Sent =
  /**
   * The far side has accepted it; its ids for the message. `wire` is merged into the conversation's; `note` is what a
   * person should know of it.
   */
  | { readonly sent: readonly string[]; readonly wire?: Readonly<Record<string, unknown>>; readonly note?: string }
  | NotSent

/** What is known of an attempt that nobody saw the end of. */
export type Reconciled =
  | { readonly sent: readonly string[] }
  | { readonly notSent: true }
  | { readonly unresolved: string }
