/**
 * The exact sum of doubles, as its own rounding, then the rounding of what that left out, and so on: `[0.6, -1.1e-17]`.
 * One real number has one such list, so sums are equal to the last bit whatever the order and the sharding. Plain JSON;
 * `[]` is zero; the first entry is the sum as a double.
 */
export type ExactSum = readonly number[]

/**
 * The sum as a double, correctly rounded.
 *
 * @example
 * ```ts
 * import { plus, sumOf } from '@casewell/scoring/numeric'
 *
 * const costs = [1e16, 1, -1e16]
 * console.log(costs.reduce((sum, x) => sum + x, 0), sumOf(costs.reduce(plus, []))) // 0 1
 * ```
 */
export function sumOf(sum: ExactSum): number {
  return sum[0] ?? 0
}

/**
 * The sum and one more number; to take a number back, add its negative.
 *
 * @example
 * ```ts
 * import { plus, sumOf } from '@casewell/scoring/numeric'
 *
 * const dimes = new Array<number>(10).fill(0.1)
 * console.log(dimes.reduce((sum, x) => sum + x, 0), sumOf(dimes.reduce(plus, []))) // 0.9999999999999999 1
 * ```
 */
export function plus(sum: ExactSum, x: number): ExactSum {
  if (sum.length <= 1) {
    const held = sumOf(sum)
    const total = held + x
    const isExact = Number.isSafeInteger(total) && Number.isInteger(x) && Number.isInteger(held)
    if (isExact) return total === 0 ? [] : [total]
  }
  return canonical(grow([...sum].reverse(), x))
}

/**
 * The sum of two sums.
 *
 * @example
 * ```ts
 * import { plus, plusSum, sumOf } from '@casewell/scoring/numeric'
 *
 * const [monday, tuesday] = [[0.1, 0.7], [0.2]].map((costs) => costs.reduce(plus, []))
 * console.log(sumOf(plusSum(monday ?? [], tuesday ?? []))) // 1
 * ```
 */
export function plusSum(a: ExactSum, b: ExactSum): ExactSum {
  return b.reduce<ExactSum>((sum, x) => plus(sum, x), a)
}

/**
 * The sum with its sign changed.
 *
 * @example
 * ```ts
 * import { minusSum, plus, plusSum } from '@casewell/scoring/numeric'
 *
 * const tuesday = plus(plus([], 0.1), 0.2)
 * console.log(plusSum(tuesday, minusSum(tuesday))) // []
 * ```
 */
export function minusSum(sum: ExactSum): ExactSum {
  return sum.map((x) => -x)
}

/** The sum times a number, exactly. */
export function timesNumber(sum: ExactSum, factor: number): ExactSum {
  return sum.reduce<ExactSum>((total, x) => plusSum(total, exactProduct(x, factor)), [])
}

/** The product of two sums, exactly. */
export function timesSum(a: ExactSum, b: ExactSum): ExactSum {
  return b.reduce<ExactSum>((total, x) => plusSum(total, timesNumber(a, x)), [])
}

/** a·b as an exact sum of two doubles (Dekker 1971); |a·b| must lie between 1e-290 and 1e300, or be zero. */
export function exactProduct(a: number, b: number): ExactSum {
  const product = a * b
  const [aHigh, aLow] = split(a)
  const [bHigh, bLow] = split(b)
  const rest = aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow)
  return product === 0 ? [] : rest === 0 ? [product] : [product, rest]
}

/** The halves of a double, 26 bits each (Veltkamp). */
function split(x: number): [number, number] {
  const big = 134217729 * x
  const high = big - (big - x)
  return [high, x - high]
}

/** Adds x to parts that do not overlap, smallest first, and keeps them so (Shewchuk 1997, Grow-Expansion). */
function grow(parts: readonly number[], x: number): number[] {
  const result: number[] = []
  let carry = x
  for (const part of parts) {
    const sum = carry + part
    const virtual = sum - carry
    const rest = carry - (sum - virtual) + (part - virtual)
    if (rest !== 0) result.push(rest)
    carry = sum
  }
  if (carry !== 0) result.push(carry)
  return result
}

function canonical(parts: number[]): ExactSum {
  const result: number[] = []
  for (let rest = parts; ; ) {
    const head = rounded(rest)
    if (head === 0) return result
    result.push(head)
    rest = grow(rest, -head)
  }
}

/** The correctly rounded sum of parts that do not overlap, smallest first. */
function rounded(parts: readonly number[]): number {
  let i = parts.length - 1
  let head = parts[i] ?? 0
  let rest = 0
  while (--i >= 0 && rest === 0) {
    const next = parts[i] ?? 0
    const sum = head + next
    rest = next - (sum - head)
    head = sum
  }
  // Halfway between two doubles, what lies further below decides.
  const below = parts[i] ?? 0
  if (rest !== 0 && rest < 0 === below < 0 && below !== 0) {
    const twice = rest * 2
    const up = head + twice
    if (up - head === twice) return up
  }
  return head
}
