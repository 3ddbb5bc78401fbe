import { collection } from '@casewell/store'
import * as z from 'zod'
import { Audience } from '../contract/state.ts'
import { Verdict } from '../events.ts'

/** A question that somebody asked, and what they got. Content: erasable with its customer. */
export const SearchRecord = z.object({
  kind: z.enum(['search', 'suggestion']),
  query: z.string(),
  language: z.string().nullable(),
  audience: Audience,
  /** As events name it. */
  by: z.string(),
  channel: z.string(),
  case: z.string().nullable(),
  /** The message that a suggestion answers. */
  message: z.string().nullable(),
  customer: z.string().nullable(),
  at: z.string(),
  verdict: Verdict,
  probability: z.number(),
  /** Links between cases and articles have taught the verdict; or the search alone says it. */
  judgedBy: z.enum(['links', 'search']),
  hits: z.array(z.object({ article: z.string(), revision: z.number(), share: z.number(), probability: z.number() })),
  /** Articles that were read, in order. */
  read: z.array(z.string()),
  escalatedTo: z.string().nullable(),
})
export type SearchRecord = z.output<typeof SearchRecord>

/** Every search and suggestion with what it found, by id. */
export const Searches = collection('knowledge-searches', SearchRecord, {
  version: 1,
  indexes: {
    recent: (s) => [s.at],
    verdict: (s) => [s.kind, s.verdict, s.at],
    suggestion: (s) => (s.kind === 'suggestion' && s.case !== null ? [s.case, s.at] : undefined),
    case: (s) => (s.case === null ? undefined : [s.case, s.at]),
  },
  // a suggestion's question was taken from the case and its message
  about: (s) => [s.customer, s.case, s.message].filter((id) => id !== null),
})

/** How events and documents name a customer who did something. */
const byCustomer = 'customer:'

/** What may be the matter with an article. */
export const FlagReason = z.enum(['wrong', 'unclear', 'incomplete', 'duplicate', 'stale', 'wrong-audience'])
export type FlagReason = z.output<typeof FlagReason>

/** "Somebody should look at this." */
export const Flag = z.object({
  article: z.string(),
  revision: z.number(),
  reason: FlagReason,
  note: z.string(),
  by: z.string(),
  at: z.string(),
  closed: z.object({ by: z.string(), at: z.string() }).nullable(),
})
export type Flag = z.output<typeof Flag>

/** All flags, the closed ones too. */
export const Flags = collection('article-flags', Flag, {
  version: 1,
  indexes: {
    article: (f) => [f.article, f.at],
    open: (f) => (f.closed === null ? [f.at] : undefined),
    openOf: (f) => (f.closed === null ? [f.article, f.at] : undefined),
  },
  about: (f) => (f.by.startsWith(byCustomer) ? [f.by.slice(byCustomer.length)] : []),
})

/** Did it help? */
const Judgement = z.object({
  article: z.string(),
  revision: z.number(),
  isHelpful: z.boolean(),
  comment: z.string(),
  search: z.string().nullable(),
  by: z.string(),
  customer: z.string().nullable(),
  at: z.string(),
})
/** What readers said of whether an article helped. */
export const Judgements = collection('article-judgements', Judgement, {
  version: 1,
  indexes: { article: (j) => [j.article, j.at], recent: (j) => [j.at] },
  about: (j) => (j.customer === null ? [] : [j.customer]),
})

/** Why a case was resolved without an article. */
export const NoArticleReason = z.enum(['one-off', 'not-reusable', 'no-access', 'other'])
export type NoArticleReason = z.output<typeof NoArticleReason>

/** By case. */
export const WithoutArticle = collection(
  'knowledge-without-article',
  z.object({ reason: NoArticleReason, by: z.string(), at: z.string() }),
  { version: 1, indexes: { recent: (w) => [w.at] } },
)

/** Articles that went out as answers: which revision, in which language. By message. */
const Delivery = z.object({
  article: z.string(),
  revision: z.number(),
  language: z.string(),
  case: z.string(),
  by: z.string(),
  at: z.string(),
})
/** Which article was sent as an answer, on which case. */
export const Deliveries = collection('article-deliveries', Delivery, {
  version: 1,
  indexes: { case: (d) => [d.case, d.at], article: (d) => [d.article, d.at], recent: (d) => [d.at] },
})

/** What each agent has shown to be able to do. By agent. */
export const Proficiencies = collection(
  'knowledge-proficiencies',
  z.object({
    proficiency: z.enum(['reader', 'candidate', 'contributor', 'publisher', 'coach']),
    by: z.string(),
    at: z.string(),
  }),
  { version: 1, indexes: { level: (p) => [p.proficiency] } },
)
