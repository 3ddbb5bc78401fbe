import type { Gate } from './gate.ts'
import type { Library } from './library.ts'

/** Words of findable entries that begin like the last word of a text, the most common first. */
export function completions(text: string, library: Library, gate: Gate, limit: number): string[] {
  const last = library.vocabulary.analyzer.words(text).at(-1)
  if (last === undefined || last.end < text.length) return []
  return wordsBeginning(last.word, library, gate, limit).map((word) => library.vocabulary.spelling[word] ?? '')
}

/** Ids of findable words with this beginning, the most common first. */
export function wordsBeginning(beginning: string, library: Library, gate: Gate, limit: number): number[] {
  const { lookalikes, shelf, vocabulary } = library
  const { spelling, wordEntries } = vocabulary
  const words = lookalikes
    .startingWith(beginning)
    .filter((word) => (wordEntries[word] ?? 0) > 0)
    .sort(
      (a, b) => (wordEntries[b] ?? 0) - (wordEntries[a] ?? 0) || ((spelling[a] ?? '') < (spelling[b] ?? '') ? -1 : 1),
    )
  const shown: number[] = []
  for (const word of words) {
    if (shown.length === limit) break
    if (gate.showsWord(shelf.segments, word, vocabulary)) shown.push(word)
  }
  return shown
}
