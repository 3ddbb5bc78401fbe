import { misfitsOf } from '@casewell/errors'
import { knowledgeErrors } from '../errors.ts'
import { Article, type ArticleDraft, type ArticleText } from './article.ts'
import type { Change } from './store.ts'

const blank: ArticleText = { title: '', issue: '', environment: '', resolution: '', cause: '' }

/**
 * A draft of a new article in one language: work in progress, for the team, nothing else said.
 *
 * @example
 * ```ts
 * import { newArticle } from '@casewell/knowledge'
 *
 * console.log(newArticle('a1', 'en', { title: 'No sound after the update' }).state.confidence) // wip
 * ```
 */
export function newArticle(
  id: string,
  language: string,
  text: Partial<ArticleText> & Pick<ArticleText, 'title'>,
  rest: Partial<ArticleDraft> = {},
): ArticleDraft {
  return {
    id,
    language,
    state: { confidence: 'wip', audience: 'internal', governance: 'experience' },
    variants: { [language]: { ...blank, ...text, basedOn: 1, isMachine: false } },
    labels: [],
    appliesTo: null,
    procedure: null,
    files: [],
    owner: null,
    supersededBy: null,
    review: { everyDays: null, dueAt: null, verifiedAt: null, verifiedBy: null },
    fromCase: null,
    externalId: null,
    ...rest,
  }
}

/**
 * The next revision of an article: what every store's `put` begins with. The source text remembers the revision that
 * changed it, so that translations of an older one are known to be stale.
 *
 * @throws `knowledge/conflict`, `knowledge/bad-article`
 * @example
 * ```ts
 * import { newArticle, nextRevision } from '@casewell/knowledge/contract'
 *
 * const by = { by: 'agent:ada', at: new Date('2026-01-05T09:00:00Z'), kind: 'improved' as const }
 * const first = nextRevision(undefined, newArticle('a1', 'en', { title: 'No sound' }), { ...by, expected: 0 })
 * const second = nextRevision(first, { ...first, labels: ['sound'] }, { ...by, expected: 1 })
 * console.log(second.revision, second.variants['en']?.basedOn) // 2 1
 * ```
 */
export function nextRevision(before: Article | undefined, draft: ArticleDraft, { expected, by, at }: Change): Article {
  const actual = before?.revision ?? 0
  if (actual !== expected)
    throw knowledgeErrors.conflict({ article: draft.id, expected, actual, current: before ?? null })
  const revision = actual + 1
  const now = { by, at: at.toISOString() }
  const whole = {
    ...draft,
    variants: dated(before, draft, revision),
    revision,
    created: before?.created ?? now,
    changed: now,
  }
  const { success, data, error } = Article.safeParse(whole)
  if (!success) throw knowledgeErrors['bad-article']({ article: draft.id, reason: misfitsOf(error) })
  if (!data.variants[data.language])
    throw knowledgeErrors['bad-article']({
      article: draft.id,
      reason: `it has no text in its own language ${data.language}`,
    })
  return data
}

function dated(
  before: Article | undefined,
  { language, variants }: ArticleDraft,
  revision: number,
): ArticleDraft['variants'] {
  const source = variants[language]
  const old = before?.variants[language]
  if (!source) return variants
  const isSame = old !== undefined && textOf(old) === textOf(source) && before?.language === language
  return { ...variants, [language]: { ...source, basedOn: isSame ? old.basedOn : revision } }
}

const textOf = ({ title, issue, environment, resolution, cause }: ArticleText): string =>
  JSON.stringify([title, issue, environment, resolution, cause])
