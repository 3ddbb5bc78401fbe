import type { Estimate, Extremes, ExtremesChange, NonResponse, Satisfaction } from '@casewell/scoring'
import type { ChannelCosts } from '@casewell/scoring/economics'
import type { KanoFeature } from '@casewell/scoring/kano'
import type { Resolution } from '../fold/cohort.ts'
import type { Dimension } from '../fold/place.ts'
import type { Period } from '../week.ts'

/** One question of one survey: the ends first, the score, the mean last. */
export interface QuestionScore {
  readonly survey: string
  readonly question: string
  readonly metric: 'csat' | 'nps' | 'ces' | 'scale'
  readonly min: number
  readonly max: number
  readonly n: number
  readonly extremes: Extremes
  /** By the usual convention of its metric: top-2-box, promoters minus detractors, at least somewhat agree, mean. */
  readonly score: Estimate
  readonly satisfaction: Satisfaction
  readonly responseRate: Estimate
  /** What the silent can hide; of CSAT. */
  readonly silence: NonResponse | null
}

/** One question over time. */
export interface QuestionSeries {
  readonly survey: string
  readonly question: string
  readonly metric: QuestionScore['metric']
  /** Whole weeks in one point: so many that no report has more than thirteen points, for few answers tell nothing. */
  readonly weeksPerPoint: number
  /** By the first Monday of each. */
  readonly weeks: readonly { readonly week: string; readonly score: Estimate }[]
  /** Against the period of equal length before; null where either had no answers. */
  readonly change: ExtremesChange | null
}

/** Everything about one place. */
export interface PlaceScore {
  readonly questions: readonly QuestionScore[]
  readonly resolution: Resolution
  readonly costs: ChannelCosts
}

/** One group of the report: its scores, or the reason why they are not shown. */
export interface GroupScore {
  readonly name: string
  readonly score: PlaceScore | null
  /** `too-small`: below the floor. `would-tell`: shown, it would tell the scores of one that is too small. */
  readonly hidden: 'too-small' | 'would-tell' | null
}

/** A feature of a Kano survey; its curve is a function and stays out, so that the report is plain JSON. */
export type KanoScore = Omit<KanoFeature, 'curve'>

/** A report: plain JSON. */
export interface ScoreReport {
  readonly period: Period
  /** What was known by then. ISO 8601, UTC. */
  readonly asOf: string
  readonly by: Dimension
  /** Days that a resolution has to stay quiet. */
  readonly windowDays: number
  /** Groups with fewer answers are not shown. */
  readonly floor: number
  readonly currency: string
  readonly overall: PlaceScore
  readonly series: readonly QuestionSeries[]
  readonly groups: readonly GroupScore[]
  readonly kano: readonly { readonly survey: string; readonly features: readonly KanoScore[] }[]
}
