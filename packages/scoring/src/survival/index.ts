export {
  type ChurnByContacts,
  type ChurnCounts,
  type ChurnJump,
  type ChurnStep,
  type ContactedCustomer,
  churnByContacts,
} from './churn-by-contacts.ts'
export { type CoxFit, type CoxOptions, coxRegression, type HazardRatio, type LifetimeData } from './cox.ts'
export {
  kaplanMeier,
  type MedianSurvival,
  type SurvivalCurve,
  type SurvivalIntervalMethod,
  type SurvivalOptions,
  type SurvivalStep,
  survivalCurve,
} from './kaplan-meier.ts'
export { type LifeTable, type LifeTableRow, type Lifetime, tableOf } from './life-table.ts'
export { lifeTable } from './lifetimes.ts'
export { type LogRank, type LogRankGroup, logRank } from './log-rank.ts'
export type { Ties } from './partial-likelihood.ts'
export { type RestrictedMean, restrictedMean, survivalAt } from './survival-reading.ts'
