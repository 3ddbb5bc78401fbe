/** A comparator written from a specification alone, pair by pair, without keys. Negative: `a` comes first. */
export type Order = (a: string, b: string) => number

/** `a` and `b` as numbers of any length. */
export const byNumber: Order = (a, b) => {
  const difference = BigInt(a) - BigInt(b)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

export const byText: Order = (a, b) => (a < b ? -1 : a > b ? 1 : 0)

/** The first difference that is one. */
export const first = (...differences: readonly number[]): number => differences.find((d) => d !== 0) ?? 0

/** Lists place by place; where one has ended, `missing` stands in for it. */
export function byPlaces<T>(a: readonly T[], b: readonly T[], missing: T, order: (a: T, b: T) => number): number {
  const places = Array.from({ length: Math.max(a.length, b.length) }, (_, at) => at)
  return first(...places.map((at) => order(a[at] ?? missing, b[at] ?? missing)))
}
