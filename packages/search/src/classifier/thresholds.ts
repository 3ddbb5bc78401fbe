import type { Outcome } from './calibration.ts'

/** What happens when texts are answered from this probability on. */
export interface PromiseRow {
  /** Texts at least this probable are answered. */
  readonly from: number
  /** 0…1: share of all texts that are answered. */
  readonly answered: number
  /** 0…1: share of all texts that are answered wrongly. */
  readonly wrong: number
  /** 0…1: share of the answers that are right; 1 where there are none. */
  readonly precision: number
}

/** Where a text is known, where it is new, and how that was found out. */
export interface Thresholds {
  /** From this probability on a text is known; left out where the promise could not be kept at all. */
  readonly known?: number
  /** Below this probability a text is new. */
  readonly new: number
  readonly table: readonly PromiseRow[]
}

/** An outcome and the probability that was given to it. */
export type Rated = Outcome & { readonly probability: number }

const TABLE = [0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99]
/** One-sided 95 %: the promise is kept in 19 of 20 samples. */
const Z = 1.645

/**
 * Chooses thresholds on texts whose outcome is known.
 *
 * @param precision - 0…1: of the texts called known, at least this share shall be rightly answered
 * @param missed - 0…1: of the texts that would be rightly answered, at most this share shall be called new
 */
export function chooseThresholds(outcomes: readonly Rated[], precision: number, missed: number): Thresholds {
  const sorted = outcomes.toSorted((a, b) => b.probability - a.probability)
  const known = lowestKept(sorted, precision)
  const right = sorted.filter((outcome) => outcome.right)
  const fresh = right[Math.floor(right.length * (1 - missed))]?.probability ?? 0
  return {
    ...(known !== undefined && { known }),
    new: Math.min(known ?? 1, fresh),
    table: TABLE.map((from) => rowFrom(from, sorted)),
  }
}

/** The lowest probability from which on the promise is kept, with the doubt of so few texts. */
function lowestKept(sorted: readonly Rated[], precision: number): number | undefined {
  let lowest: number | undefined
  let right = 0
  let all = 0
  let squares = 0
  for (const [i, { probability, weight, right: isRight }] of sorted.entries()) {
    all += weight
    squares += weight * weight
    if (isRight) right += weight
    const isTied = sorted[i + 1]?.probability === probability
    if (!isTied && lowerBound(right / all, (all * all) / squares) >= precision) lowest = probability
  }
  return lowest
}

/**
 * Lower end of Wilson's interval for a share. Source: E. B. Wilson, JASA 1927.
 *
 * @param n - how many texts it rests on; of weighted ones the effective number (Kish, "Survey sampling", 1965)
 */
function lowerBound(share: number, n: number): number {
  const spread = (Z * Z) / n
  return (share + spread / 2 - Math.sqrt(spread * (share * (1 - share) + spread / 4))) / (1 + spread)
}

function rowFrom(from: number, outcomes: readonly Rated[]): PromiseRow {
  const sum = (some: readonly Outcome[]): number => some.reduce((total, { weight }) => total + weight, 0)
  const answered = outcomes.filter(({ probability }) => probability >= from)
  const right = sum(answered.filter((outcome) => outcome.right))
  const all = sum(outcomes)
  const share = (some: number): number => (all === 0 ? 0 : some / all)
  return {
    from,
    answered: share(sum(answered)),
    wrong: share(sum(answered) - right),
    precision: answered.length === 0 ? 1 : right / sum(answered),
  }
}
