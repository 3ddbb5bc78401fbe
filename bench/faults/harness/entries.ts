import { eventType } from '@casewell/bus'
import { collection } from '@casewell/store'
import * as z from 'zod'

/** What writers write: one document, often with a blob, … */
export const Entries = collection(
  'entries',
  z.object({ writer: z.string(), n: z.number(), text: z.string(), blobs: z.array(z.string()) }),
  { version: 1, indexes: { writer: (entry) => [entry.writer, entry.n] }, blobs: (entry) => entry.blobs },
)

/** … and in the same commit its event. A writer counts from 1, so that what is missing or out of order shows. */
export const Written = eventType('entry.written', z.object({ writer: z.string(), n: z.number() }))

/** The id of an entry. */
export const entryId = (writer: string, n: number): string => `${writer}-${n}`

/** The key under which subscribers get it: each writer's events are a line of their own. */
export const subjectOf = (writer: string): string => `line-${writer}`
