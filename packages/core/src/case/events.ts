import { eventType } from '@casewell/bus'
import * as z from 'zod'
import { CaseType, DeliveryState, LinkKind, Priority, ResolutionCode } from './status.ts'

/** Every event of a case has the case's id as its subject. None carries content: ids, categories, numbers, instants. */
const id = z.string()
const message = z.object({ message: id })

/** A case began. */
export const CaseOpened = eventType(
  'case.opened',
  z.object({
    reference: z.string(),
    customer: id,
    organization: id.nullable(),
    type: CaseType,
    priority: Priority,
    queue: id.nullable(),
    assignee: id.nullable(),
    channel: z.string().nullable(),
  }),
)
/** The customer (or anybody on the customer's side) said something. */
export const MessageReceived = eventType(
  'case.message-received',
  z.object({ message: id, conversation: id, channel: z.string(), isAutomatic: z.boolean() }),
)
/** Somebody answered in public. */
export const MessageSent = eventType(
  'case.message-sent',
  z.object({ message: id, conversation: id, channel: z.string(), isAutomatic: z.boolean() }),
)
/** Somebody wrote an internal note. */
export const NoteAdded = eventType('case.note-added', message)
/** A message got a new text. */
export const MessageEdited = eventType('case.message-edited', message)
/** A message was taken back. */
export const MessageDeleted = eventType('case.message-deleted', message)
/** Somebody reacted to a message, or took the reaction back. */
export const MessageReacted = eventType('case.message-reacted', z.object({ message: id, isRemoved: z.boolean() }))
/** An outbound message came one step further, or failed. */
export const DeliveryRecorded = eventType('case.delivery-recorded', z.object({ message: id, state: DeliveryState }))
/** Another agent has it, or nobody. */
export const CaseAssigned = eventType('case.assigned', z.object({ assignee: id.nullable(), from: id.nullable() }))
/** It waits in another queue, or in none. */
export const CaseQueued = eventType('case.queued', z.object({ queue: id.nullable(), from: id.nullable() }))
/** It became more, or less, urgent. */
export const PrioritySet = eventType('case.priority-set', z.object({ priority: Priority, from: Priority }))
/** It turned out to be of another kind. */
export const TypeSet = eventType('case.type-set', z.object({ type: CaseType, from: CaseType }))
/** Custom fields got values; which, is in the case's content. */
export const FieldsSet = eventType('case.fields-set', z.object({ fields: z.array(id) }))
/** KCS: issue, environment, cause or resolution was written down. */
export const ContentDescribed = eventType(
  'case.described',
  z.object({ parts: z.array(z.enum(['subject', 'issue', 'environment', 'cause', 'resolution'])) }),
)
/** It got a tag. */
export const CaseTagged = eventType('case.tagged', z.object({ tag: id }))
/** It lost a tag. */
export const CaseUntagged = eventType('case.untagged', z.object({ tag: id }))
/** Waits for the customer, until an instant or for as long as it takes. */
export const CaseWaiting = eventType('case.waiting', z.object({ until: z.string().nullable() }))
/** Waits for a third party. */
export const CaseHeld = eventType('case.held', z.object({}))
/** Somebody took it up again without the customer having written: pending or on hold no more. */
export const CaseResumed = eventType('case.resumed', z.object({ by: z.enum(['customer', 'agent', 'timer']) }))
/** The timer of a wait went off. Changes nothing by itself: a command decides what follows. */
export const WakeDue = eventType('case.wake-due', z.object({ until: z.string() }))
/** It was resolved; a message of the customer reopens it. */
export const CaseResolved = eventType('case.resolved', z.object({ code: ResolutionCode, articles: z.array(id) }))
/** A resolved case is open again; `count` says how often by now. */
export const CaseReopened = eventType(
  'case.reopened',
  z.object({ by: z.enum(['customer', 'agent']), count: z.number() }),
)
/** It is closed, for ever: what the customer writes now opens a follow-up. */
export const CaseClosed = eventType('case.closed', z.object({}))
/** This case was merged into another one, for ever. */
export const CaseMerged = eventType('case.merged', z.object({ into: id }))
/** Another case was merged into this one; the timeline reads both. */
export const CaseAbsorbed = eventType('case.absorbed', z.object({ absorbed: id }))
/** Messages of this case went to a case of their own. */
export const CaseSplit = eventType('case.split', z.object({ into: id, messages: z.array(id) }))
/** It was linked: it is the `kind` of the case `to`. */
export const CaseLinked = eventType('case.linked', z.object({ kind: LinkKind, to: id }))
/** A link was taken away. */
export const CaseUnlinked = eventType('case.unlinked', z.object({ kind: LinkKind, to: id }))
/** Content was erased: of the whole case, or of one message. */
export const ContentRedacted = eventType('case.redacted', z.object({ message: id.nullable() }))
/** A file of a message was erased; the message stays. */
export const FileRedacted = eventType('case.file-redacted', message)

/** All event types of a case. */
export const caseEvents = [
  CaseOpened,
  MessageReceived,
  MessageSent,
  NoteAdded,
  MessageEdited,
  MessageDeleted,
  MessageReacted,
  DeliveryRecorded,
  CaseAssigned,
  CaseQueued,
  PrioritySet,
  TypeSet,
  FieldsSet,
  ContentDescribed,
  CaseTagged,
  CaseUntagged,
  CaseWaiting,
  CaseHeld,
  CaseResumed,
  WakeDue,
  CaseResolved,
  CaseReopened,
  CaseClosed,
  CaseMerged,
  CaseAbsorbed,
  CaseSplit,
  CaseLinked,
  CaseUnlinked,
  ContentRedacted,
  FileRedacted,
] as const

type DraftOf<E> = E extends (...args: never[]) => infer D ? D : never
/** What `decide` gives: drafts of case events. */
export type CaseDraft = DraftOf<(typeof caseEvents)[number]>
