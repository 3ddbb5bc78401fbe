export type { AnswerMatrix } from './answer-matrix.ts'
export { type AurocComparison, auroc, compareAuroc } from './auroc.ts'
export { type Calibration, calibration } from './calibration.ts'
export type { Coefficient } from './coefficient.ts'
export { cronbachAlpha } from './cronbach.ts'
export { category, type Design, design, numeric, steps, type Term } from './design.ts'
export { modelErrors } from './errors.ts'
export { type ForecastQuality, forecastQuality } from './forecast-quality.ts'
export { type GradedFit, type GradedItem, type GradedOptions, gradedResponse } from './graded-response.ts'
export { type GroupShare, groupShare, type PartlySilentGroup } from './group-share.ts'
export { type IsotonicFit, type IsotonicPoint, isotonic, isotonicValue } from './isotonic.ts'
export type { LinkName } from './link.ts'
export { type BinaryData, type LogitFit, logit } from './logit.ts'
export type { ModelCard } from './model-card.ts'
export {
  type OrdinalData,
  type OrdinalFit,
  type OrdinalOptions,
  ordinalLogit,
  type Proportionality,
  proportionality,
} from './ordinal-logit.ts'
export { type OrdinalMixedFit, ordinalMixed, type RepeatedRatings } from './ordinal-mixed.ts'
export type { PersonDegree } from './person-degree.ts'
export { type PlattFit, platt, plattChance } from './platt.ts'
export { predictChance } from './predict-chance.ts'
export {
  GATE,
  type LabelledData,
  type Predictor,
  type PredictorCard,
  type Refusal,
  type RefusalReason,
  type TrainingOptions,
  trainPredictor,
} from './predictor.ts'
export { type RaschFit, type RaschItem, type RaschOptions, rasch } from './rasch.ts'
export type { ScoreAbility } from './rasch-ability.ts'
export type { RaschOrigin } from './rasch-origin.ts'
export type { RaschModel } from './rasch-scale.ts'
export {
  type Forecast,
  type Reliability,
  type ReliabilityBin,
  type ReliabilityState,
  reliability,
} from './reliability.ts'
export type { Validation } from './validation.ts'
