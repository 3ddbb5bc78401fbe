export {
  type CentreEvent,
  type CentreRule,
  type CentreState,
  type ContactCentre,
  contactCentre,
} from './contact/contact-centre.ts'
export { type Fcr, type FcrOptions, type FcrRule, fcr, issueOutcomes } from './contact/fcr.ts'
export type { IssueEvent, IssueHistory, IssueKey, KeptEvent } from './contact/issue-history.ts'
export { type IssueOutcome, issueOutcome, type RepeatRule } from './contact/issue-outcome.ts'
export { inputErrors, modelErrors, scoringErrors } from './errors.ts'
export type { Estimate, EstimateOptions, Evidence, Interval, TimeRange, Warning } from './estimate.ts'
export {
  type Counted,
  compareShares,
  type DifferenceMethod,
  differenceInterval,
  type ShareDifference,
} from './interval/difference.ts'
export { type Bounded, mover } from './interval/mover.ts'
export { benjaminiHochberg, holm } from './interval/multiplicity.ts'
export { type NpsCounts, type NpsMethod, type NpsMoments, npsInterval, npsMoments } from './interval/nps-interval.ts'
export {
  agrestiCoull,
  clopperPearson,
  jeffreys,
  type ProportionMethod,
  proportionInterval,
  wald,
  wilson,
  wilsonContinuity,
} from './interval/proportion.ts'
export { power, type SampleSize, type ShareChange, sampleSize, sampleSizeForMargin } from './interval/sample-size.ts'
export { type BetaBinomialFit, betaBinomial, type GroupCount, type ShrunkShare } from './sample/beta-binomial.ts'
export { type DirichletOptions, dirichletScore, dirichletShare, type Posterior } from './sample/dirichlet.ts'
export {
  type DeltaRow,
  deltaSensitivity,
  type ManskiBounds,
  manskiBounds,
  type NonResponse,
  type NonResponseOptions,
  nonResponse,
  type Response,
} from './sample/non-response.ts'
export { postStratify } from './sample/post-stratify.ts'
export { type Margins, type Raked, type RakeOptions, type RakeRow, rake } from './sample/rake.ts'
export { type Asked, type PropensityCorrection, responsePropensity } from './sample/response-propensity.ts'
export {
  type WeightedAnswer,
  type WeightedMethod,
  type WeightedShare,
  weightedShare,
} from './sample/weighted-share.ts'
export { kish, type Trimmed, trimWeights, type WeightQuality } from './sample/weights.ts'
export { type Change, compareEstimates } from './satisfaction/change.ts'
export { compareScales, type ScaleComparison } from './satisfaction/compare.ts'
export {
  type Convention,
  type CsatConvention,
  csatConventions,
  type EffortConvention,
  effortConventions,
} from './satisfaction/conventions.ts'
export { csat, effort } from './satisfaction/csat.ts'
export { type Defection, type DefectionGroup, defection, type Followed } from './satisfaction/defection.ts'
export {
  compareExtremes,
  type EndsOptions,
  type ExtremeChange,
  type Extremes,
  type ExtremesChange,
  extremes,
} from './satisfaction/extremes.ts'
export { type MeanEstimate, meanScore } from './satisfaction/mean.ts'
export {
  type NpsBand,
  type NpsBands,
  type NpsOptions,
  type NpsScore,
  netPromoterScore,
  npsBand,
  npsBands,
  npsOfCounts,
} from './satisfaction/nps.ts'
export { nps, npsOf } from './satisfaction/nps-accumulator.ts'
export { type NpsTest, npsTest } from './satisfaction/nps-claim.ts'
export { type NpsDifference, npsCompare } from './satisfaction/nps-compare.ts'
export { type Satisfaction, satisfaction, scale } from './satisfaction/satisfaction.ts'
export type { Answer, Scale, ScaleState, WeightedPoint } from './satisfaction/scale.ts'
export type { ShareOptions } from './satisfaction/share.ts'
export { type Accumulator, mergeAll } from './stream/accumulator.ts'
export { type Moments, type MomentsState, moments } from './stream/moments.ts'
export { type Quantiles, type QuantilesState, quantiles } from './stream/quantiles.ts'
export { proportion, type ShareState } from './stream/share-counter.ts'
