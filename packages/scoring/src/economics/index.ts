export { type ChannelCosts, type ChannelCostsState, type ContactCost, channelCosts } from './channel-costs.ts'
export { type ChannelMix, channelMix } from './channel-mix.ts'
export { type ChurnCost, type ChurnPlan, churnCost } from './churn-cost.ts'
export { type Attempts, costPerIssue, type IssueCost, type RepeatCost, repeatCost } from './cost-per-issue.ts'
export { type Arm, type Deflection, type DeflectionTrial, deflection } from './deflection.ts'
export {
  type Amount,
  betaRate,
  type Distribution,
  type Lognormal,
  lognormalRange,
  pert,
  triangular,
} from './distribution.ts'
export { monteCarlo, type Percentile, type Simulation, type SimulationResult, type Values } from './monte-carlo.ts'
export { type Preset, presets } from './presets.ts'
export {
  type AssistedWork,
  type SelfServiceEffect,
  type SelfServicePlan,
  selfServiceEffect,
} from './self-service-plan.ts'
export { type Tornado, type TornadoBar, tornado } from './tornado.ts'
export { type WhatIf, whatIf } from './what-if.ts'
