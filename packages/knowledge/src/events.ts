import { eventType } from '@casewell/bus'
import * as z from 'zod'

/** Events carry ids, categories and numbers, never words of an article or of a search. */
const id = z.string()
const revision = z.object({ revision: z.number() })
const level = z.enum(['reader', 'candidate', 'contributor', 'publisher', 'coach'])

/** An article was written, on an open case or without one. Subject: the article. */
export const ArticleCreated = eventType('article.created', revision.extend({ case: id.nullable() }))
/** The words of an article were improved, in one language. Subject: the article. */
export const ArticleImproved = eventType(
  'article.improved',
  revision.extend({ case: id.nullable(), language: z.string() }),
)
/** One of the three fields of its state changed. Subject: the article. */
export const ArticleStateChanged = eventType(
  'article.state-changed',
  revision.extend({ field: z.enum(['confidence', 'audience', 'governance']), from: z.string(), to: z.string() }),
)
/** Anything else about it changed: owner, labels, review, what it applies to. Subject: the article. */
export const ArticleChanged = eventType('article.changed', revision)
/** Somebody looked, and it is still true. Subject: the article. */
export const ArticleVerified = eventType('article.verified', revision)
/** Another article says it now. Subject: the article. */
export const ArticleMerged = eventType('article.merged', revision.extend({ into: id }))
/** A case was solved by it, or led to it. Subject: the article. */
export const ArticleLinked = eventType(
  'article.linked',
  revision.extend({ case: id, how: z.enum(['resolved-by', 'created-from', 'improved-by', 'referenced']) }),
)
/** A case has nothing to do with it after all. Subject: the article. */
export const ArticleUnlinked = eventType('article.unlinked', z.object({ case: id }))
/** Words of a customer were erased; it is no longer found by them. Subject: the article. */
export const WordsForgotten = eventType('article.words-forgotten', z.object({ case: id }))
/** Somebody says that it is wrong, old or unclear. Subject: the article. */
export const ArticleFlagged = eventType('article.flagged', z.object({ flag: id, reason: z.string() }))
/** A flag was dealt with. Subject: the article. */
export const FlagClosed = eventType('article.flag-closed', z.object({ flag: id }))
/** It was sent as an answer. Subject: the article. */
export const ArticleDelivered = eventType(
  'article.delivered',
  revision.extend({ case: id, message: id, language: z.string() }),
)
/** Somebody read it; `search` is the search that led there. Subject: the article. */
export const ArticleRead = eventType('article.read', revision.extend({ search: id.nullable() }))
/** Somebody said whether it helped. Subject: the article. */
export const ArticleJudged = eventType(
  'article.judged',
  revision.extend({ isHelpful: z.boolean(), search: id.nullable() }),
)
/** A coach went through the content checklist: `met` of the `asked` points are met. Subject: the article. */
export const ArticleReviewed = eventType('article.reviewed', revision.extend({ met: z.number(), asked: z.number() }))

/** What a classifier says of a question: answered by an article, perhaps, or by none. */
export const Verdict = z.enum(['known', 'uncertain', 'new'])
/** Somebody searched, and this was found. Subject: the search. */
export const KnowledgeSearched = eventType(
  'knowledge.searched',
  z.object({ verdict: Verdict, articles: z.array(id), case: id.nullable(), channel: z.string() }),
)
/** What was searched and read went along to a person. Subject: the search. */
export const KnowledgeEscalated = eventType('knowledge.escalated', z.object({ case: id }))
/** Articles were laid beside an open case. Subject: the case. */
export const KnowledgeSuggested = eventType(
  'knowledge.suggested',
  z.object({
    search: id,
    message: id,
    verdict: Verdict,
    articles: z.array(z.object({ article: id, revision: z.number(), probability: z.number() })),
  }),
)
/** A case was resolved without an article and without a reason; the policy only reminds. Subject: the case. */
export const KnowledgeMissed = eventType('knowledge.missed', z.object({ agent: id }))
/** A guided diagnosis went one step on. Subject: the case. */
export const ProcedureAnswered = eventType(
  'knowledge.procedure-answered',
  z.object({ article: id, step: id, isDone: z.boolean() }),
)
/** An agent may do more, or less, with articles; `from` is the level before. Subject: the agent. */
export const ProficiencySet = eventType('knowledge.proficiency-set', z.object({ proficiency: level, from: level }))

/** Events after which an article is found by other words, by other people, or not any more. */
export const articleEvents = [
  ArticleCreated,
  ArticleImproved,
  ArticleStateChanged,
  ArticleChanged,
  ArticleVerified,
  ArticleMerged,
  ArticleLinked,
  ArticleUnlinked,
  WordsForgotten,
] as const

/** All event types of this package. */
export const knowledgeEvents = [
  ...articleEvents,
  ArticleFlagged,
  FlagClosed,
  ArticleDelivered,
  ArticleRead,
  ArticleJudged,
  ArticleReviewed,
  KnowledgeSearched,
  KnowledgeEscalated,
  KnowledgeSuggested,
  KnowledgeMissed,
  ProcedureAnswered,
  ProficiencySet,
] as const
