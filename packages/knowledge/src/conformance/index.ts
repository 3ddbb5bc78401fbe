import type { Rule } from './rule.ts'
import { capabilities } from './rules/capabilities.ts'
import { finding } from './rules/finding.ts'
import { reading } from './rules/reading.ts'
import { writing } from './rules/writing.ts'

export { conform, type Exemptions, type TestFn } from './conform.ts'
export type { KnowledgeHarness } from './harness.ts'
export type { Rule } from './rule.ts'

/** The contract of a knowledge store, rule by rule. */
export const knowledgeRules: readonly Rule[] = [...writing, ...reading, ...finding, ...capabilities]
