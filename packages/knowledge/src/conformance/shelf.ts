import assert from 'node:assert/strict'
import { isCasewellError } from '@casewell/errors'
import type { Article, ArticleDraft } from '../contract/article.ts'
import { newArticle } from '../contract/new-article.ts'
import type { Viewer } from '../contract/policy.ts'
import type { ArticleState, Audience } from '../contract/state.ts'
import type { ChangeKind, KnowledgeStore } from '../contract/store.ts'

export const coach: Viewer = { audience: 'internal', proficiency: 'coach' }
export const eyes = (audience: Audience): Viewer => ({ audience, proficiency: 'reader' })
const shown: ArticleState = { confidence: 'validated', audience: 'public', governance: 'experience' }

const at = new Date('2026-01-05T09:00:00Z')

/** A draft with a title, in English, for everybody unless its state says otherwise. */
export const titled = (id: string, title: string, rest: Partial<ArticleDraft> = {}): ArticleDraft =>
  newArticle(id, 'en', { title }, { state: shown, ...rest })

export const put = (
  store: KnowledgeStore,
  draft: ArticleDraft,
  expected = 0,
  kind: ChangeKind = 'created',
): Promise<Article> => store.put(draft, { expected, by: 'agent:ada', at, kind })

/** Ids that a query finds, best first. */
export async function found(store: KnowledgeStore, query: string, viewer: Viewer = coach): Promise<readonly string[]> {
  return (await store.search({ query, viewer })).hits.map(({ article }) => article)
}

/** The article without what the store adds. */
export function draftOf({ revision: _r, created: _c, changed: _ch, ...draft }: Article): ArticleDraft {
  return draft
}

/** Every id that a list shows, page by page. */
export async function listed(store: KnowledgeStore, viewer: Viewer, limit: number): Promise<readonly string[]> {
  const ids: string[] = []
  for (let page: { cursor?: string } | undefined = {}; page !== undefined; ) {
    const { items, next }: { items: readonly Article[]; next?: string } = await store.list(viewer, { limit, ...page })
    assert.ok(items.length <= limit, `a page of ${limit} has ${items.length} articles`)
    ids.push(...items.map(({ id }) => id))
    assert.ok(ids.length < 10_000, 'the pages have no end')
    page = next === undefined ? undefined : { cursor: next }
  }
  return ids
}

/** Asserts that a promise rejects with an error of this code, and gives the error's details. */
export async function refused(attempt: Promise<unknown>, code: string): Promise<unknown> {
  const failure = await attempt.then(
    () => undefined,
    (error: unknown) => ({ error }),
  )
  assert.ok(failure, `this should have been refused with ${code}`)
  if (!isCasewellError(failure.error, code))
    throw new Error(`refused, but not with ${code}: ${String(failure.error)}`, { cause: failure.error })
  return failure.error.details
}
