import { collection } from '@casewell/store'
import * as z from 'zod'

/**
 * That something was erased, and how far it has come: ids and numbers, no content. It stays, so that what an old backup
 * brings back can be erased again.
 */
export const Erasure = z.object({
  /** What was asked for. */
  scope: z.object({
    customer: z.string().optional(),
    case: z.string().optional(),
    message: z.string().optional(),
    file: z.string().optional(),
  }),
  /** Every id of the person, if it is one. */
  customers: z.array(z.string()),
  /** The person's handles, sealed: only while it is under way. */
  handles: z.array(z.string()),
  /** `running`: goes on by itself, also after a crash. */
  status: z.enum(['running', 'done']),
  by: z.string(),
  /** ISO 8601, UTC. */
  askedAt: z.string(),
  doneAt: z.string().nullable(),
  /** So many documents were erased or lost content. */
  documents: z.number(),
})
export type Erasure = z.output<typeof Erasure>

/** All erasures, those under way and those done. */
export const Erasures = collection('privacy.erasures', Erasure, {
  version: 1,
  indexes: { status: (e) => [e.status, e.askedAt], recent: (e) => [e.askedAt] },
})

/** A blob that an erased document has named: to be forgotten. Bears the blob's name. */
export const ErasedBlobs = collection(
  'privacy.blobs',
  z.object({
    /** Last written before then, it can be nobody else's; milliseconds since 1970. */
    before: z.number(),
    /** From then on the wait is over; milliseconds since 1970. */
    until: z.number(),
  }),
  { version: 1, indexes: { until: (b) => [b.until] } },
)
