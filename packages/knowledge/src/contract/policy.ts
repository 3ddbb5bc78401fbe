import { type ArticleState, Audience } from './state.ts'

/** What somebody has shown to be able to do (KCS v6's proficiency levels), from reading to coaching. */
export type Proficiency = 'reader' | 'candidate' | 'contributor' | 'publisher' | 'coach'
/** The levels, from the least to the most able. */
export const proficiencies = ['reader', 'candidate', 'contributor', 'publisher', 'coach'] as const

/** Whoever looks at articles or works on them. */
export interface Viewer {
  /** On which side of the desk: `internal` is the team, `public` is anybody. */
  readonly audience: Audience
  readonly proficiency: Proficiency
}

/** Everything that one may want of an article in some state. */
export type KnowledgeDeed =
  | 'find'
  | 'read'
  | 'link'
  | 'flag'
  | 'capture'
  | 'improve'
  | 'verify'
  | 'validate'
  | 'publish'
  | 'archive'
  | 'merge'
  | 'govern'
  | 'coach'

/** May this viewer do this to an article in this state? For `publish` and its kind: the state that it shall have. */
export type KnowledgePolicy = (deed: KnowledgeDeed, viewer: Viewer, state: ArticleState) => boolean

const needed: Readonly<Record<Exclude<KnowledgeDeed, 'find' | 'read'>, Proficiency>> = {
  link: 'reader',
  flag: 'reader',
  capture: 'candidate',
  improve: 'candidate',
  verify: 'contributor',
  validate: 'contributor',
  archive: 'contributor',
  merge: 'contributor',
  publish: 'publisher',
  govern: 'publisher',
  coach: 'coach',
}

/**
 * The policy unless you bring another: audience × confidence × proficiency.
 *
 * The team sees everything and finds what is not archived. Others see only validated articles that are for them: KCS's
 * rule for a young knowledge base. What customers can read, and what is governed for compliance, a publisher changes.
 *
 * @example
 * ```ts
 * import { knowledgePolicy } from '@casewell/knowledge/contract'
 *
 * const draft = { confidence: 'wip', audience: 'public', governance: 'experience' } as const
 * console.log(knowledgePolicy('read', { audience: 'internal', proficiency: 'candidate' }, draft)) // true
 * console.log(knowledgePolicy('read', { audience: 'public', proficiency: 'reader' }, draft)) // false
 * ```
 */
export const knowledgePolicy: KnowledgePolicy = (deed, viewer, state) => {
  const isOfTeam = viewer.audience === 'internal'
  if (deed === 'read') return isOfTeam || isForOthers(viewer, state)
  if (deed === 'find') return state.confidence !== 'archived' && (isOfTeam || isForOthers(viewer, state))
  return isOfTeam && rank(viewer.proficiency) >= rank(levelFor(deed, state))
}

const isForOthers = ({ audience }: Viewer, state: ArticleState): boolean =>
  state.confidence === 'validated' && breadth(state.audience) >= breadth(audience)

function levelFor(deed: keyof typeof needed, state: ArticleState): Proficiency {
  const isDelicate = state.governance === 'compliance' || (isOutside(state) && state.confidence === 'validated')
  const isChange = deed === 'improve' || deed === 'archive' || deed === 'merge' || deed === 'validate'
  return isChange && isDelicate ? 'publisher' : needed[deed]
}

const isOutside = ({ audience }: ArticleState): boolean => audience !== 'internal'
const breadth = (audience: Audience): number => Audience.options.indexOf(audience)
const rank = (proficiency: Proficiency): number => proficiencies.indexOf(proficiency)
