import type { Entry } from '@casewell/search'
import type { Applicability } from '../contract/applicability.ts'
import type { Article, Variant } from '../contract/article.ts'
import type { ArticleState } from '../contract/state.ts'

/** Texts of an article and their weights, the headline first; `cases` are words of customers whom it helped. */
export const fields = { title: 3, issue: 1, environment: 1, resolution: 1, cause: 1, cases: 1 } as const
export type Field = keyof typeof fields

/** What articles are filtered and counted by. */
export const tags = ['state', 'label', 'product'] as const
export type Tag = (typeof tags)[number]

/** What stays in memory of an article besides its words. */
export interface Card {
  readonly revision: number
  readonly appliesTo: Applicability | null
}

/** A state as one word. */
export const stateTag = ({ confidence, audience, governance }: ArticleState): string =>
  `${confidence}/${audience}/${governance}`

/** Superseded articles are read by their id, and not found any more; archived ones are found by nobody's policy. */
export const isFindable = ({ supersededBy }: Article): boolean => supersededBy === null

/** What of an article is searched: all its languages, and the words of the cases that it solved. */
export function entryOf(article: Article, cases: readonly string[]): Entry<Field, Tag> {
  const variants = Object.values(article.variants)
  const texts = (field: keyof Pick<Variant, 'title' | 'issue' | 'environment' | 'resolution' | 'cause'>) =>
    variants.map((variant) => variant[field])
  return {
    id: article.id,
    title: texts('title'),
    issue: texts('issue'),
    environment: texts('environment'),
    resolution: [...texts('resolution'), ...stepTexts(article)],
    cause: texts('cause'),
    cases,
    state: stateTag(article.state),
    label: article.labels,
    product: article.appliesTo?.products.map(({ product }) => product),
  }
}

const stepTexts = ({ procedure }: Article): readonly string[] =>
  (procedure?.steps ?? []).flatMap(({ text }) => Object.values(text))
