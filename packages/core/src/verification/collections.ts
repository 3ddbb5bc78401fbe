import { collection } from '@casewell/store'
import * as z from 'zod'
import { Assurance } from '../handle.ts'

/** What one session has proved for one purpose, and the code that it was sent. The id is sealed. */
export const Verification = z.object({
  /** Null where there is nobody: from outside it looks the same. */
  customer: z.string().nullable(),
  purpose: z.string(),
  grant: z
    .object({
      level: Assurance,
      /** Milliseconds since 1970. */
      until: z.number(),
      method: z.enum(['code', 'session', 'agent']),
      /** Sealed: the handle whose assurance is raised. */
      handle: z.string().nullable(),
      /** What an agent has checked, in words. */
      evidence: z.string().nullable(),
    })
    .nullable(),
  challenge: z
    .object({
      /** Sealed: the code itself is kept nowhere. */
      code: z.string(),
      /** Sealed: where it was sent. */
      handle: z.string().nullable(),
      expiresAt: z.number(),
      usedAt: z.number().nullable(),
    })
    .nullable(),
  /** Nobody needs it from then on; milliseconds since 1970. */
  staleAt: z.number(),
})
export type Verification = z.output<typeof Verification>

export const Verifications = collection('verifications', Verification, {
  version: 1,
  indexes: { stale: (v) => [v.staleAt] },
  about: (v) => (v.customer === null ? [] : [v.customer]),
})

/** How often a person was tried for one purpose, by whichever session. The id is sealed. */
export const Attempts = collection(
  'verification-attempts',
  z.object({
    customer: z.string().nullable(),
    /** Wrong codes in a row, over all codes. */
    failures: z.number(),
    /** Milliseconds since 1970. */
    lockedUntil: z.number(),
    /** When codes were sent lately, milliseconds since 1970. */
    sentAt: z.array(z.number()),
  }),
  { version: 1, indexes: {}, about: (a) => (a.customer === null ? [] : [a.customer]) },
)
