import * as z from 'zod'
import { collection } from '../collection.ts'

/** A fact that shall be published at an instant. A timer is a document; firing is the commit that removes it. */
export const Timers = collection(
  'casewell.timers',
  z.object({
    /** Milliseconds since 1970, by the store's clock. */
    at: z.number(),
    draft: z.object({ type: z.string(), version: z.number(), subject: z.string(), data: z.unknown() }),
  }),
  { version: 1, indexes: { due: (timer) => [timer.at] } },
)
