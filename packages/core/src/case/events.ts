import { eventType } from '@casewell/bus'
import * as z from 'zod'
import { CaseType, DeliveryState, LinkKind, Priority, ResolutionCode } from './status.ts'

/** Every event of a case has the case's id as its subject. None carries content: ids, categories, numbers, instants. */
const id = z.string()
const message = z.object({ message: id })

/** A case was opened, by a customer, an agent or a program. Subject: the case. */
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
/** The customer (or anybody on the customer's side) said something. Subject: the case. */
export const MessageReceived = eventType(
  'case.message-received',
  z.object({ message: id, conversation: id, channel: z.string(), isAutomatic: z.boolean() }),
)
/** Somebody answered in public. Subject: the case. */
export const MessageSent = eventType(
  'case.message-sent',
  z.object({ message: id, conversation: id, channel: z.string(), isAutomatic: z.boolean() }),
)
/** Somebody wrote an internal note. Subject: the case. */
export const NoteAdded = eventType('case.note-added', message)
/** The words of a message were changed. Subject: the case. */
export const MessageEdited = eventType('case.message-edited', message)
/** A message was taken back. Subject: the case. */
export const MessageDeleted = eventType('case.message-deleted', message)
/** Somebody reacted to a message, or took the reaction back. Subject: the case. */
export const MessageReacted = eventType('case.message-reacted', z.object({ message: id, isRemoved: z.boolean() }))
/** It became known how a message fared on its way. Subject: the case. */
export const DeliveryRecorded = eventType('case.delivery-recorded', z.object({ message: id, state: DeliveryState }))
/** The case went to an agent, or to nobody; `from` had it before. Subject: the case. */
export const CaseAssigned = eventType('case.assigned', z.object({ assignee: id.nullable(), from: id.nullable() }))
/** The case went to a queue, or to none; `from` had it before. Subject: the case. */
export const CaseQueued = eventType('case.queued', z.object({ queue: id.nullable(), from: id.nullable() }))
/** The case got another priority; `from` is the one before. Subject: the case. */
export const PrioritySet = eventType('case.priority-set', z.object({ priority: Priority, from: Priority }))
/** The case turned out to be of another type; `from` is the one before. Subject: the case. */
export const TypeSet = eventType('case.type-set', z.object({ type: CaseType, from: CaseType }))
/** Custom fields got values; which, is in the case's content. Subject: the case. */
export const FieldsSet = eventType('case.fields-set', z.object({ fields: z.array(id) }))
/** KCS: issue, environment, cause or resolution was written down. Subject: the case. */
export const ContentDescribed = eventType(
  'case.described',
  z.object({ parts: z.array(z.enum(['subject', 'issue', 'environment', 'cause', 'resolution'])) }),
)
/** The case got a tag. Subject: the case. */
export const CaseTagged = eventType('case.tagged', z.object({ tag: id }))
/** The case lost a tag. Subject: the case. */
export const CaseUntagged = eventType('case.untagged', z.object({ tag: id }))
/** The case waits for the customer, until an instant or for as long as it takes. Subject: the case. */
export const CaseWaiting = eventType('case.waiting', z.object({ until: z.string().nullable() }))
/** The case waits for a third party. Subject: the case. */
export const CaseHeld = eventType('case.held', z.object({}))
/** The case waits no longer: the customer wrote, somebody took it up, or its time was over. Subject: the case. */
export const CaseResumed = eventType('case.resumed', z.object({ by: z.enum(['customer', 'agent', 'timer']) }))
/** The timer of a wait went off. Changes nothing by itself: a command decides what follows. Subject: the case. */
export const WakeDue = eventType('case.wake-due', z.object({ until: z.string() }))
/** The case was resolved; `articles` are those that solved it. Subject: the case. */
export const CaseResolved = eventType('case.resolved', z.object({ code: ResolutionCode, articles: z.array(id) }))
/** A resolved case came back; `count` says how often it has by now. Subject: the case. */
export const CaseReopened = eventType(
  'case.reopened',
  z.object({ by: z.enum(['customer', 'agent']), count: z.number() }),
)
/** The case was closed for good; what the customer writes now opens a follow-up. Subject: the case. */
export const CaseClosed = eventType('case.closed', z.object({}))
/** This case was merged into another one, for ever. Subject: the case. */
export const CaseMerged = eventType('case.merged', z.object({ into: id }))
/** Another case was merged into this one; the timeline reads both. Subject: the case. */
export const CaseAbsorbed = eventType('case.absorbed', z.object({ absorbed: id }))
/** Messages of this case went to a case of their own. Subject: the case. */
export const CaseSplit = eventType('case.split', z.object({ into: id, messages: z.array(id) }))
/** The case was linked to another one. Subject: the case. */
export const CaseLinked = eventType('case.linked', z.object({ kind: LinkKind, to: id }))
/** A link to another case was taken away. Subject: the case. */
export const CaseUnlinked = eventType('case.unlinked', z.object({ kind: LinkKind, to: id }))
/** Content was erased: of the whole case, or of one message. Subject: the case. */
export const ContentRedacted = eventType('case.redacted', z.object({ message: id.nullable() }))
/** A file of a message was erased; the message stays. Subject: the case. */
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
