import { eventType } from '@casewell/bus'
import type { Plugin } from '@casewell/core'
import { CaseReopened } from '@casewell/core/events'
import { collection } from '@casewell/store'
import * as z from 'zod'

/** A case came back so often that somebody should call its customer. */
export const CaseStruggling = eventType('case.struggling', z.object({ reopened: z.number() }))

const Tallies = collection('reopen-tallies', z.object({ reopened: z.number() }), { version: 1, indexes: {} })

/** What `desk.use` hands back. */
export interface Struggling {
  /** How often a case was reopened. */
  of(caseId: string): Promise<number>
}

/** Counts how often each case comes back, and tells when it is once too often. */
export function struggling(limit = 3): Plugin<Struggling> {
  return {
    name: 'struggling',
    collections: [Tallies],
    events: [CaseStruggling],
    setup(desk) {
      desk.subscribe({
        name: 'struggling',
        events: [CaseReopened],
        async handle(event, work) {
          const reopened = ((await work.get(Tallies, event.subject))?.doc.reopened ?? 0) + 1
          work.put(Tallies, event.subject, { reopened })
          if (reopened === limit) work.emit(CaseStruggling(event.subject, { reopened }))
        },
      })
      return { of: async (caseId) => (await desk.read.get(Tallies, caseId))?.doc.reopened ?? 0 }
    },
  }
}
