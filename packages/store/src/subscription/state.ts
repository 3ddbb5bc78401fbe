import * as z from 'zod'
import { collection } from '../collection.ts'

/** One subscription: how far it has come, and who holds it. Every write to it is a heartbeat and a fence. */
export const Subscriptions = collection(
  'casewell.subscriptions',
  z.object({
    /** Everything up to here is handled, parked or of no interest. */
    position: z.number(),
    /** Whoever works on it now; null after an orderly stop. */
    holder: z.string().nullable(),
  }),
  { version: 1, indexes: {} },
)

/** `retry`: waits for its next attempt. `behind`: waits for an earlier event of its key. `dead`: waits for a person. */
export type ParkedStatus = 'retry' | 'behind' | 'dead'

/** An event that could not be handled yet. */
export const Parked = collection(
  'casewell.parked',
  z.object({
    subscription: z.string(),
    position: z.number(),
    key: z.string(),
    status: z.enum(['retry', 'behind', 'dead']),
    attempts: z.number(),
    /** When to try again, milliseconds since 1970; of a dead letter: when it died. */
    at: z.number(),
    error: z.string(),
  }),
  {
    version: 1,
    indexes: {
      due: (p) => (p.status === 'retry' ? [p.subscription, p.at] : undefined),
      key: (p) => (p.status === 'dead' ? undefined : [p.subscription, p.key, p.position]),
      dead: (p) => (p.status === 'dead' ? [p.subscription, p.position] : undefined),
    },
  },
)

/** A parked event as it is stored. */
export interface ParkedEvent {
  readonly subscription: string
  readonly position: number
  readonly key: string
  readonly status: ParkedStatus
  readonly attempts: number
  readonly at: number
  readonly error: string
}

/** The id under which an event of a subscription is parked. */
export const parkedId = (subscription: string, position: number): string => `${subscription}/${position}`
