import type { KnowledgeHarness } from './harness.ts'
import type { Rule } from './rule.ts'

/** The `test` of a test runner: a name, and what to run. */
export type TestFn = (name: string, run: () => Promise<void>) => unknown

/** Reasons, by the id of a rule that a store knowingly breaks. */
export type Exemptions = Readonly<Record<string, string>>

/**
 * Runs every rule against a fresh harness, one test a rule: the whole conformance test of a knowledge store. What a
 * store declares is proved; what it denies, it must not have. An exemption must stay true: when a rule starts to pass,
 * its test fails and asks you to delete it.
 *
 * @param test - of any runner: vitest, node:test, jest
 * @param open - opens a harness with a fresh, empty store
 * @example
 * ```ts
 * import { memoryKnowledge } from '@casewell/knowledge'
 * import { conform, knowledgeRules } from '@casewell/knowledge/conformance'
 *
 * const tests: string[] = []
 * const test = (name: string, run: () => Promise<void>) => tests.push(name) // in your tests: vitest's
 * conform(test, knowledgeRules, async () => {
 *   const store = memoryKnowledge()
 *   return { store, close: () => store.close() }
 * })
 * console.log(tests[0]) // [KS1] An article that was put is read as it was put, at revision 1.
 * ```
 */
export function conform(
  test: TestFn,
  rules: readonly Rule[],
  open: () => Promise<KnowledgeHarness>,
  exempt: Exemptions = {},
): void {
  const known = new Set(rules.map(({ id }) => id))
  for (const name of Object.keys(exempt))
    if (!known.has(name)) throw new Error(`there is no rule called ${name} to be exempt from.`)
  for (const rule of rules) {
    const reason = exempt[rule.id]
    const name = `[${rule.id}] ${rule.says}${reason === undefined ? '' : ` — exempt: ${reason}`}`
    test(name, () => prove(rule, open, reason))
  }
}

async function prove(rule: Rule, open: () => Promise<KnowledgeHarness>, reason: string | undefined): Promise<void> {
  const harness = await open()
  try {
    const failure = isAbout(rule, harness) ? await failureOf(rule, harness) : undefined
    if (reason !== undefined && !failure) throw new Error(`${rule.id} passes now: delete its exemption ("${reason}").`)
    if (reason === undefined && failure) throw failure.error
  } finally {
    await harness.close()
  }
}

/** What a store denies is proved by KS20 alone: it must not have it. */
function isAbout({ needs }: Rule, { store, reopen }: KnowledgeHarness): boolean {
  if (needs === undefined) return true
  return needs === 'reopen' ? reopen !== undefined : store.can[needs]
}

async function failureOf(rule: Rule, harness: KnowledgeHarness): Promise<{ readonly error: unknown } | undefined> {
  try {
    await rule.check(harness)
    return undefined
  } catch (error) {
    return { error }
  }
}
