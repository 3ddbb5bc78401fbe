import type { Gate } from './gate.ts'
import type { Library } from './library.ts'
import type { Ask } from './plan.ts'

/** Misspellings about as near as this to the best are told apart by how common they are. */
const ABOUT = 0.05

/** The query with each unknown word replaced by the known word it is a slip of; undefined where there is none. */
export function didYouMean(text: string, asks: readonly Ask[], library: Library, gate: Gate): string | undefined {
  const repairs = asks.flatMap(({ word, known }) => {
    if (known || word.soft || word.end === 0) return []
    const right = rightSpelling(word.word, library, gate)
    return right === undefined ? [] : [{ ...word, right }]
  })
  if (repairs.length === 0) return undefined
  return repairs
    .sort((a, b) => b.start - a.start)
    .reduce((query, { start, end, right }) => query.slice(0, start) + right + query.slice(end), text)
}

function rightSpelling(word: string, { lookalikes, vocabulary, shelf }: Library, gate: Gate): string | undefined {
  const near = lookalikes
    .of(word, true)
    .filter((other) => other.slip && gate.showsWord(shelf.segments, other.word, vocabulary))
  const entries = (id: number): number => vocabulary.wordEntries[id] ?? 0
  const [best] = near
    .filter(({ likeness }) => likeness >= (near[0]?.likeness ?? 0) - ABOUT)
    .sort((a, b) => entries(b.word) - entries(a.word))
  return best === undefined ? undefined : vocabulary.spelling[best.word]
}
