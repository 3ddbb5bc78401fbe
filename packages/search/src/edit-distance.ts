/** Words longer than this are not compared. */
const LONGEST = 64
const WIDTH = LONGEST + 1
/** Edits between the first i letters of one word and the first j of the other, row by row. The edges never change. */
const table = Uint8Array.from({ length: WIDTH * WIDTH }, (_, at) => (at < WIDTH ? at : Math.floor(at / WIDTH)))

/**
 * Edits between two words: letters inserted, deleted, replaced, or swapped with their neighbour (optimal string
 * alignment); infinitely many where one has more than 64 letters. Source: F. J. Damerau, "A technique for computer
 * detection and correction of spelling errors", CACM 1964.
 *
 * @example
 * ```ts
 * import { editDistance } from '@casewell/search/reading'
 *
 * console.log(editDistance('pritner', 'printer'), editDistance('kitten', 'sitting')) // 1 3
 * ```
 */
export function editDistance(a: string, b: string): number {
  if (Math.max(a.length, b.length) > LONGEST) return Infinity
  const at = (i: number, j: number): number => table[i * WIDTH + j] as number // in bounds
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const isSwapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swapped = isSwapped ? at(i - 2, j - 2) + 1 : replaced
      table[i * WIDTH + j] = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, replaced, swapped)
    }
  }
  return at(a.length, b.length)
}
