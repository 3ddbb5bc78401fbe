export { knowledgeErrors } from '../errors.ts'
export { announcing } from './announcing.ts'
export { Applicability, type Applies, Setting } from './applicability.ts'
export {
  Article,
  ArticleDraft,
  ArticleText,
  Attachment,
  isStale,
  Review,
  sourceOf,
  Variant,
  variantFor,
} from './article.ts'
export { factsOf } from './change.ts'
export { newArticle, nextRevision } from './new-article.ts'
export {
  type KnowledgeDeed,
  type KnowledgePolicy,
  knowledgePolicy,
  type Proficiency,
  proficiencies,
  type Viewer,
} from './policy.ts'
export { Localized, Procedure, Step } from './procedure.ts'
export type { Count, Highlight, SearchAnswer, SearchHit, SearchRequest } from './search.ts'
export { ArticleState, Audience, allStates, Confidence, Governance } from './state.ts'
export {
  type ArticlePage,
  type Change,
  type ChangeKind,
  changeKinds,
  type KnowledgeCapabilities,
  type KnowledgeStore,
  type Revision,
} from './store.ts'
