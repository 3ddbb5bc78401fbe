import { wilson } from '@casewell/scoring'
import { type Article, isStale } from '../contract/article.ts'
import type { House } from '../house.ts'
import { ArticleLinks } from '../shelf/collections.ts'
import { Flags, Judgements } from '../solve/collections.ts'

/** Why somebody should look at an article. Nothing is hidden or archived by itself. */
export type DueReason =
  | 'review-due'
  | 'flagged'
  | 'stale-translation'
  | 'never-reused'
  | 'rarely-helpful'
  | 'links-inaccurate'
  | 'unfinished'

/** An article that waits for somebody. */
export interface Due {
  readonly article: string
  readonly title: string
  readonly owner: string | null
  readonly reasons: readonly DueReason[]
}

const dayMs = 86_400_000
/** Days after which an article should have helped a second time, or be finished. */
const reuseDays = 180
const finishDays = 30
/** Judgements or links from which a share says something. */
const enough = 5
const lookedAt = 200

/** Articles that wait for somebody, in the order of their ids. Reads every article: ask it once a day. */
export async function* due(house: House): AsyncGenerator<Due, void, undefined> {
  const viewer = { audience: 'internal', proficiency: 'coach' } as const
  const now = (await house.desk.read.now()).getTime()
  let cursor: string | undefined
  do {
    const page = await house.base.store.list(viewer, { limit: 100, ...(cursor !== undefined && { cursor }) })
    for (const article of page.items) {
      const reasons = article.supersededBy === null ? await reasonsFor(house, article, now) : []
      const title = article.variants[article.language]?.title ?? article.id
      if (reasons.length > 0) yield { article: article.id, title, owner: article.owner, reasons }
    }
    cursor = page.next
  } while (cursor !== undefined)
}

async function reasonsFor(house: House, article: Article, now: number): Promise<readonly DueReason[]> {
  const { id, state, review, variants } = article
  if (state.confidence === 'archived') return []
  const { read } = house.desk
  const ageDays = (now - Date.parse(article.created.at)) / dayMs
  const links = (await read.find(ArticleLinks, { index: 'article', equals: [id], order: 'desc', limit: lookedAt }))
    .items
  const reuses = links.filter(({ doc }) => doc.how === 'resolved-by')
  const checked = links.flatMap(({ doc }) => (doc.isAccurate === null ? [] : [doc.isAccurate]))
  const judged = (await read.find(Judgements, { index: 'article', equals: [id], order: 'desc', limit: lookedAt })).items
  const flags = await read.count(Flags, { index: 'openOf', equals: [id] }, 1)
  const found: [DueReason, boolean][] = [
    ['review-due', review.dueAt !== null && Date.parse(review.dueAt) <= now],
    ['flagged', flags > 0],
    ['stale-translation', Object.keys(variants).some((language) => isStale(article, language))],
    ['never-reused', reuses.length === 0 && ageDays >= reuseDays],
    ['rarely-helpful', isRare(judged.map(({ doc }) => doc.isHelpful))],
    ['links-inaccurate', isRare(checked)],
    ['unfinished', state.confidence === 'wip' && ageDays >= finishDays],
  ]
  return found.flatMap(([reason, isSo]) => (isSo ? [reason] : []))
}

/** Surely below a half: the whole interval is. */
function isRare(answers: readonly boolean[]): boolean {
  if (answers.length < enough) return false
  return wilson(answers.filter(Boolean).length, answers.length).upper < 0.5
}
