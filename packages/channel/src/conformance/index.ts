export { conform, type Exemptions, type TestFn } from './conform.ts'
export type { Ability, AnyAccount, Arrival, ChannelHarness, Sample, Signing } from './harness.ts'
export type { Rule } from './rule.ts'
export { channelRules } from './rules/all.ts'
