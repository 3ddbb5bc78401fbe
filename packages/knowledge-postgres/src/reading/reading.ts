import type { Article, Variant } from '@casewell/knowledge/contract'
import type { Analyzer } from '@casewell/search'
import { isLong, termKey } from './kept.ts'
import { isQuestion } from './question.ts'

/** How often a term stands in an article, weighted by field, and in its title; in units of 1 / 32. */
export type Count = readonly [all: number, headline: number]

/** What the index holds of an article; lengths are in tenths of a word, weighted by field. */
export interface Reading {
  readonly terms: ReadonlyMap<string, Count>
  /** Distinct words with their terms. */
  readonly words: ReadonlyMap<string, string>
  readonly length: number
  readonly headlineLength: number
  readonly asks: boolean
}

/** Weights of the texts of an article, the headline first: those of the index in memory. */
const fields = { title: 3, issue: 1, environment: 1, resolution: 1, cause: 1, cases: 1 }
type Field = keyof typeof fields

/** Many texts in one field are many voices, not a long article: n count as n to the power of 0.6. */
const CROWDING = 0.4
export const COUNT_UNITS = 32
const MOST = 0xffff

/** The texts by field: all languages, the steps of a procedure, the words of cases. */
function textsOf(article: Article, cases: readonly string[]): Readonly<Record<Field, readonly string[]>> {
  const variants = Object.values(article.variants)
  const all = (field: keyof Pick<Variant, 'title' | 'issue' | 'environment' | 'resolution' | 'cause'>) =>
    variants.map((variant) => variant[field])
  const steps = (article.procedure?.steps ?? []).flatMap(({ text }) => Object.values(text))
  const resolution = [...all('resolution'), ...steps]
  return {
    title: all('title'),
    issue: all('issue'),
    environment: all('environment'),
    resolution,
    cause: all('cause'),
    cases,
  }
}

/** Reads an article word by word, as the index in memory does: same counts, same lengths, so same ranking. */
export function readArticle(article: Article, cases: readonly string[], analyzer: Analyzer): Reading {
  const words = new Map<string, string>()
  const [all, headline] = [new Tally(), new Tally()]
  const texts = textsOf(article, cases)
  for (const field of Object.keys(fields) as Field[]) {
    // its own keys
    const weight = fields[field] / Math.max(1, texts[field].length) ** CROWDING
    for (const { word } of texts[field].flatMap((text) => analyzer.words(text))) {
      const term = termKey(analyzer.term(word))
      if (!isLong(word)) words.set(word, term)
      all.add(term, weight, analyzer.weight(word))
      if (field === 'title') headline.add(term, weight, analyzer.weight(word))
    }
  }
  const terms = new Map(
    [...all.counts.keys()].map((term) => [term, [all.countOf(term), headline.countOf(term)] as const]),
  )
  const asks = isQuestion(texts.title[0] ?? '')
  return { terms, words, length: all.tenths, headlineLength: headline.tenths, asks }
}

/** How often each term stands in a text, and how long the text is. */
class Tally {
  readonly counts = new Map<string, number>()
  #length = 0

  add(term: string, weight: number, softness: number): void {
    this.counts.set(term, (this.counts.get(term) ?? 0) + weight)
    this.#length += weight * softness
  }

  countOf(term: string): number {
    const weighted = this.counts.get(term)
    return weighted === undefined ? 0 : Math.min(MOST, Math.max(1, Math.round(weighted * COUNT_UNITS)))
  }

  get tenths(): number {
    return Math.round(this.#length * 10)
  }
}

/** An article that is not to be found. */
export const nothing: Reading = { terms: new Map(), words: new Map(), length: 0, headlineLength: 0, asks: false }

/** A reading as text, so that an edit takes out exactly what was put in, whatever the analyzer does by then. */
export const packReading = ({ terms, words, ...rest }: Reading): string =>
  JSON.stringify({ ...rest, terms: [...terms], words: [...words] })

export function unpackReading(text: string): Reading {
  const { terms, words, ...rest } = JSON.parse(text) as Packed // what packReading wrote
  return { ...rest, terms: new Map(terms), words: new Map(words) }
}

interface Packed extends Omit<Reading, 'terms' | 'words'> {
  readonly terms: readonly (readonly [string, Count])[]
  readonly words: readonly (readonly [string, string])[]
}
