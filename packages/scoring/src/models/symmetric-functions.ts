/**
 * The ways to reach each total score: coefficient r of the product of the items' polynomials, where the polynomial of
 * an item holds at power h the weight of answering h. For yes/no items these are the elementary symmetric functions.
 */
export interface ScoreWays {
  readonly all: readonly number[]
  /** The same without one item. */
  readonly without: readonly (readonly number[])[]
}

/** All ways, and all ways without each item in turn, by products from the left and from the right: nothing is divided. */
export function scoreWays(items: readonly (readonly number[])[]): ScoreWays {
  const left: (readonly number[])[] = [[1]]
  for (const item of items) left.push(product(left.at(-1) ?? [1], item))
  let right: readonly number[] = [1]
  const without = items.map((): readonly number[] => [])
  for (let i = items.length - 1; i >= 0; i--) {
    without[i] = product(left[i] ?? [1], right)
    right = product(items[i] ?? [1], right)
  }
  return { all: left.at(-1) ?? [1], without }
}

function product(a: readonly number[], b: readonly number[]): number[] {
  const result = new Array<number>(a.length + b.length - 1).fill(0)
  for (let i = 0; i < a.length; i++) {
    const x = a[i] ?? 0
    for (let j = 0; j < b.length; j++) result[i + j] = (result[i + j] ?? 0) + x * (b[j] ?? 0)
  }
  return result
}
