import { type Actor, actorName } from '@casewell/core'
import { rowsOf } from '@casewell/store'
import { knowledgeErrors } from '../errors.ts'
import type { House } from '../house.ts'
import { ArticleLinks, ArticleRevisions } from '../shelf/collections.ts'
import { type Period, type Share, shareOf, within } from './share.ts'

/** What one person did for knowledge. Shown to that person; never in a list, never in an order. */
export interface Figures {
  readonly links: number
  readonly created: number
  readonly improved: number
  /** Of the links that a coach looked at. */
  readonly accuracy: Share
}

/** Below so many links, a lead sees nothing: it would say more about the week than about the person. */
export const floor = 20

/**
 * A person's own figures; of somebody else's, a lead sees those past the floor, or null.
 *
 * @throws `knowledge/denied` for all others
 */
export async function figuresOf(
  house: House,
  asker: Actor,
  agent: string,
  period: Period = {},
): Promise<Figures | null> {
  const isOwn = asker.id === agent
  if (!isOwn && asker.role !== 'lead' && asker.role !== 'admin')
    throw knowledgeErrors.denied({
      who: actorName(asker),
      deed: 'see figures',
      article: `of ${agent}`,
      proficiency: asker.role,
    })
  const figures = await count(house, agent, period)
  return isOwn || figures.links >= floor ? figures : null
}

async function count(house: House, agent: string, period: Period): Promise<Figures> {
  const all = await Promise.all(['agent', 'lead', 'admin'].map((role) => countAs(house, `${role}:${agent}`, period)))
  const sum = (of: (one: Counted) => number): number => all.reduce((total, one) => total + of(one), 0)
  const accuracy = shareOf(
    sum((one) => one.accurate),
    sum((one) => one.checked),
  )
  return {
    links: sum((one) => one.links),
    created: sum((one) => one.created),
    improved: sum((one) => one.improved),
    accuracy,
  }
}

type Counted = Readonly<Record<'links' | 'checked' | 'accurate' | 'created' | 'improved', number>>

async function countAs({ desk: { read } }: House, by: string, period: Period): Promise<Counted> {
  const counted = { links: 0, checked: 0, accurate: 0, created: 0, improved: 0 }
  for await (const { doc } of rowsOf(read, ArticleLinks, { index: 'person', equals: [by] })) {
    if (!within(period, doc.at)) continue
    counted.links++
    if (doc.isAccurate !== null) counted.checked++
    if (doc.isAccurate === true) counted.accurate++
  }
  for await (const { doc } of rowsOf(read, ArticleRevisions, { index: 'person', equals: [by] })) {
    if (!within(period, doc.at)) continue
    if (doc.kind === 'created') counted.created++
    if (doc.kind === 'improved' || doc.kind === 'translated') counted.improved++
  }
  return counted
}
