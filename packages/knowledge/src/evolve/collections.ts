import { collection } from '@casewell/store'
import * as z from 'zod'

/** A coach went through the content standard with an article: what it meets. For coaching, never a goal. */
export const Checklists = collection(
  'article-checklists',
  z.object({
    article: z.string(),
    revision: z.number(),
    items: z.record(z.string(), z.boolean()),
    note: z.string(),
    by: z.string(),
    at: z.string(),
  }),
  { version: 1, indexes: { article: (c) => [c.article, c.at], recent: (c) => [c.at] } },
)

/** A coach looked at a closed case: was knowledge used as it should? By case. KCS's process alignment review. */
export const Alignment = z.object({
  searched: z.boolean(),
  linked: z.boolean(),
  /** Did the linked article fit? Null where none is linked. */
  isAccurate: z.boolean().nullable(),
  shouldHaveImproved: z.boolean(),
  shouldHaveCreated: z.boolean(),
  note: z.string(),
  by: z.string(),
  at: z.string(),
})
export type Alignment = z.output<typeof Alignment>

export const Alignments = collection('knowledge-alignments', Alignment, {
  version: 1,
  indexes: { recent: (a) => [a.at] },
})
