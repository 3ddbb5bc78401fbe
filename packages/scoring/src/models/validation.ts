import { isCasewellError } from '@casewell/errors'
import { type Estimate, estimate, type Warning } from '../estimate.ts'
import { LEVEL, zOf } from '../interval/proportion.ts'
import { auroc } from './auroc.ts'
import { calibration } from './calibration.ts'
import type { Split } from './folds.ts'
import { type Reliability, reliability } from './reliability.ts'

/** How well chances do on cases that the model has not learned from. */
export interface Validation {
  /** How the cases were parted. */
  readonly design: string
  /** How many cases were judged. */
  readonly n: number
  /** Below 0.5 the model ranks backwards. */
  readonly auroc: Estimate
  readonly brier: number
  /** The Brier score of telling everybody the share seen in training. */
  readonly brierOfPrevalence: number
  /** 1 − brier / brierOfPrevalence; above 0 the model beats the base rate. Its interval pairs both case by case. */
  readonly skill: Estimate
  /** Of the outcome on the log-odds given: 1 is right, below 1 the chances are too extreme; null if it has no estimate. */
  readonly calibrationSlope: number | null
  readonly reliability: Reliability
}

/** What was said of a case that was held out, and what happened. */
export interface HeldOut {
  readonly chance: number
  /** The share with the outcome in the training cases. */
  readonly prevalence: number
  readonly happened: boolean
}

/** The chances given to every held-out case by a model of the others. */
export function heldOut(
  splits: readonly Split[],
  outcomes: readonly boolean[],
  chancesOf: (split: Split) => readonly number[],
): HeldOut[] {
  return splits.flatMap((split) => {
    const prevalence = split.train.filter((i) => outcomes[i]).length / split.train.length
    const chances = chancesOf(split)
    return split.test.map((i, place) => ({ chance: chances[place] ?? 0, prevalence, happened: outcomes[i] === true }))
  })
}

/** Judges held-out chances. Both outcomes must be among them. */
export function validated(design: string, cases: readonly HeldOut[]): Validation {
  const chances = cases.map(({ chance }) => chance)
  const outcomes = cases.map(({ happened }) => happened)
  const distance = (of: (one: HeldOut) => number): number =>
    cases.reduce((sum, one) => sum + (of(one) - Number(one.happened)) ** 2, 0) / cases.length
  const brier = distance(({ chance }) => chance)
  const brierOfPrevalence = distance(({ prevalence }) => prevalence)
  const diagram = reliability()
  return {
    design,
    n: cases.length,
    auroc: auroc(chances, outcomes),
    brier,
    brierOfPrevalence,
    skill: skillOf(cases, brierOfPrevalence),
    calibrationSlope: slopeOf(chances, outcomes),
    reliability: diagram.result(diagram.addAll(diagram.zero(), cases)),
  }
}

/** How much closer the chances lie than the base rate does, as a share of what the base rate leaves. */
function skillOf(cases: readonly HeldOut[], brierOfPrevalence: number): Estimate {
  const n = cases.length
  const gains = cases.map(({ chance, prevalence, happened }) => {
    const outcome = Number(happened)
    return ((prevalence - outcome) ** 2 - (chance - outcome) ** 2) / brierOfPrevalence
  })
  const value = gains.reduce((sum, gain) => sum + gain, 0) / n
  const variance = gains.reduce((sum, gain) => sum + (gain - value) ** 2, 0) / (n - 1) / n
  const half = zOf(LEVEL) * Math.sqrt(variance)
  const interval = { lower: value - half, upper: value + half, level: LEVEL, method: 'wald, case by case' }
  const about = { metric: 'Brier skill', convention: 'against the base rate of training', evidence: 'model' } as const
  return estimate({ value, interval, n, ...about }, {}, Number.POSITIVE_INFINITY)
}

/** Skill whose interval reaches down to 0 may be luck. */
export function thinSkill({ skill }: Validation): Warning[] {
  if ((skill.interval?.lower ?? 0) > 0) return []
  return [{ code: 'thin-skill', message: 'the skill may be luck: its interval reaches down to the base rate.' }]
}

function slopeOf(chances: readonly number[], outcomes: readonly boolean[]): number | null {
  try {
    return calibration(chances, outcomes).slope.value
  } catch (error) {
    if (isCasewellError(error, 'scoring/')) return null
    throw error
  }
}
