export { knowledgeErrors } from './errors.ts'
export { ArticleIndex, type IndexOptions, type Load } from './finding/article-index.ts'
export { languageOf } from './finding/language-of.ts'
export { type LikelyHit, type Thresholds, type Verdict, withProbabilities } from './finding/verdict.ts'
export { fits } from './fitting/fits.ts'
export { memoryKnowledge } from './memory.ts'
export { newArticle, nextRevision } from './new-article.ts'
export { type KnowledgeApi, type KnowledgeOptions, knowledge } from './plugin.ts'
export { KnowledgeSeat } from './seat.ts'
export { ArticleLink, ArticleLinks, ArticleRevisions, Articles, LinkHow } from './shelf/collections.ts'
export { DeskShelf, type ShelfPort } from './shelf/desk-shelf.ts'
export type { Answered, AnswerWish } from './solve/answer.ts'
export type { Resolving } from './solve/before-resolve.ts'
export type { Alike, Capture, Captured } from './solve/capture.ts'
export type { Improvement, Seen, Settings } from './solve/change.ts'
export {
  Deliveries,
  Flag,
  FlagReason,
  Flags,
  Judgements,
  NoArticleReason,
  Searches,
  SearchRecord,
} from './solve/collections.ts'
export type { Create } from './solve/create.ts'
export type { Escalated } from './solve/feedback.ts'
export { ProcedureRun, ProcedureRuns, type Standing } from './solve/procedure.ts'
export type { Found, Question } from './solve/search.ts'
