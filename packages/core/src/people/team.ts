import { collection } from '@casewell/store'
import * as z from 'zod'

/** Somebody who helps. */
export const Agent = z.object({
  name: z.string(),
  role: z.enum(['agent', 'lead', 'admin']),
  /** Languages spoken, BCP 47. */
  languages: z.array(z.string()),
  /** How many things the agent declares to do at once; effort beyond it is refused. */
  parallel: z.number().int().min(1),
  isAway: z.boolean(),
})
export type Agent = z.output<typeof Agent>

/** The agents, by id. */
export const Agents = collection('agents', Agent, { version: 1, indexes: { name: (a) => [a.name] } })

/** Cases wait in a queue; its members may be given them. */
export const Queue = z.object({ name: z.string(), members: z.array(z.string()).max(1000) })
export type Queue = z.output<typeof Queue>

/** The queues, by id. */
export const Queues = collection('queues', Queue, {
  version: 1,
  indexes: { name: (q) => [q.name], member: { each: (q) => q.members.map((member) => [member]) } },
})
