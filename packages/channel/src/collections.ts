import { erasing } from '@casewell/core'
import { collection } from '@casewell/store'
import * as z from 'zod'

/** What was taken in, for ever: the id is sealed, so that it tells nothing of the vendor's. */
export const Claims = collection(
  'channel.claims',
  z.object({ as: z.enum(['message', 'change', 'report', 'ignored', 'quarantined']), at: z.number() }),
  { version: 1, indexes: {} },
)

/** What a vendor's message id (sealed) stands for. Also of ids that were only ever referred to. */
export const References = collection(
  'channel.references',
  z.object({
    case: z.string(),
    conversation: z.string(),
    /** Null if only others have named it so far. */ message: z.string().nullable(),
  }),
  { version: 1, indexes: { case: (r) => [r.case] } },
)

/** Which conversation a sender's subject (sealed together) belongs to, and since when nothing came. */
export const Subjects = collection(
  'channel.subjects',
  z.object({ case: z.string(), conversation: z.string(), at: z.number() }),
  {
    version: 1,
    indexes: { case: (s) => [s.case] },
  },
)

/** What nobody understood: kept as it came, named, replayable. */
export const Quarantine = collection(
  'channel.quarantine',
  z.object({
    channel: z.string(),
    account: z.string(),
    reason: z.string(),
    detail: z.string(),
    /** The bytes as they came. */
    raw: z.string(),
    size: z.number(),
    at: z.number(),
    /** Sealed handles of everybody whose address is in it. Absent in older entries. */
    about: z.array(z.string()).optional(),
  }),
  {
    version: 2,
    indexes: { recent: (q) => [q.at], channel: (q) => [q.channel, q.account, q.at] },
    about: (q) => q.about ?? [],
    blobs: (q) => [q.raw],
  },
)

/** How one of our messages fared, as the far side told. */
export const Reports = collection(
  'channel.reports',
  z.object({
    channel: z.string(),
    account: z.string(),
    case: z.string().nullable(),
    message: z.string().nullable(),
    state: z.enum(['sent', 'delivered', 'read', 'failed', 'delayed']),
    code: z.string().nullable(),
    reason: z.string().nullable(),
    at: z.number(),
  }),
  {
    version: 2,
    indexes: { case: (r) => (r.case === null ? undefined : [r.case, r.at]), recent: (r) => [r.at] },
    about: (r) => [r.case, r.message].filter((id) => id !== null),
  },
)

/** A deed on its way out: a message, or a change of one that was sent. */
export const Outbox = collection(
  'channel.outbox',
  z.object({
    case: z.string(),
    conversation: z.string(),
    channel: z.string(),
    account: z.string(),
    message: z.string(),
    deed: z.enum(['send', 'edit', 'delete', 'react']),
    isAutomatic: z.boolean(),
    /** Only of `react`. */
    reaction: z.object({ reaction: z.string(), isRemoved: z.boolean() }).nullable(),
    /**
     * `scheduled`: not yet in its line, perhaps because it is for later. `sending`: an attempt began and its end was not seen yet. `unknown`: nobody
     * knows if it went out. `dropped`: it was taken back before it went out.
     */
    status: z.enum(['scheduled', 'queued', 'sending', 'sent', 'failed', 'unknown', 'dropped']),
    /** Its place in the line of its conversation. */
    order: z.number(),
    attempts: z.number(),
    /** The part to send next, from 0. */
    part: z.number(),
    /** When it joins its line, milliseconds since 1970; 0: as soon as it can. */
    dueAt: z.number(),
    reason: z.string().nullable(),
  }),
  {
    version: 2,
    about: (o) => [o.case],
    indexes: {
      line: (o) => (o.status === 'queued' || o.status === 'sending' ? [o.conversation, o.order] : undefined),
      scheduled: (o) => (o.status === 'scheduled' ? [o.channel, o.account, o.dueAt, o.order] : undefined),
      stuck: (o) => (o.status === 'failed' || o.status === 'unknown' ? [o.channel, o.account, o.order] : undefined),
    },
  },
)

/** The line of one conversation: who stands at its head and when it is served next; what was heard in it last. */
export const Lines = collection(
  'channel.lines',
  z.object({
    channel: z.string(),
    account: z.string(),
    /** The entry of the outbox at its head. */
    head: z.string().nullable(),
    /** When to act next, milliseconds since 1970. */
    dueAt: z.number(),
    /** When the customer last said something, milliseconds since 1970. */
    heardAt: z.number().nullable(),
    /** Was that written by a program? */
    heardFromProgram: z.boolean(),
    /** How many programs had answered each other by then. */
    depth: z.number(),
    /** How many messages of programs went out since `since`. */
    automatic: z.object({ since: z.number(), count: z.number() }),
  }),
  { version: 1, indexes: { due: (l) => (l.head === null ? undefined : [l.channel, l.account, l.dueAt]) } },
)

/** Two customers who may be one: somebody has to say so. */
export const MergeSuggestions = collection(
  'channel.merge-suggestions',
  z.object({
    customers: z.array(z.string()).length(2),
    because: z.enum(['not-verified', 'two-users']),
    at: z.number(),
    /** What somebody has said to it, and who. */
    answer: z.object({ is: z.enum(['same', 'different']), by: z.string(), at: z.number() }).nullable(),
  }),
  {
    version: 2,
    indexes: { recent: (s) => [s.at], open: (s) => (s.answer === null ? [s.at] : undefined) },
    about: (s) => s.customers,
    upgrade: (doc) => ({ ...(doc as object), answer: null }), // 1 had no answers
  },
)

/** How a customer likes to be answered, and how we know. */
export const Preferences = collection(
  'channel.preferences',
  z.object({
    customer: z.string(),
    /** By kind of question (the case's type), or `*` for all; channel and account. */
    channels: z.record(
      z.string(),
      z.object({ channel: z.string(), account: z.string(), how: z.enum(['stated', 'inferred']), at: z.number() }),
    ),
    /** Local time, `22:00` to `07:00`, in an IANA zone. */
    quiet: z.object({ from: z.string(), to: z.string(), timeZone: z.string() }).nullable(),
    /** BCP 47. */
    language: z.object({ tag: z.string(), how: z.enum(['stated', 'inferred']) }).nullable(),
  }),
  { version: 1, indexes: {}, about: (p) => [p.customer] },
)

/** How far a listening channel has come. */
export const Cursors = collection('channel.cursors', z.object({ cursor: z.string() }), { version: 1, indexes: {} })

/** All collections of this package. */
export const channelCollections = [
  Claims,
  References,
  Subjects,
  Quarantine,
  Reports,
  Outbox,
  Lines,
  MergeSuggestions,
  Preferences,
  Cursors,
] as const

/** What remains when content is erased: that a message went out or failed, but not in the far side's words. */
export const channelErasing = [
  erasing(Outbox, (entry) => ({ ...entry, reason: null })),
  erasing(Reports, (report) => ({ ...report, reason: null })),
] as const
