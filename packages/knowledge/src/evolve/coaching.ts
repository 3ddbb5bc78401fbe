import { actorName, Cases } from '@casewell/core'
import { rowsOf } from '@casewell/store'
import { knowledgeErrors } from '../errors.ts'
import { ArticleReviewed } from '../events.ts'
import { type Act, articleFor, demand, type House } from '../house.ts'
import { ArticleLinks } from '../shelf/collections.ts'
import { type Alignment, Alignments, Checklists } from './collections.ts'
import { type Period, type Share, shareOf, within } from './share.ts'

/** Goes through the content standard with an article. @throws `knowledge/denied` for all but coaches */
export async function checklist(
  given: Act,
  id: string,
  items: Readonly<Record<string, boolean>>,
  note = '',
): Promise<void> {
  const { house, work, actor } = given
  const article = await articleFor(given, id)
  demand(given, 'coach', article)
  const { revision } = article
  work.put(Checklists, house.newId(), {
    article: id,
    revision,
    items: { ...items },
    note,
    by: actorName(actor),
    at: work.now.toISOString(),
  })
  const met = Object.values(items).filter(Boolean).length
  work.emit(ArticleReviewed(id, { revision, met, asked: Object.keys(items).length }))
}

/** What the checklists of each month say: a trend for coaching, and nobody's score. */
export async function checklistTrend(house: House): Promise<readonly (Share & { readonly month: string })[]> {
  const months = new Map<string, { met: number; asked: number }>()
  for await (const { doc } of rowsOf(house.desk.read, Checklists, { index: 'recent' })) {
    const month = months.get(doc.at.slice(0, 7)) ?? { met: 0, asked: 0 }
    const answers = Object.values(doc.items)
    months.set(doc.at.slice(0, 7), {
      met: month.met + answers.filter(Boolean).length,
      asked: month.asked + answers.length,
    })
  }
  return [...months].map(([month, { met, asked }]) => ({ month, ...shareOf(met, asked) }))
}

/**
 * Ended cases to look at, chosen by chance: the same seed gives the same cases. A sample of everybody's work, not of a
 * person's.
 */
export async function sample(
  house: House,
  { size = 20, seed = 'now', ...period }: Period & { readonly size?: number; readonly seed?: string },
): Promise<readonly string[]> {
  const drawn: { id: string; lot: string }[] = []
  for await (const { id, doc } of rowsOf(house.desk.read, Cases, { index: 'recent' })) {
    if (doc.resolvedAt === null || !within(period, doc.resolvedAt) || (await house.desk.read.get(Alignments, id)))
      continue
    drawn.push({ id, lot: house.desk.seal('knowledge.sample', seed, id) })
    drawn.sort((a, b) => (a.lot < b.lot ? -1 : 1)).splice(size)
  }
  return drawn.map(({ id }) => id)
}

/** What a coach saw on a case; whether its links were right is kept with them. */
export async function align(
  given: Act,
  of: string,
  seen: Omit<Alignment, 'by' | 'at' | 'note'> & { readonly note?: string },
): Promise<void> {
  const { work, actor } = given
  if (!(await work.get(Cases, of))) throw knowledgeErrors['no-case']({ case: of })
  demand(given, 'coach', { id: of, state: { confidence: 'wip', audience: 'internal', governance: 'experience' } })
  work.put(Alignments, of, { note: '', ...seen, by: actorName(actor), at: work.now.toISOString() })
  const { items } = await work.find(ArticleLinks, { index: 'case', equals: [of], limit: 100 })
  for (const { id, doc } of items) work.put(ArticleLinks, id, { ...doc, isAccurate: seen.isAccurate })
}

/** How aligned the sampled cases of a period were, question by question. */
export async function alignment(
  house: House,
  period: Period = {},
): Promise<Readonly<Record<'searched' | 'linked' | 'accurate', Share>>> {
  const all: Alignment[] = []
  for await (const { doc } of rowsOf(house.desk.read, Alignments, { index: 'recent' }))
    if (within(period, doc.at)) all.push(doc)
  const judged = all.filter(({ isAccurate }) => isAccurate !== null)
  return {
    searched: shareOf(all.filter(({ searched }) => searched).length, all.length),
    linked: shareOf(all.filter(({ linked }) => linked).length, all.length),
    accurate: shareOf(judged.filter(({ isAccurate }) => isAccurate).length, judged.length),
  }
}
