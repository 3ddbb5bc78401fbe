/** A text as it is compared, and where each of its letters came from. */
export interface Folded {
  readonly text: string
  /** Where the letter that became the one at this offset begins in the original. */
  startOf(offset: number): number
  /** Where the letter that became the one before this offset ends in the original. */
  endOf(offset: number): number
}

/** One letter with its marks; Korean letters written apart, as in some file names, and half-width kana with theirs. */
const LETTER = /[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|\P{M}[\p{M}\uff9e\uff9f]*/gsu

/** A text in its compatibility form (Unicode NFKC) and lower case: `Ｗｉ－Ｆｉ` and `wi-fi` are the same. */
export function fold(text: string): Folded {
  const composed = text.normalize('NFKC')
  const lower = composed.toLowerCase()
  if (composed !== text || lower.length !== text.length) return foldLetters(text)
  return { text: lower, startOf: (offset) => offset, endOf: (offset) => offset }
}

function foldLetters(text: string): Folded {
  const starts: number[] = []
  const ends: number[] = []
  let folded = ''
  for (const { 0: letter, index } of text.matchAll(LETTER)) {
    const plain = letter.normalize('NFKC').toLowerCase()
    for (let i = 0; i < plain.length; i++) {
      starts.push(index)
      ends.push(index + letter.length)
    }
    folded += plain
  }
  return { text: folded, startOf: (offset) => starts[offset] ?? 0, endOf: (offset) => ends[offset - 1] ?? 0 }
}
