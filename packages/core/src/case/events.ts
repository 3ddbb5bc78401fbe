import { eventType } from '@casewell/bus'
import * as z from 'zod'
import { CaseType, DeliveryState, LinkKind, Priority, ResolutionCode } from './status.ts'

/** Every event of a case has the case's id as its subject. None carries content: ids, categories, numbers, instants. */
const id = z.string()
const message = z.object({ message: id })

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
export const MessageEdited = eventType('case.message-edited', message)
export const MessageDeleted = eventType('case.message-deleted', message)
export const MessageReacted = eventType('case.message-reacted', z.object({ message: id, isRemoved: z.boolean() }))
export const DeliveryRecorded = eventType('case.delivery-recorded', z.object({ message: id, state: DeliveryState }))
export const CaseAssigned = eventType('case.assigned', z.object({ assignee: id.nullable(), from: id.nullable() }))
export const CaseQueued = eventType('case.queued', z.object({ queue: id.nullable(), from: id.nullable() }))
export const PrioritySet = eventType('case.priority-set', z.object({ priority: Priority, from: Priority }))
export const TypeSet = eventType('case.type-set', z.object({ type: CaseType, from: CaseType }))
/** Custom fields got values; which, is in the case's content. */
export const FieldsSet = eventType('case.fields-set', z.object({ fields: z.array(id) }))
/** KCS: issue, environment, cause or resolution was written down. */
export const ContentDescribed = eventType(
  'case.described',
  z.object({ parts: z.array(z.enum(['subject', 'issue', 'environment', 'cause', 'resolution'])) }),
)
export const CaseTagged = eventType('case.tagged', z.object({ tag: id }))
export const CaseUntagged = eventType('case.untagged', z.object({ tag: id }))
/** Waits for the customer, until an instant or for as long as it takes. */
export const CaseWaiting = eventType('case.waiting', z.object({ until: z.string().nullable() }))
/** Waits for a third party. */
export const CaseHeld = eventType('case.held', z.object({}))
/** Somebody took it up again without the customer having written: pending or on hold no more. */
export const CaseResumed = eventType('case.resumed', z.object({ by: z.enum(['customer', 'agent', 'timer']) }))
/** The timer of a wait went off. Changes nothing by itself: a command decides what follows. */
export const WakeDue = eventType('case.wake-due', z.object({ until: z.string() }))
export const CaseResolved = eventType('case.resolved', z.object({ code: ResolutionCode, articles: z.array(id) }))
export const CaseReopened = eventType(
  'case.reopened',
  z.object({ by: z.enum(['customer', 'agent']), count: z.number() }),
)
export const CaseClosed = eventType('case.closed', z.object({}))
/** This case was merged into another one, for ever. */
export const CaseMerged = eventType('case.merged', z.object({ into: id }))
/** Another case was merged into this one; the timeline reads both. */
export const CaseAbsorbed = eventType('case.absorbed', z.object({ absorbed: id }))
/** Messages of this case went to a case of their own. */
export const CaseSplit = eventType('case.split', z.object({ into: id, messages: z.array(id) }))
export const CaseLinked = eventType('case.linked', z.object({ kind: LinkKind, to: id }))
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
