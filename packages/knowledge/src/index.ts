export { newArticle, nextRevision } from './contract/new-article.ts'
export { knowledgeErrors } from './errors.ts'
export type { Alignment } from './evolve/collections.ts'
export type { Consistency, Inconsistency } from './evolve/consistency.ts'
export type { Due, DueReason } from './evolve/due.ts'
export type { Pair } from './evolve/duplicates.ts'
export { EvolveSeat } from './evolve/evolve-seat.ts'
export { type Figures, floor } from './evolve/figures.ts'
export type { Gap } from './evolve/gaps.ts'
export { type Health, linkRateLines } from './evolve/health.ts'
export type { KnownNew } from './evolve/known-new.ts'
export type { Durations, Period, Share } from './evolve/share.ts'
export { ArticleIndex, type IndexOptions, type Load } from './finding/article-index.ts'
export { languageOf } from './finding/language-of.ts'
export { type LikelyHit, type Thresholds, type Verdict, withProbabilities } from './finding/verdict.ts'
export { fits } from './fitting/fits.ts'
export type { Judged } from './learning/judge.ts'
export type { Learning, LearningOptions } from './learning/learner.ts'
export { memoryKnowledge } from './memory.ts'
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
