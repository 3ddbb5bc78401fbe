import { collection } from '@casewell/store'
import * as z from 'zod'
import { Assurance } from '../handle.ts'

/** A code that was sent out. Only a seal of it is kept. */
export const Challenge = z.object({
  code: z.string(),
  /** Milliseconds since 1970. */
  expiresAt: z.number(),
  usedAt: z.number().nullable(),
})

/** How far one person has proved who they are, for one purpose: `<customer>/<purpose>`. */
export const Verification = z.object({
  /** Null where there is nobody: it looks the same from outside. */
  customer: z.string().nullable(),
  purpose: z.string(),
  /** What was proved last, until when, how, and by which handle (sealed). */
  grant: z
    .object({
      level: Assurance,
      until: z.number(),
      method: z.enum(['code', 'session', 'agent']),
      handle: z.string().nullable(),
      /** What an agent has checked, in words. */
      evidence: z.string().nullable(),
    })
    .nullable(),
  challenge: Challenge.nullable(),
  /** Wrong codes in a row, over all codes. */
  failures: z.number(),
  lockedUntil: z.number(),
  /** When codes were sent lately, milliseconds since 1970. */
  sentAt: z.array(z.number()),
})
export type Verification = z.output<typeof Verification>

export const Verifications = collection('verifications', Verification, {
  version: 1,
  indexes: {},
  about: (v) => (v.customer === null ? [] : [v.customer]),
})
