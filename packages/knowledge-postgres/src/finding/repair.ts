import { type Lookalike, rightSpelling } from './lookalikes.ts'
import type { Ask, Wish } from './plan.ts'

/** What looks like each word that nobody wrote. */
export type Near = ReadonlyMap<string, readonly Lookalike[]>

/** Adds what looks like a word that nobody wrote; how much it counts falls with the cube of its likeness. */
export function withLookalikes(wishes: readonly Wish[], near: Near): readonly Wish[] {
  return wishes.map((wish) => {
    const alike = (near.get(wish.word.word) ?? []).map(({ term, likeness }) => ({ term, share: likeness ** 3 }))
    return { ...wish, alike }
  })
}

/** The query with each unknown word replaced by the known one that it is a slip of. */
export function didYouMean(query: string, unknown: readonly Ask[], near: Near): { readonly didYouMean?: string } {
  const repairs = unknown.flatMap(({ word }) => {
    const right = word.end === 0 ? undefined : rightSpelling(near.get(word.word) ?? [])
    return right === undefined ? [] : [{ ...word, right }]
  })
  if (repairs.length === 0) return {}
  const lastFirst = repairs.sort((a, b) => b.start - a.start)
  return {
    didYouMean: lastFirst.reduce(
      (text, { start, end, right }) => text.slice(0, start) + right + text.slice(end),
      query,
    ),
  }
}
