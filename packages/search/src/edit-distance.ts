/** Longer words are not compared: no misspelling is looked for in what is hardly a word. */
const LONGEST = 64
/** Three rows of the table in turn: the one before the last, the last, and the one being filled. */
const rows = [0, 1, 2].map(() => new Uint8Array(LONGEST + 1)) as [Uint8Array, Uint8Array, Uint8Array] // three of them

/**
 * Edits between two words: letters inserted, deleted, replaced, or swapped with their neighbour (optimal string
 * alignment); of words longer than 64 letters, infinitely many. Source: F. J. Damerau, "A technique for computer
 * detection and correction of spelling errors", CACM 1964.
 */
export function editDistance(a: string, b: string): number {
  if (a.length > LONGEST || b.length > LONGEST) return a === b ? 0 : Infinity
  let [older, last, next] = rows
  for (let j = 0; j <= b.length; j++) last[j] = j
  for (let i = 1; i <= a.length; i++) {
    fill(next, last, older, a, b, i)
    ;[older, last, next] = [last, next, older]
  }
  return last[b.length] as number // in bounds, as are all places of the rows
}

function fill(next: Uint8Array, last: Uint8Array, older: Uint8Array, a: string, b: string, i: number): void {
  const letter = a.charCodeAt(i - 1)
  const before = a.charCodeAt(i - 2)
  next[0] = i
  for (let j = 1; j <= b.length; j++) {
    const other = b.charCodeAt(j - 1)
    const replaced = (last[j - 1] as number) + (letter === other ? 0 : 1)
    let least = Math.min((last[j] as number) + 1, (next[j - 1] as number) + 1, replaced)
    if (i > 1 && j > 1 && letter === b.charCodeAt(j - 2) && before === other)
      least = Math.min(least, (older[j - 2] as number) + 1)
    next[j] = least
  }
}
