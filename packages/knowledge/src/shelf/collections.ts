import { collection } from '@casewell/store'
import * as z from 'zod'
import { Article } from '../contract/article.ts'
import { changeKinds } from '../contract/store.ts'

/** Articles as they are now. */
export const Articles = collection('articles', Article, {
  version: 1,
  indexes: {
    id: (a) => [a.id],
    label: { each: (a) => a.labels.map((label) => [label, a.id]) },
    due: (a) => (a.review.dueAt === null || a.state.confidence === 'archived' ? undefined : [a.review.dueAt]),
    confidence: (a) => (a.supersededBy === null ? [a.state.confidence, a.changed.at] : undefined),
    external: { unique: (a) => (a.externalId === null ? undefined : [a.externalId]) },
    superseded: (a) => (a.supersededBy === null ? undefined : [a.supersededBy]),
  },
  blobs: (a) => a.files.map(({ blob }) => blob),
})

/** Every revision that ever was: nothing is overwritten. */
export const ArticleRevisions = collection(
  'article-revisions',
  z.object({
    revision: z.number(),
    by: z.string(),
    at: z.string(),
    kind: z.enum(changeKinds),
    article: Article,
  }),
  {
    version: 1,
    indexes: { article: (r) => [r.article.id, r.revision], person: (r) => [r.by, r.at] },
    blobs: (r) => r.article.files.map(({ blob }) => blob),
  },
)

/** How a case and an article belong together. */
export const LinkHow = z.enum(['resolved-by', 'created-from', 'improved-by', 'referenced'])
export type LinkHow = z.output<typeof LinkHow>

/** "This case was solved by this article." With the customer's words, by which the article will be found. */
export const ArticleLink = z.object({
  article: z.string(),
  case: z.string(),
  /** The revision that was used: each link is a review of it. */
  revision: z.number(),
  how: LinkHow,
  by: z.string(),
  at: z.string(),
  /** In the customer's words; content, and erasable. */
  words: z.string(),
  /** They were erased, and whoever keeps an index has been told. */
  isForgotten: z.boolean(),
  /** Did the article fit the case? Null until somebody has looked. */
  isAccurate: z.boolean().nullable(),
  customer: z.string(),
})
export type ArticleLink = z.output<typeof ArticleLink>

/** All links between cases and articles. */
export const ArticleLinks = collection('article-links', ArticleLink, {
  version: 1,
  indexes: {
    article: (l) => [l.article, l.at],
    case: (l) => [l.case, l.at],
    recent: (l) => [l.at],
    person: (l) => [l.by, l.at],
  },
  about: (l) => [l.customer, l.case],
})

/** Where the newest snapshot of the index lies. */
export const IndexSnapshots = collection(
  'knowledge-snapshots',
  z.object({
    blob: z.string(),
    /** Of the log, that it knows. */ position: z.number(),
    articles: z.number(),
    at: z.string(),
  }),
  { version: 1, indexes: {}, blobs: (s) => [s.blob] },
)

/** The snapshot's one document. */
export const newestSnapshot = 'newest'

export const linkId = (article: string, from: string): string => `${article}/${from}`
export const revisionId = (article: string, revision: number): string => `${article}@${revision}`
