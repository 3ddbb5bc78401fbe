import { rowsOf } from '@casewell/store'
import type { House } from '../house.ts'
import { ArticleLinks } from '../shelf/collections.ts'
import { Questions } from './questions.ts'
import { type Share, shareOf } from './share.ts'

/** Two cases with one question and two answers. */
export interface Inconsistency {
  readonly cases: readonly [string, string]
  readonly articles: readonly [string, string]
  readonly likeness: number
}

/** Same question, same answer? */
export interface Consistency {
  /** Of the pairs of cases with one question, those that were solved by one article. */
  readonly same: Share
  readonly different: readonly Inconsistency[]
}

const ALIKE = 0.6
const mostCases = 5_000
const shown = 100

/** Compares each of the newest solved cases with the one whose question is nearest to its own. */
export async function consistency(house: House): Promise<Consistency> {
  const questions = new Questions()
  const solvedBy = new Map<string, string>()
  const different: Inconsistency[] = []
  let [same, pairs] = [0, 0]
  for await (const { doc } of rowsOf(house.desk.read, ArticleLinks, { index: 'recent', order: 'desc' })) {
    if (doc.how !== 'resolved-by' || doc.words === '' || solvedBy.has(doc.case)) continue
    if (solvedBy.size >= mostCases) break
    const hit = questions.add(doc.case, doc.words)
    const other = hit && hit.likeness >= ALIKE ? solvedBy.get(hit.id) : undefined
    if (hit && other !== undefined) {
      pairs++
      if (other === doc.article) same++
      else different.push({ cases: [doc.case, hit.id], articles: [doc.article, other], likeness: hit.likeness })
    }
    solvedBy.set(doc.case, doc.article)
  }
  return { same: shareOf(same, pairs), different: different.slice(0, shown) }
}
