/**
 * Edits between two words: letters inserted, deleted, replaced, or swapped with their neighbour (optimal string
 * alignment). Source: F. J. Damerau, "A technique for computer detection and correction of spelling errors", CACM 1964.
 */
export function editDistance(a: string, b: string): number {
  let [older, old]: [readonly number[], readonly number[]] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (old[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swapped = isSwapped ? (older[j - 2] ?? 0) + 1 : replaced
      row.push(Math.min((old[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, replaced, swapped))
    }
    older = old
    old = row
  }
  return old[b.length] ?? 0
}
