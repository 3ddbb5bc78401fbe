import { bare, editDistance } from '@casewell/search/reading'
import type { Session } from '../connect/session.ts'
import { lengthOf, trigrams } from '../reading/trigrams.ts'

/** A word that looks like one that nobody wrote. */
export interface Lookalike {
  readonly word: string
  readonly term: string
  /** 0…1: 1 for the same letters. */
  readonly likeness: number
  /** Is it so near that one is a misspelling of the other? */
  readonly isSlip: boolean
  /** In how many articles it stands, whoever may see them. */
  readonly entries: number
}

interface Row {
  readonly word: string
  readonly term: string
  readonly likeness: number
  readonly entries: number
  readonly isShown: boolean
}

const LEAST_LIKENESS = 0.3
const CANDIDATES = 60

/** Cosine of the trigrams with every word that shares one; of the best candidates, those that the viewer may see. */
const lookalikesText = (schema: string): string => `
  with near as (
    select s.word, sum(s.weight * a.weight) / $3::float8 as shared
    from unnest($1::text[], $2::float8[]) as a(trigram, weight) join ${schema}.shapes s using (trigram)
    group by s.word
  ), best as (
    select n.word, p.term, n.shared / p.length as likeness
    from near n join ${schema}.spellings p using (word)
    where n.shared / p.length >= $4::float8 and exists (select from ${schema}.tallies t where t.word = n.word)
    order by 3 desc, 1 limit ${CANDIDATES}
  )
  select b.word, b.term, b.likeness, sum(t.entries)::int as entries, bool_or(t.state = any($5)) as "isShown"
  from best b join ${schema}.tallies t using (word) group by 1, 2, 3`

/** Words of articles in these states that look like a word that stands in none of them, most alike first. */
export async function lookalikesOf(
  session: Session,
  schema: string,
  word: string,
  states: readonly string[],
): Promise<readonly Lookalike[]> {
  const shape = trigrams(word)
  if (shape.size === 0) return []
  const rows = await session.ask<Row>({ name: 'lookalikes', text: lookalikesText(schema) }, [
    ...[[...shape.keys()], [...shape.values()], lengthOf(shape), LEAST_LIKENESS / 2, states],
  ])
  return rows
    .filter(({ isShown }) => isShown)
    .map((row) => judged(word, row))
    .filter(({ likeness }) => likeness >= LEAST_LIKENESS)
    .sort((a, b) => b.likeness - a.likeness || (a.word < b.word ? -1 : 1))
}

/** One slip in a short word, two in a long one, make a misspelling; it is as like as its letters that are right. */
function judged(word: string, { word: other, term, likeness, entries }: Row): Lookalike {
  const slips = word.length < 8 ? 1 : 2
  const isNear = Math.abs(word.length - other.length) <= slips
  const edits = isNear ? editDistance(bare(word), bare(other)) : Number.POSITIVE_INFINITY
  if (edits > slips) return { word: other, term, likeness, entries, isSlip: false }
  const share = 1 - edits / Math.max(word.length, other.length)
  return { word: other, term, likeness: Math.max(likeness, share), entries, isSlip: true }
}

/** Misspellings about as near as this to the best are told apart by how common they are. */
const ABOUT = 0.05

/** What was probably meant; undefined where nothing is near enough. */
export function rightSpelling(near: readonly Lookalike[]): string | undefined {
  const slips = near.filter(({ isSlip }) => isSlip)
  const least = (slips[0]?.likeness ?? 0) - ABOUT
  return slips.filter(({ likeness }) => likeness >= least).sort((a, b) => b.entries - a.entries)[0]?.word
}
