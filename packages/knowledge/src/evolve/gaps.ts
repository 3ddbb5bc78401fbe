import { rowsOf, type Stored } from '@casewell/store'
import type { House } from '../house.ts'
import { Searches, type SearchRecord } from '../solve/collections.ts'
import { Questions } from './questions.ts'
import { type Period, within } from './share.ts'

/** A question that is asked and not answered. */
export interface Gap {
  /** The newest way in which it was asked. */
  readonly question: string
  readonly questions: readonly string[]
  readonly count: number
  /** How many of them ended with a person. */
  readonly escalations: number
  /** Cases that asked it. */
  readonly cases: readonly string[]
}

/** From here on two questions are one. */
const ALIKE = 0.4
/** Questions that are read, the newest; of each group, so many are shown. */
const mostQuestions = 5_000
const shown = 10

interface Group {
  readonly question: string
  readonly questions: Set<string>
  readonly cases: Set<string>
  count: number
  escalations: number
}

/** What is asked and no article answers, grouped, the most frequent first. */
export async function gaps(house: House, period: Period = {}): Promise<readonly Gap[]> {
  const [groups, questions] = [new Map<string, Group>(), new Questions()]
  let read = 0
  for await (const { id, doc } of unanswered(house, period)) {
    if (++read > mostQuestions) break
    const nearest = questions.add(id, doc.query)
    const known = nearest && nearest.likeness >= ALIKE ? groups.get(nearest.id) : undefined
    const group = known ?? { question: doc.query, questions: new Set(), cases: new Set(), count: 0, escalations: 0 }
    groups.set(id, group)
    join(group, doc)
  }
  return [...new Set(groups.values())]
    .sort((a, b) => b.count - a.count)
    .map((group) => ({
      ...group,
      questions: [...group.questions].slice(0, shown),
      cases: [...group.cases].slice(0, shown),
    }))
}

/** What cases ask before what people type: a short question finds the long one that says the same. */
async function* unanswered(house: House, period: Period): AsyncGenerator<Stored<SearchRecord>, void, undefined> {
  for (const kind of ['suggestion', 'search'] as const) {
    const newest = { index: 'verdict', equals: [kind, 'new'], order: 'desc' } as const
    for await (const search of rowsOf(house.desk.read, Searches, newest))
      if (within(period, search.doc.at) && search.doc.query.trim() !== '') yield search
  }
}

function join(group: Group, { query, escalatedTo, case: of }: SearchRecord): void {
  group.count++
  group.questions.add(query)
  if (escalatedTo !== null) group.escalations++
  if (of !== null) group.cases.add(of)
}
