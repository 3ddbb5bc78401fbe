export { conform, type Exemptions, type TestFn } from './conform.ts'
export type { Ability, StoreHarness } from './harness.ts'
export type { Rule } from './rule.ts'
export { storeRules } from './rules/all.ts'
