import { Cases } from '@casewell/core'
import { rowsOf } from '@casewell/store'
import type { Confidence } from '../contract/state.ts'
import type { House } from '../house.ts'
import { ArticleLinks, ArticleRevisions } from '../shelf/collections.ts'
import { Judgements, Searches } from '../solve/collections.ts'
import { type Durations, durationsOf, type Period, type Share, shareOf, within } from './share.ts'

/** Lines to look at beside a link rate, from KCS's adoption guide: levels of 65 to 85 %. They are no goals. */
export const linkRateLines = [0.65, 0.85] as const

/** How well knowledge flows: is it there soon, is it used, is it right? */
export interface Health {
  readonly articles: Readonly<Record<Confidence, number>>
  readonly speed: {
    /** From the first word to the first validated revision. */
    readonly toPublish: Durations
    /** From the case to the link of the article that solved it. */
    readonly toFind: Durations
  }
  readonly quantity: {
    /** Ended cases with a link. */
    readonly linkRate: Share
    readonly referenceLines: readonly [number, number]
    /** Times that an article solved a case. */
    readonly reuses: number
    /** Articles made in the same time: reuse should outgrow creation. */
    readonly created: number
  }
  readonly accuracy: {
    /** Of the links that somebody looked at. */
    readonly links: Share
    /** Of the judgements. */
    readonly helpful: Share
    /** Searches of people outside that did not end with a person. */
    readonly selfService: Share
  }
}

/** The figures of a period. Reads everything that happened in it: ask it once a day. */
export async function health(house: House, period: Period = {}): Promise<Health> {
  const [articles, links, judged, served] = await Promise.all([
    articleFigures(house, period),
    linkFigures(house, period),
    judgementShare(house, period),
    selfServiceShare(house, period),
  ])
  return {
    articles: articles.byConfidence,
    speed: { toPublish: articles.toPublish, toFind: links.toFind },
    quantity: {
      linkRate: links.linkRate,
      referenceLines: linkRateLines,
      reuses: links.reuses,
      created: articles.created,
    },
    accuracy: { links: links.accuracy, helpful: judged, selfService: served },
  }
}

async function articleFigures(house: House, period: Period) {
  const byConfidence: Record<Confidence, number> = { wip: 0, 'not-validated': 0, validated: 0, archived: 0 }
  const publishMs: number[] = []
  let created = 0
  const viewer = { audience: 'internal', proficiency: 'coach' } as const
  let cursor: string | undefined
  do {
    const page = await house.base.store.list(viewer, { limit: 100, ...(cursor !== undefined && { cursor }) })
    for (const article of page.items.filter(({ supersededBy }) => supersededBy === null)) {
      byConfidence[article.state.confidence]++
      if (!within(period, article.created.at)) continue
      created++
      const ms = await publishedAfter(house, article.id, article.created.at)
      if (ms !== undefined) publishMs.push(ms)
    }
    cursor = page.next
  } while (cursor !== undefined)
  return { byConfidence, created, toPublish: durationsOf(publishMs) }
}

async function publishedAfter({ desk: { read } }: House, id: string, createdAt: string): Promise<number | undefined> {
  for await (const { doc } of rowsOf(read, ArticleRevisions, { index: 'article', equals: [id] }))
    if (doc.article.state.confidence === 'validated') return Date.parse(doc.at) - Date.parse(createdAt)
  return undefined
}

async function linkFigures({ desk: { read } }: House, period: Period) {
  const findMs: number[] = []
  const linked = new Set<string>()
  let [reuses, accurate, checked] = [0, 0, 0]
  for await (const { doc } of rowsOf(read, ArticleLinks, { index: 'recent' })) {
    if (doc.how !== 'referenced') linked.add(doc.case)
    if (!within(period, doc.at)) continue
    if (doc.isAccurate !== null) checked++
    if (doc.isAccurate === true) accurate++
    if (doc.how !== 'resolved-by') continue
    reuses++
    const opened = (await read.get(Cases, doc.case))?.doc.openedAt
    if (opened !== undefined) findMs.push(Date.parse(doc.at) - Date.parse(opened))
  }
  let [ended, withLink] = [0, 0]
  for await (const { id, doc } of rowsOf(read, Cases, { index: 'recent' })) {
    if (doc.resolvedAt === null || !within(period, doc.resolvedAt)) continue
    ended++
    if (linked.has(id)) withLink++
  }
  return {
    toFind: durationsOf(findMs),
    reuses,
    accuracy: shareOf(accurate, checked),
    linkRate: shareOf(withLink, ended),
  }
}

async function judgementShare({ desk: { read } }: House, period: Period): Promise<Share> {
  let [helpful, all] = [0, 0]
  for await (const { doc } of rowsOf(read, Judgements, { index: 'recent' })) {
    if (!within(period, doc.at)) continue
    all++
    if (doc.isHelpful) helpful++
  }
  return shareOf(helpful, all)
}

async function selfServiceShare({ desk: { read } }: House, period: Period): Promise<Share> {
  let [alone, all] = [0, 0]
  for await (const { doc } of rowsOf(read, Searches, { index: 'recent' })) {
    if (doc.kind !== 'search' || doc.audience === 'internal' || !within(period, doc.at)) continue
    all++
    if (doc.escalatedTo === null && doc.read.length > 0) alone++
  }
  return shareOf(alone, all)
}
