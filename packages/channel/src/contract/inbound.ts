import type { Block } from './block.ts'
import type { Party } from './handle.ts'

interface FromOutside {
  /** The vendor's id of this event: the same id twice is one event for ever. */
  readonly id: string
  /** What stays the same if the vendor delivers the same thing again under a new id. */
  readonly key?: string
  /** When it happened, as the vendor tells. Absent: when it arrived. */
  readonly at?: Date
}

/** Who did it, and where. */
interface FromSomebody extends FromOutside {
  readonly from: Party
  /** The thread as the channel names it; absent on channels where `evidence` decides. */
  readonly thread?: string
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
export interface InboundMessage extends FromSomebody {
  readonly type: 'message'
  readonly evidence?: Evidence
  /** The vendor's id of the message itself, if `id` is more than that; `target` and references name this one. */
  readonly messageId?: string
  /** Everybody else who takes part. */
  readonly parties?: readonly Party[]
  readonly subject?: string
  readonly blocks: readonly Block[]
  /** The whole text, if quoted text was trimmed. */
  readonly fullText?: string
  /** Sanitised. */
  readonly html?: string
  /** BCP 47, if the vendor tells: `zh-CN`. */
  readonly language?: string
  /** Written by a program: kept, never answered by a program. */
  readonly isAutomatic?: boolean
  /** We said it, perhaps with another client: an echo of what we sent is no message, an answer written elsewhere is kept. */
  readonly isOwn?: boolean
  /** The `depth` of the message of ours that it answers, if it carries one. */
  readonly depth?: number
  /** For the channel alone: what it needs to answer here. */
  readonly wire?: Readonly<Record<string, unknown>>
}

/** A message was changed, taken back or reacted to. `target` is the vendor's id of the message. */
export type InboundChange =
  | (FromOutside & { readonly type: 'edited'; readonly target: string; readonly blocks: readonly Block[] })
  | (FromOutside & { readonly type: 'deleted'; readonly target: string })
  | (FromOutside & {
      readonly type: 'reaction'
      readonly target: string
      readonly from: Party
      /** An emoji, or the vendor's name for it. */
      readonly reaction: string
      readonly isRemoved: boolean
    })

/** Somebody pressed a button, chose an option or sent a form. */
export interface InboundAction extends FromSomebody {
  readonly type: 'action'
  /** The `id` of the button or the option; of the form, if `values` are given. */
  readonly action: string
  /** The `id` of the choice or the form. */
  readonly block?: string
  /** What the customer saw on it. */
  readonly label?: string
  /** The answers of a form, by the field's id. */
  readonly values?: Readonly<Record<string, string>>
  /** The vendor's id of our message that it answers. */
  readonly target?: string
  readonly wire?: Readonly<Record<string, unknown>>
}

/** A telephone call moved on. All events of one call have its id in `call`. */
export interface InboundCall extends FromSomebody {
  readonly type: 'call'
  readonly call: string
  readonly phase: 'ringing' | 'answered' | 'input' | 'ended' | 'missed'
  /** Keys pressed or words said, for `input`. */
  readonly input?: string
  readonly durationMs?: number
}

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

/** Somebody is writing, or came or went: told to whoever listens now, kept nowhere. */
export type Signal =
  | { readonly type: 'typing'; readonly from: Party; readonly thread?: string; readonly isOn: boolean }
  | { readonly type: 'presence'; readonly from: Party; readonly isOnline: boolean }

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
export type Inbound =
  | InboundMessage
  | InboundChange
  | InboundAction
  | InboundCall
  | DeliveryReport
  | Signal
  | NotUnderstood
