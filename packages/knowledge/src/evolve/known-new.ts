import { Cases } from '@casewell/core'
import { rowsOf } from '@casewell/store'
import type { House } from '../house.ts'
import { ArticleLinks } from '../shelf/collections.ts'
import { Searches, WithoutArticle } from '../solve/collections.ts'
import { type Period, type Share, shareOf, within } from './share.ts'

/** How cases ended, as seen by knowledge. */
export interface KnownNew {
  /** Solved with an article that was there already. */
  readonly known: Share
  /** Gave a new article. */
  readonly new: Share
  /** Ended without an article, for a stated reason. */
  readonly excused: Share
  /** Ended without an article, and without a reason. */
  readonly missed: Share
  /** Of the missed ones: an article was suggested as known all the while. */
  readonly knownButNotLinked: readonly string[]
  /** Of the missed ones: nothing answered them, and nothing was captured. */
  readonly newButNotCaptured: readonly string[]
}

const shown = 200

/** Known, new, or known but not captured: how the resolved and closed cases of a period ended. */
export async function knownNew(house: House, period: Period = {}): Promise<KnownNew> {
  const { read } = house.desk
  const count = { known: 0, new: 0, excused: 0, missed: 0 }
  const missed = { known: [] as string[], new: [] as string[] }
  let all = 0
  for await (const { id, doc } of rowsOf(read, Cases, { index: 'recent' })) {
    if (doc.resolvedAt === null || doc.absorbedBy !== null || !within(period, doc.resolvedAt)) continue
    all++
    const how = await endOf(house, id)
    count[how]++
    if (how !== 'missed') continue
    const [suggested] = (await read.find(Searches, { index: 'suggestion', equals: [id], order: 'desc', limit: 1 }))
      .items
    const verdict = suggested?.doc.verdict
    if (verdict === 'known' || verdict === 'new') missed[verdict].push(id)
  }
  return {
    known: shareOf(count.known, all),
    new: shareOf(count.new, all),
    excused: shareOf(count.excused, all),
    missed: shareOf(count.missed, all),
    knownButNotLinked: missed.known.slice(0, shown),
    newButNotCaptured: missed.new.slice(0, shown),
  }
}

async function endOf({ desk: { read } }: House, id: string): Promise<'known' | 'new' | 'excused' | 'missed'> {
  const { items } = await read.find(ArticleLinks, { index: 'case', equals: [id], limit: 100 })
  const how = new Set(items.map(({ doc }) => doc.how))
  if (how.has('resolved-by') || how.has('improved-by')) return 'known'
  if (how.has('created-from')) return 'new'
  return (await read.get(WithoutArticle, id)) ? 'excused' : 'missed'
}
