import { type Actor, actorName, type DeskPort, type Work } from '@casewell/core'
import type { Base } from './base/base.ts'
import type { Applicability, Applies } from './contract/applicability.ts'
import type { Article } from './contract/article.ts'
import type { KnowledgeDeed, KnowledgePolicy, Proficiency, Viewer } from './contract/policy.ts'
import type { ArticleState } from './contract/state.ts'
import { knowledgeErrors } from './errors.ts'
import type { Thresholds } from './finding/verdict.ts'
import type { Learner } from './learning/learner.ts'
import { Proficiencies } from './solve/collections.ts'

/** What a case or a customer runs, as a question to ask of an article; undefined if nothing is known of them. */
export type Fitting = (about: {
  readonly case?: string
  readonly customer?: string
}) => Promise<((to: Applicability) => Applies) | undefined>

/** What everything inside this plugin shares. */
export interface House {
  readonly desk: DeskPort
  readonly base: Base
  readonly policy: KnowledgePolicy
  readonly thresholds: Thresholds
  /** How many articles are laid beside an open case. */
  readonly suggestions: number
  /** What an agent may do whom nobody has spoken about yet. */
  readonly startingProficiency: Proficiency
  readonly fitting: Fitting
  readonly learner: Learner
  newId(): string
}

/** Somebody at work: who, with which eyes, inside which unit. */
export interface Act {
  readonly house: House
  readonly work: Work
  readonly actor: Actor
  readonly viewer: Viewer
}

/** With which eyes somebody looks: customers with a customer's, the team with the team's. */
export async function viewerOf(house: House, actor: Actor): Promise<Viewer> {
  if (actor.role === 'customer') return { audience: 'customer', proficiency: 'reader' }
  if (actor.role !== 'agent') return { audience: 'internal', proficiency: 'coach' }
  const known = await house.desk.read.get(Proficiencies, actor.id)
  return { audience: 'internal', proficiency: known?.doc.proficiency ?? house.startingProficiency }
}

/** One unit of work of somebody; afterwards, searches see what it wrote. */
export async function act<R>(
  house: House,
  actor: Actor,
  decide: (act: Act) => Promise<R>,
  inWhoseName: 'theirs' | 'its own' = 'theirs',
): Promise<R> {
  const viewer = await viewerOf(house, actor)
  const unit = (work: Work): Promise<R> => decide({ house, work, actor, viewer })
  const outcome = await (inWhoseName === 'theirs' ? house.desk.transact(unit, actor) : house.desk.transact(unit))
  await house.base.caughtUp()
  return outcome
}

/** The article as it is now, or the one that says it now. @throws `knowledge/no-article` if there is none for these eyes */
export async function articleFor({ house, work, viewer }: Act, id: string): Promise<Article> {
  const article = await house.base.get(work, id)
  if (!article || !house.policy('read', viewer, article.state)) throw knowledgeErrors['no-article']({ article: id })
  return article
}

/** Follows merges to the article that lasts. */
export async function lastingArticle(given: Act, id: string): Promise<Article> {
  const article = await articleFor(given, id)
  return article.supersededBy === null ? article : lastingArticle(given, article.supersededBy)
}

/** @throws `knowledge/denied` */
export function demand(
  { house, actor, viewer }: Act,
  deed: KnowledgeDeed,
  article: { id: string; state: ArticleState },
): void {
  if (house.policy(deed, viewer, article.state)) return
  throw knowledgeErrors.denied({ who: actorName(actor), deed, article: article.id, proficiency: viewer.proficiency })
}

/** What a change of an article says of its maker. */
export const madeBy = ({ work, actor }: Act, expected: number) => ({ expected, by: actorName(actor), at: work.now })

/** The same act, for which the article is as it was just written: a store outside the unit does not show it yet. */
export function seeing(given: Act, article: Article): Act {
  const get = async (work: Act['work'], id: string) => (id === article.id ? article : given.house.base.get(work, id))
  return { ...given, house: { ...given.house, base: { ...given.house.base, get } } }
}
