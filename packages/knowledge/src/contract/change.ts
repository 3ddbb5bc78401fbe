import type { Draft } from '@casewell/bus'
import {
  ArticleChanged,
  ArticleCreated,
  ArticleImproved,
  ArticleMerged,
  ArticleStateChanged,
  ArticleVerified,
} from '../events.ts'
import type { Article } from './article.ts'
import type { Change } from './store.ts'

const stateFields = ['confidence', 'audience', 'governance'] as const

/**
 * The facts that a new revision stands for.
 *
 * @example
 * ```ts
 * import { factsOf, newArticle, nextRevision } from '@casewell/knowledge/contract'
 *
 * const by = { by: 'agent:ada', at: new Date(), kind: 'state' as const }
 * const first = nextRevision(undefined, newArticle('a1', 'en', { title: 'No sound' }), { ...by, expected: 0 })
 * const state = { ...first.state, confidence: 'validated' as const }
 * const second = nextRevision(first, { ...first, state }, { ...by, expected: 1 })
 * console.log(factsOf(first, second, by).map(({ type }) => type)) // [ 'article.state-changed' ]
 * ```
 */
export function factsOf(
  before: Article | undefined,
  after: Article,
  { kind, case: from }: Pick<Change, 'kind' | 'case'>,
): readonly Draft[] {
  const { id, revision, fromCase } = after
  if (!before) return [ArticleCreated(id, { revision, case: fromCase })]
  if (after.supersededBy !== null && before.supersededBy === null)
    return [ArticleMerged(id, { revision, into: after.supersededBy })]
  const facts: Draft[] = stateFields
    .filter((field) => before.state[field] !== after.state[field])
    .map((field) => ArticleStateChanged(id, { revision, field, from: before.state[field], to: after.state[field] }))
  for (const language of changedLanguages(before, after))
    facts.push(ArticleImproved(id, { revision, case: from ?? null, language }))
  if (kind === 'verified') facts.push(ArticleVerified(id, { revision }))
  return facts.length > 0 ? facts : [ArticleChanged(id, { revision })]
}

const changedLanguages = (before: Article, after: Article): readonly string[] =>
  Object.keys(after.variants).filter(
    (language) => JSON.stringify(before.variants[language]) !== JSON.stringify(after.variants[language]),
  )
