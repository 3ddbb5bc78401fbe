import type { Library } from './library.ts'
import type { Ask } from './plan.ts'
import { locate, scoreOf } from './score.ts'
import { wordsOf } from './segment.ts'
import type { Shelved } from './shelf.ts'

/** What one word of the query contributed to a hit. */
export interface Reason {
  /** The word as it was asked for. */
  readonly word: string
  /** Words of the entry that answered to it. */
  readonly found: readonly string[]
  /** What it added to the score. */
  readonly part: number
}

/** Why an entry was found, the weightiest word first; the parts add up to its score. */
export function explain(asks: readonly Ask[], shelved: Shelved, number: number, library: Library): Reason[] {
  const { all, headlines } = library.scorable(shelved)
  return asks
    .map((ask) => {
      const whole = scoreOf(all, locate(all.postings, ask), 1, number)
      const part = whole + scoreOf(headlines, locate(headlines.postings, ask), library.headlineWeight, number)
      return { word: ask.word.word, found: part > 0 ? answering(ask, shelved, number, library) : [], part }
    })
    .filter(({ part }) => part > 0)
    .sort((a, b) => b.part - a.part)
}

function answering({ members }: Ask, { segment }: Shelved, number: number, { vocabulary }: Library): string[] {
  const terms = new Set(members.map(({ term }) => term))
  const words = [...wordsOf(segment, number)].filter((word) => terms.has(vocabulary.termOf[word] ?? -1))
  return words.map((word) => vocabulary.spelling[word] ?? '').sort()
}
