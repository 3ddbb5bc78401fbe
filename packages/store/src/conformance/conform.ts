import { type Ability, abilities, type StoreHarness } from './harness.ts'
import type { Rule } from './rule.ts'

/** The `test` of a test runner: a name, and what to run. */
export type TestFn = (name: string, run: () => Promise<void>) => unknown

/** Reasons, by the id of a rule, or by an ability that an engine cannot have. */
export type Exemptions = Readonly<Record<string, string>>

/**
 * Runs every rule against a fresh harness, one test a rule: the whole conformance test of an engine.
 *
 * `exempt` names the rules that an engine knowingly breaks, and the abilities that it cannot have, each with its
 * reason. An exemption must stay true: when a rule starts to pass, its test fails and asks you to delete it.
 *
 * @param test - of any runner: vitest, node:test, jest
 * @param open - opens a harness with a fresh, empty store
 * @example
 * ```ts
 * import { memoryStore } from '@casewell/store'
 * import { conform, storeRules } from '@casewell/store/conformance'
 *
 * const tests: string[] = []
 * const test = (name: string, run: () => Promise<void>) => tests.push(name) // in your tests: vitest's
 * const open = async () => {
 *   const host = memoryStore()
 *   return { host, close: () => host.close() }
 * }
 * conform(test, storeRules, open, { reopen: 'memory forgets when it is closed' })
 * console.log(tests[0]) // [ST1] A commit writes its documents and its events, and its receipt says where they stand.
 * ```
 */
export function conform(
  test: TestFn,
  rules: readonly Rule[],
  open: () => Promise<StoreHarness>,
  exempt: Exemptions = {},
): void {
  const known = new Set<string>([...rules.map(({ id }) => id), ...abilities])
  for (const name of Object.keys(exempt))
    if (!known.has(name)) throw new Error(`there is no rule or ability called ${name} to be exempt from.`)
  for (const rule of rules) {
    const reason = exempt[rule.id] ?? rule.needs?.map((ability) => exempt[ability]).find((found) => found !== undefined)
    const name = `[${rule.id}] ${rule.says}${reason === undefined ? '' : ` — exempt: ${reason}`}`
    test(name, () => prove(rule, open, reason))
  }
}

async function prove(rule: Rule, open: () => Promise<StoreHarness>, reason: string | undefined): Promise<void> {
  const harness = await open()
  try {
    const missing = rule.needs?.find((ability) => harness[ability] === undefined)
    const failure = missing === undefined ? await failureOf(rule, harness) : { error: lacking(rule, missing) }
    if (reason !== undefined && !failure) throw new Error(`${rule.id} passes now: delete its exemption ("${reason}").`)
    if (reason === undefined && failure) throw failure.error
  } finally {
    await harness.close()
  }
}

async function failureOf(rule: Rule, harness: StoreHarness): Promise<{ readonly error: unknown } | undefined> {
  try {
    await rule.check(harness)
    return undefined
  } catch (error) {
    return { error }
  }
}

const lacking = ({ id }: Rule, ability: Ability): Error =>
  new Error(`${id} needs a harness with ${ability}(): give it one, or exempt "${ability}" with the reason.`)
