import type { Block } from './block.ts'
import type { Party } from './handle.ts'

interface FromOutside {
  /** The vendor's id: the same id twice is one event for ever. */
  readonly id: string
  /** When it happened, as the vendor tells. */
  readonly at: Date
}

/** What speaks for a message belonging to something that was said before, strongest first. */
export interface Evidence {
  /** A token that this runtime signed and sent out. */
  readonly token?: string
  /** Vendor ids of messages that it refers to, oldest first. */
  readonly references?: readonly string[]
  /** The subject without `Re:` and its kin. */
  readonly subject?: string
}

/** Somebody said something. */
export interface InboundMessage extends FromOutside {
  readonly type: 'message'
  readonly from: Party
  /** The thread as the channel names it; absent on channels where `evidence` decides. */
  readonly thread?: string
  readonly evidence?: Evidence
  /** The vendor's id of the message itself, if `id` is more than that; references name this one. */
  readonly messageId?: string
  /** Everybody else who takes part. */
  readonly parties?: readonly Party[]
  readonly subject?: string
  readonly blocks: readonly Block[]
  /** The whole text, if quoted text was trimmed. */
  readonly fullText?: string
  /** Sanitised. */
  readonly html?: string
  /** Written by a program: kept, never answered by a program. */
  readonly isAutomatic?: boolean
  /** For the channel alone: what it needs to answer here. */
  readonly wire?: Readonly<Record<string, unknown>>
}

/** A message was changed, taken back or reacted to. */
export type InboundChange =
  | (FromOutside & { readonly type: 'edited'; readonly target: string; readonly blocks: readonly Block[] })
  | (FromOutside & { readonly type: 'deleted'; readonly target: string })
  | (FromOutside & {
      readonly type: 'reaction'
      readonly target: string
      readonly from: Party
      readonly reaction: string
      readonly isRemoved: boolean
    })

/** The far side tells how one of our messages fared. */
export interface DeliveryReport extends FromOutside {
  readonly type: 'delivery'
  /** The vendor's id of our message, if the report tells. */
  readonly target?: string
  /** Other vendor ids that help to find the case. */
  readonly related?: readonly string[]
  readonly token?: string
  /** `delayed`: not yet, the far side goes on trying. */
  readonly state: 'sent' | 'delivered' | 'read' | 'failed' | 'delayed'
  /** The vendor's code: `5.1.1`. */
  readonly code?: string
  readonly reason?: string
}

/** What the adapter does not understand (`unknown`: quarantined), or understands and needs nobody for (`ignored`). */
export interface NotUnderstood {
  readonly type: 'unknown' | 'ignored'
  readonly id: string
  /** A short code: `not-a-mail`, `too-deep`. */
  readonly reason: string
  /** In words, for a person. */
  readonly detail?: string
  /** As it came, for a later replay. */
  readonly raw: Uint8Array | string | object
}

/** Everything that an adapter can make of what came in. */
export type Inbound = InboundMessage | InboundChange | DeliveryReport | NotUnderstood
