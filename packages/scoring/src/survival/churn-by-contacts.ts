import { scoringErrors } from '../errors.ts'
import { type Estimate, type EstimateOptions, estimate, type Interval, type Warning } from '../estimate.ts'
import { LEVEL, wilson, zOf } from '../interval/proportion.ts'
import { isotonic } from '../models/isotonic.ts'
import { chiSquaredUpper } from '../numeric/gamma-distribution.ts'
import { requireWhole } from '../require.ts'
import type { Accumulator } from '../stream/accumulator.ts'

/** One customer over the period: how often they had to make contact, and whether they left. */
export interface ContactedCustomer {
  readonly contacts: number
  readonly churned: boolean
}

/** Customers by number of contacts, the last entry for `most` and more. Plain JSON. */
export interface ChurnCounts {
  readonly v: 1
  readonly churned: readonly number[]
  readonly stayed: readonly number[]
}

/** Those with one number of contacts. */
export interface ChurnStep {
  readonly contacts: number
  /** The last step also holds those with more. */
  readonly orMore: boolean
  readonly share: Estimate
  /** The share smoothed so that it never falls with more contacts, by customers' weight; null without customers. */
  readonly monotone: number | null
}

/** Leaving by number of contacts. */
export interface ChurnByContacts {
  readonly customers: number
  readonly steps: readonly ChurnStep[]
  /** Cochran's and Armitage's test of a steady rise; null when nobody, or everybody, left. */
  readonly trend: { readonly chiSquare: number; readonly pValue: number } | null
  /** The number of contacts from which on leaving jumps most; null when nothing jumps. */
  readonly jump: ChurnJump | null
}

/** Leaving on both sides of a number of contacts. */
export interface ChurnJump {
  readonly contacts: number
  readonly below: Estimate
  readonly from: Estimate
  /** Share from there on, over the share below; null where nobody left below. */
  readonly relativeRisk: { readonly value: number; readonly interval: Interval } | null
  readonly warnings: readonly Warning[]
}

/**
 * The accumulator of leaving by repeat contacts. It keeps the steps: what happens at the fourth call and not before,
 * a straight line would hide.
 *
 * Sources: Armitage, Biometrics 11 (1955) 375–386 (trend); Katz et al., Biometrics 34 (1978) 469–474 (relative risk).
 *
 * @param most - numbers of contacts from here on count as one step
 * @throws `scoring/out-of-range`; from `result`, `scoring/over-retracted`
 * @example
 * ```ts
 * import { churnByContacts } from '@casewell/scoring/survival'
 *
 * const churn = churnByContacts({ most: 2 })
 * const seen = (contacts: number, left: number, all: number) =>
 *   Array.from({ length: all }, (_, i) => ({ contacts, churned: i < left }))
 * const state = churn.addAll(churn.zero(), [...seen(0, 5, 50), ...seen(1, 4, 50), ...seen(3, 20, 40)])
 * const { steps, jump } = churn.result(state)
 * console.log(steps.map((step) => step.monotone)) // [ 0.09, 0.09, 0.5 ]
 * console.log(jump?.contacts, jump?.relativeRisk?.value.toFixed(1)) // 2 5.6
 * ```
 */
export function churnByContacts({
  most = 5,
}: {
  readonly most?: number
} = {}): Accumulator<ContactedCustomer, ChurnCounts, ChurnByContacts, EstimateOptions> {
  requireWhole('the number of contacts of the last step', most, 1, 1000)
  const zeros = () => new Array<number>(most + 1).fill(0)
  const counted = (state: ChurnCounts, customers: Iterable<ContactedCustomer>, times: 1 | -1): ChurnCounts => {
    const [churned, stayed] = [[...state.churned], [...state.stayed]]
    for (const customer of customers) {
      const step = Math.min(most, requireWhole('a number of contacts', customer.contacts))
      const side = customer.churned ? churned : stayed
      side[step] = (side[step] ?? 0) + times
    }
    return { v: 1, churned, stayed }
  }
  return {
    id: `churn-by-contacts 0–${most}`,
    zero: () => ({ v: 1, churned: zeros(), stayed: zeros() }),
    add: (state, customer) => counted(state, [customer], 1),
    addAll: (state, customers) => counted(state, customers, 1),
    retract: (state, customer) => counted(state, [customer], -1),
    merge: mergeCounts,
    result: churnOf,
  }
}

function mergeCounts(a: ChurnCounts, b: ChurnCounts): ChurnCounts {
  const [left, right] = [a.churned.length - 1, b.churned.length - 1]
  if (left !== right) throw scoringErrors['unlike-states']({ left: `0–${left} contacts`, right: `0–${right} contacts` })
  const plus = (x: readonly number[], y: readonly number[]): number[] => x.map((count, i) => count + (y[i] ?? 0))
  return { v: 1, churned: plus(a.churned, b.churned), stayed: plus(a.stayed, b.stayed) }
}

/** Customers of one step, or of several. */
interface Group {
  readonly churned: number
  readonly n: number
}

function churnOf(state: ChurnCounts, options: EstimateOptions = {}): ChurnByContacts {
  const least = Math.min(...state.churned, ...state.stayed)
  if (least < 0) throw scoringErrors['over-retracted']({ what: 'churn by contacts', count: least })
  const groups = state.churned.map((churned, step) => ({ churned, n: churned + (state.stayed[step] ?? 0) }))
  const customers = together(groups).n
  const smooth = smoothed(groups)
  const steps = groups.map((group, contacts) => ({
    contacts,
    orMore: contacts === groups.length - 1,
    share: shareOf(group, options),
    monotone: smooth.get(contacts) ?? null,
  }))
  return { customers, steps, trend: trendOf(groups), jump: jumpOf(groups, options) }
}

const together = (groups: readonly Group[]): Group => ({
  churned: groups.reduce((sum, group) => sum + group.churned, 0),
  n: groups.reduce((sum, group) => sum + group.n, 0),
})

function shareOf({ churned, n }: Group, options: EstimateOptions): Estimate {
  const interval = n === 0 ? null : wilson(churned, n, options.level)
  const value = n === 0 ? null : churned / n
  const about = { metric: 'churn', convention: 'left / all', evidence: 'behaviour' } as const
  return estimate({ value, interval, n, ...about }, options)
}

function smoothed(groups: readonly Group[]): Map<number, number> {
  const seen = groups.flatMap(({ churned, n }, x) => (n === 0 ? [] : [{ x, y: churned / n, weight: n }]))
  return new Map(seen.length === 0 ? [] : isotonic(seen).points.map(({ x, value }) => [x, value]))
}

function trendOf(groups: readonly Group[]): ChurnByContacts['trend'] {
  const { churned, n } = together(groups)
  const share = churned / n
  const surplus = groups.reduce((sum, group, step) => sum + step * (group.churned - group.n * share), 0)
  const first = groups.reduce((sum, group, step) => sum + step * group.n, 0)
  const second = groups.reduce((sum, group, step) => sum + step * step * group.n, 0)
  const variance = share * (1 - share) * (second - (first * first) / n)
  if (!(variance > 0)) return null
  const chiSquare = (surplus * surplus) / variance
  return { chiSquare, pValue: chiSquaredUpper(chiSquare, 1) }
}

/** The cut that makes what was seen likeliest, among those above which a larger share left. */
function jumpOf(groups: readonly Group[], options: EstimateOptions): ChurnJump | null {
  const cuts = groups.slice(1).flatMap((_, i) => {
    const [below, from] = [together(groups.slice(0, i + 1)), together(groups.slice(i + 1))]
    const rises = from.churned * below.n > below.churned * from.n
    return rises ? [{ contacts: i + 1, below, from, likelihood: likelihood(below) + likelihood(from) }] : []
  })
  const best = cuts.reduce<(typeof cuts)[number] | undefined>(
    (top, cut) => (top === undefined || cut.likelihood > top.likelihood ? cut : top),
    undefined,
  )
  if (best === undefined) return null
  const { contacts, below, from } = best
  return {
    contacts,
    below: shareOf(below, options),
    from: shareOf(from, options),
    relativeRisk: below.churned === 0 ? null : relativeRisk(from, below, options.level ?? LEVEL),
    warnings: [chosen],
  }
}

const chosen: Warning = {
  code: 'chosen-from-data',
  message: 'the jump was sought where it is largest, so it looks larger here than it will elsewhere.',
}

const likelihood = ({ churned, n }: Group): number =>
  (churned > 0 ? churned * Math.log(churned / n) : 0) + (churned < n ? (n - churned) * Math.log(1 - churned / n) : 0)

function relativeRisk(from: Group, below: Group, level: number) {
  const value = from.churned / from.n / (below.churned / below.n)
  const factor = Math.exp(zOf(level) * Math.sqrt(1 / from.churned - 1 / from.n + 1 / below.churned - 1 / below.n))
  return { value, interval: { lower: value / factor, upper: value * factor, level, method: 'katz log' } }
}
