import type { Applies } from '@casewell/knowledge/contract'

/** An article that was found, by its number, and how well it fits. */
export interface Found {
  readonly number: number
  /** Before it is weighed by whether it fits. */
  readonly score: number
  readonly applies: Applies
}

/**
 * The best of those found, and whoever shares the last place with them: who of equals comes first is decided by their
 * ids, which only the database knows.
 */
export function best(found: readonly Found[], size: number): readonly Found[] {
  const least = leastOfBest(found, size)
  return found.filter(({ score }) => score >= least)
}

/** The score in the last place; 0 where there are no more than so many. */
function leastOfBest(found: readonly Found[], size: number): number {
  if (found.length <= size) return 0
  if (size > found.length / 16) return found.map(({ score }) => score).sort((a, b) => b - a)[size - 1] ?? 0
  const highest = new Float64Array(Math.max(1, size)) // ascending: the first is the one to beat
  for (const { score } of found) {
    if (score <= (highest[0] ?? 0)) continue
    let place = 0
    for (; place + 1 < highest.length && score > (highest[place + 1] ?? 0); place++)
      highest[place] = highest[place + 1] ?? 0
    highest[place] = score
  }
  return highest[0] ?? 0
}
