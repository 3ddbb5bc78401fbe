import { collection } from '@casewell/store'
import * as z from 'zod'
import { CaseState } from '../case/state.ts'
import { isActive, LinkKind } from '../case/status.ts'
import { Handle } from '../handle.ts'

/** The folded state of each case, and the views on it: one index each. */
export const Cases = collection('cases', CaseState, {
  version: 1,
  indexes: {
    reference: { unique: (c) => [c.reference] },
    recent: (c) => [c.updatedAt],
    inbox: (c) => (isActive(c.status) ? [c.queue, c.assignee, c.updatedAt] : undefined),
    mine: (c) => (isActive(c.status) && c.assignee !== null ? [c.assignee, c.updatedAt] : undefined),
    unanswered: (c) => (c.unansweredSince === null ? undefined : [c.unansweredSince]),
    waiting: (c) => (c.status === 'pending' || c.status === 'on-hold' ? [c.status, c.statusSince] : undefined),
    status: (c) => [c.status, c.updatedAt],
    customer: (c) => [c.customer, c.updatedAt],
    organization: (c) => (c.organization === null ? undefined : [c.organization, c.updatedAt]),
    tag: { each: (c) => c.tags.map((tag) => [tag, c.updatedAt]) },
    absorbed: (c) => (c.absorbedBy === null ? undefined : [c.absorbedBy, c.updatedAt]),
  },
  about: (c) => [c.customer],
})

/** KCS's four fields, the subject and the custom values: what of a case is content, erasable and never folded. */
export const CaseContent = z.object({
  subject: z.string(),
  /** What the customer wants, in the customer's words. */
  issue: z.string(),
  environment: z.string(),
  cause: z.string(),
  resolution: z.string(),
  /** Custom values, by field id. */
  fields: z.record(z.string(), z.unknown()),
  customer: z.string(),
})
export type CaseContent = z.output<typeof CaseContent>

/** The content of each case, by the id of the case. */
export const CaseContents = collection('case-contents', CaseContent, {
  version: 1,
  indexes: {},
  about: (c) => [c.customer],
})

/** A thread on a channel. A case may hold several, over several channels. */
export const Conversation = z.object({
  case: z.string(),
  channel: z.string(),
  account: z.string(),
  /** The thread as the channel names it. */
  thread: z.string(),
  subject: z.string().nullable(),
  participants: z.array(
    z.object({
      handle: Handle,
      name: z.string().nullable(),
      customer: z.string().nullable(),
      /** The handle's sealed id: whoever it belongs to later, this is about them. Absent in older documents. */
      sealed: z.string().optional(),
    }),
  ),
  lastAt: z.number(),
  /** What the channel needs to know to answer here. */
  wire: z.record(z.string(), z.unknown()),
})
export type Conversation = z.output<typeof Conversation>

/** The conversations of all cases. */
export const Conversations = collection('conversations', Conversation, {
  version: 2,
  indexes: { case: (c) => [c.case, c.lastAt] },
  about: (c) =>
    [...new Set(c.participants.flatMap(({ customer, sealed }) => [customer, sealed]))].filter((id) => id != null),
})

/** "`from` is the `kind` of `to`." Documents, so that a problem with ten thousand incidents stays one small case. */
export const CaseLinks = collection('case-links', z.object({ from: z.string(), kind: LinkKind, to: z.string() }), {
  version: 1,
  indexes: { from: (l) => [l.from, l.kind, l.to], to: (l) => [l.to, l.kind, l.from] },
})

/** Labels: events carry the entry's id, people see the label, and a label can be renamed or erased. */
export const Tags = collection('tags', z.object({ label: z.string() }), {
  version: 1,
  indexes: { label: { unique: (t) => [t.label.toLowerCase()] } },
})

/** What a command with an idempotency key gave the first time. */
export const CommandResults = collection('command-results', z.object({ at: z.number(), result: z.unknown() }), {
  version: 1,
  indexes: { at: (r) => [r.at] },
})
