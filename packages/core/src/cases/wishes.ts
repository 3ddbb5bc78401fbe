import type { Guard } from '../case/guard.ts'
import type { CaseType, DeliveryState, LinkKind, Priority, ResolutionCode } from '../case/status.ts'
import type { Handle } from '../handle.ts'
import type { Author, FileRef } from './message.ts'

/** What may accompany every command. */
export interface Wish {
  /** What was seen when deciding; if it is not so any more: `case/conflict` with the case as it is now. */
  readonly guard?: Guard
  /** The same key of the same actor again gives the first result again, and does nothing. */
  readonly key?: string
}

/** What somebody says: the message itself. */
export interface Saying extends Wish {
  /** What is new in it. */
  readonly text: string
  /** The whole text, if quoted text was trimmed from `text`. */
  readonly fullText?: string
  /** Sanitised already. */
  readonly html?: string
  readonly subject?: string
  readonly files?: readonly FileRef[]
  /** When it was said, if the far side tells. @defaultValue now */
  readonly saidAt?: Date
  /** Written by a program. @defaultValue false */
  readonly isAutomatic?: boolean
  /** For the channel alone. */
  readonly wire?: Readonly<Record<string, unknown>>
}

/** Where a message travels. */
export interface Place {
  readonly channel: string
  readonly account: string
  readonly thread: string
  /** The subject without `Re:` and its kin. */
  readonly subject?: string
  readonly wire?: Readonly<Record<string, unknown>>
  readonly participants?: readonly Participant[]
}

/** Somebody who takes part in a conversation. */
export interface Participant {
  readonly handle: Handle
  readonly name: string | null
}

/** Whom a case is for: a known customer, or a handle by which one is found or made. */
export type ForWhom =
  | { readonly customer: string; readonly from?: undefined }
  | {
      readonly customer?: undefined
      readonly from:
        | { readonly email: string; readonly name?: string }
        | { readonly handle: Handle; readonly name?: string }
    }

/** A new case: for whom, and what it is about. */
export type OpenWish = Wish &
  ForWhom & {
    readonly subject: string
    readonly text?: string
    readonly type?: CaseType
    readonly priority?: Priority
    readonly queue?: string | null
    readonly assignee?: string | null
    readonly channel?: string
    /** KCS: what the customer wants. @defaultValue the text */
    readonly issue?: string
    readonly fields?: Readonly<Record<string, unknown>>
    readonly followUpOf?: string
  }

/** What the customer, or anybody on the customer's side, said. */
export interface ReceiveWish extends Saying {
  readonly author?: Author
  /** An existing conversation. @defaultValue the case's newest one */
  readonly conversation?: string
  /** Where it was said: makes a new conversation, or adds participants and the latest `wire` to the named one. */
  readonly place?: Place
}

/** A public answer. */
export interface ReplyWish extends Saying {
  /** @defaultValue the case's newest conversation */
  readonly conversation?: string
  /** Who wrote it, where a program brings an answer that was written elsewhere; anybody else writes as himself. */
  readonly author?: Author
}

/** An internal note. */
export type NoteWish = Pick<Saying, 'text' | 'files' | 'guard' | 'key'>
/** A new text for a message. */
export interface EditWish extends Wish {
  readonly message: string
  readonly text: string
}
/** A command about one message. */
export interface MessageWish extends Wish {
  readonly message: string
}
/** Erases a file of a message; the message stays. */
export interface RedactFileWish extends MessageWish {
  /** The file's blob. */
  readonly file: string
}
/** A reaction to a message, or its removal. */
export interface ReactWish extends MessageWish {
  readonly reaction: string
  readonly by?: string
  readonly isRemoved?: boolean
}
/** How far an outbound message has come. */
export interface DeliveryWish extends MessageWish {
  readonly state: DeliveryState
  readonly reason?: string
  readonly wire?: Readonly<Record<string, unknown>>
}
/** KCS: what is to be written down of the case; what is left out stays as it is. */
export interface DescribeWish extends Wish {
  readonly subject?: string
  readonly issue?: string
  readonly environment?: string
  readonly cause?: string
  readonly resolution?: string
}
/** How the case came to its end. */
export interface ResolveWish extends Wish {
  readonly code: ResolutionCode
  /** In words, for the case's content. */
  readonly resolution?: string
  readonly articles?: readonly string[]
}
/** This case is the `kind` of the case `to`. */
export interface LinkWish extends Wish {
  readonly kind: LinkKind
  readonly to: string
}
/** These messages become a case of their own. */
export interface SplitWish extends Wish {
  readonly messages: readonly string[]
  readonly subject: string
}
/** A new case. */
export interface Opened {
  readonly id: string
  readonly reference: string
}
/** A new message. */
export interface Said {
  readonly message: string
  readonly conversation: string
}
export type { CaseType, LinkKind, Priority }
