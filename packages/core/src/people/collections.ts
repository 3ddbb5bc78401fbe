import { collection } from '@casewell/store'
import * as z from 'zod'
import { Handle } from '../handle.ts'

/** A person in need of help. Content: erasable, never in the log. */
export const Customer = z.object({
  name: z.string().nullable(),
  organization: z.string().nullable(),
  /** BCP 47: `zh-CN`. */
  locale: z.string().nullable(),
  /** IANA: `Asia/Shanghai`. */
  timeZone: z.string().nullable(),
  fields: z.record(z.string(), z.unknown()),
  /** The customer who remains after a merge. */
  mergedInto: z.string().nullable(),
  /** Where merged parts came from. */
  provenance: z.array(z.object({ from: z.string(), at: z.string(), by: z.string(), reason: z.string() })),
  createdAt: z.string(),
})
export type Customer = z.output<typeof Customer>

/** The customers, by id; one that was merged keeps its document and names its heir. */
export const Customers = collection('customers', Customer, {
  version: 1,
  indexes: {
    merged: (c) => (c.mergedInto === null ? undefined : [c.mergedInto]),
    organization: (c) => (c.organization === null ? undefined : [c.organization, c.createdAt]),
    recent: (c) => [c.createdAt],
  },
})

/** Whose a handle is. The id is sealed, so that nothing outside this document tells the address. */
export const Handles = collection(
  'handles',
  Handle.extend({
    customer: z.string(),
    addedAt: z.string(),
    /** The customer who had it before a merge. */ from: z.string().nullable(),
  }),
  { version: 1, indexes: { customer: (h) => [h.customer, h.addedAt] }, about: (h) => [h.customer] },
)

/** A firm, an authority, a family: customers who belong together. */
export const Organizations = collection(
  'organizations',
  z.object({
    name: z.string(),
    /** Mail domains whose addresses belong to it. */ domains: z.array(z.string()),
    fields: z.record(z.string(), z.unknown()),
  }),
  { version: 1, indexes: { name: (o) => [o.name], domain: { each: (o) => o.domains.map((domain) => [domain]) } } },
)
