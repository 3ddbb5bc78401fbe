import * as z from 'zod'

/** What scores remember of one case, as the log tells it. */
export const Issue = z.object({
  /** The last event that counted. */
  position: z.number(),
  queue: z.string().nullable(),
  agent: z.string().nullable(),
  channel: z.string().nullable(),
  /** Of the customer, until the first resolution. */
  contacts: z.number(),
  transfers: z.number(),
  /** First resolution, milliseconds since 1970. */
  resolvedAt: z.number().nullable(),
  /** Where it counts: as it was at the first resolution. */
  counted: z
    .object({
      queue: z.string().nullable(),
      agent: z.string().nullable(),
      channel: z.string().nullable(),
      products: z.array(z.string()),
      segment: z.string().nullable(),
    })
    .nullable(),
  /** Products and segment are known. */
  isPlaced: z.boolean(),
  isFirstContact: z.boolean(),
  /** When it came back for the first time, milliseconds since 1970. */
  backAt: z.number().nullable(),
  /** Money; null while nobody has entered effort, or a rate is not known. */
  cost: z.number().nullable(),
  /** Effort whose rate is not known. */
  uncosted: z.number(),
})
export type Issue = z.output<typeof Issue>

/** A case that was just opened. */
export const newIssue = (facets: Pick<Issue, 'queue' | 'agent' | 'channel'>, position: number): Issue => ({
  position,
  ...facets,
  contacts: 0,
  transfers: 0,
  resolvedAt: null,
  counted: null,
  isPlaced: false,
  isFirstContact: false,
  backAt: null,
  cost: null,
  uncosted: 0,
})

/** What a case costs, as far as that is known: not at all while some of its effort has no rate. */
export const knownCost = ({ cost, uncosted }: Issue): number | null => (uncosted > 0 ? null : cost)
