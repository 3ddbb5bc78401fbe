import { scoringErrors } from '../errors.ts'
import { type Estimate, type EstimateOptions, estimate, type Interval, type Warning } from '../estimate.ts'
import { LEVEL, zOf } from '../interval/proportion.ts'
import { shareEstimate } from '../interval/share-estimate.ts'
import { type ScaleState, tally } from './scale.ts'

/** The answers of the customers who stayed and of those who left, on one scale. */
export interface Followed {
  readonly stayed: ScaleState
  readonly left: ScaleState
}

/** One group of answers, looked at from both sides. */
export interface DefectionGroup {
  readonly name: string
  /** Customers who answered so. */
  readonly n: number
  /** Who answers so, leaves: P(left | answer). This is the one to act on. */
  readonly leaves: Estimate
  /** Who left, had answered so: P(answer | left). This is the one that gets quoted. */
  readonly ofLeavers: Estimate
  /** How many times as often such customers leave as all do; 1 means that the answer says nothing. */
  readonly lift: Estimate
}

/** Who left, box by box. */
export interface Defection {
  readonly overall: Estimate
  readonly boxes: readonly DefectionGroup[]
  /** The satisfied together: the two highest points unless told otherwise. */
  readonly satisfied: DefectionGroup
  readonly warnings: readonly Warning[]
}

/**
 * Do answers tell who leaves? "75 % of those who left were satisfied" alone proves nothing: if 90 % of all customers are
 * satisfied, the satisfied leave *less* often than the others (lift 0.83). So every box comes with both conditional
 * shares and the lift.
 *
 * @throws `scoring/unlike-states` when the two states have different scales
 * @example
 * ```ts
 * import { defection, scale } from '@casewell/scoring'
 *
 * const stars = scale({ min: 1, max: 5 })
 * const asked = (satisfied: number, others: number) =>
 *   stars.addAll(stars.zero(), [...new Array<number>(satisfied).fill(5), ...new Array<number>(others).fill(2)])
 * const { satisfied } = defection({ stayed: asked(825, 75), left: asked(75, 25) })
 * console.log(satisfied.ofLeavers.value, satisfied.lift.value?.toFixed(2)) // 0.75 0.83
 * ```
 */
export function defection(
  { stayed, left }: Followed,
  options: EstimateOptions & { readonly satisfiedFrom?: number } = {},
): Defection {
  if (stayed.min !== left.min || stayed.max !== left.max) {
    throw scoringErrors['unlike-states']({
      left: `a scale ${stayed.min}–${stayed.max}`,
      right: `a scale ${left.min}–${left.max}`,
    })
  }
  const { satisfiedFrom = left.max - 1 } = options
  const [gone, here] = [tally(left).weights, tally(stayed).weights]
  const group = (name: string, belongs: (value: number) => boolean): DefectionGroup => {
    const count = (weights: readonly number[]) =>
      weights.reduce((sum, w, i) => sum + (belongs(left.min + i) ? w : 0), 0)
    return groupOf(
      name,
      { left: count(gone), stayed: count(here), allLeft: total(gone), all: total(gone) + total(here) },
      options,
    )
  }
  const satisfied = group(`${satisfiedFrom}–${left.max}`, (value) => value >= satisfiedFrom)
  const all = total(gone) + total(here)
  return {
    overall: share('leaves', 'all customers', total(gone), all, options),
    boxes: gone.map((_, i) => group(String(left.min + i), (value) => value === left.min + i)),
    satisfied,
    warnings: caution(satisfied),
  }
}

interface Counts {
  readonly left: number
  readonly stayed: number
  readonly allLeft: number
  readonly all: number
}

function groupOf(name: string, counts: Counts, options: EstimateOptions): DefectionGroup {
  const n = counts.left + counts.stayed
  return {
    name,
    n,
    leaves: share('leaves', `of those who answered ${name}`, counts.left, n, options),
    ofLeavers: share('answered so', `${name}, of those who left`, counts.left, counts.allLeft, options),
    lift: liftOf(name, counts, options),
  }
}

function share(metric: string, convention: string, count: number, n: number, options: EstimateOptions): Estimate {
  return shareEstimate(count, n, { metric, convention, evidence: 'behaviour' }, options)
}

/** The interval is the delta method's on the logarithm, for one multinomial sample of answer × outcome. */
function liftOf(name: string, { left, stayed, allLeft, all }: Counts, options: EstimateOptions): Estimate {
  const n = left + stayed
  const drawn = { n, metric: 'lift', convention: `${name} against all customers`, evidence: 'behaviour' } as const
  if (n === 0 || allLeft === 0) return estimate({ ...drawn, value: null, interval: null }, options)
  const value = (left * all) / (n * allLeft)
  return estimate(
    { ...drawn, value, interval: liftInterval(value, { left, stayed, allLeft, all }, options.level) },
    options,
    Number.POSITIVE_INFINITY,
  )
}

function liftInterval(value: number, { left, stayed, allLeft, all }: Counts, level: number = LEVEL): Interval | null {
  if (left === 0) return null
  const variance = 1 / left - 1 / (left + stayed) - 1 / allLeft + (2 * value - 1) / all
  const factor = Math.exp(zOf(level) * Math.sqrt(Math.max(0, variance)))
  return { lower: value / factor, upper: value * factor, level, method: 'log-delta' }
}

function caution({ ofLeavers, lift, name }: DefectionGroup): Warning[] {
  if (ofLeavers.value === null || ofLeavers.value < 0.5 || lift.interval === null || lift.interval.lower > 1) return []
  const quoted = `${(100 * ofLeavers.value).toFixed(0)} % of those who left had answered ${name}`
  const meaning = `their lift is ${lift.value?.toFixed(2)}: it does not show that the satisfied leave more often.`
  return [{ code: 'satisfied-defectors', message: `${quoted}, but ${meaning}` }]
}

const total = (weights: readonly number[]): number => weights.reduce((sum, w) => sum + w, 0)
