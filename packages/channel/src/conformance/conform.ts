import { type Ability, abilities, type ChannelHarness, definitionOf } from './harness.ts'
import type { Rule } from './rule.ts'
import { openStage } from './stage.ts'

/** The `test` of a test runner: a name, and what to run. */
export type TestFn = (name: string, run: () => Promise<void>) => unknown

/** Reasons, by the id of a rule, or by an ability that the harness of a vendor cannot have. */
export type Exemptions = Readonly<Record<string, string>>

/**
 * Runs every rule against a fresh harness, one test a rule: the whole contract test of an adapter.
 *
 * `exempt` names the rules that a channel knowingly breaks, and the abilities that its harness cannot have, each with
 * its reason. An exemption must stay true: when a rule starts to pass, its test fails and asks you to delete it.
 *
 * @param test - of any runner: vitest, node:test, jest
 * @param open - opens a harness with a fresh vendor
 * @example
 * ```ts
 * import { defineChannel } from '@casewell/channel'
 * import { channelRules, conform } from '@casewell/channel/conformance'
 * import * as z from 'zod'
 *
 * const tests: string[] = []
 * const test = (name: string, run: () => Promise<void>) => tests.push(name) // in your tests: vitest's
 * const channel = defineChannel({ id: 'mute', config: z.object({}), can: {} })
 * conform(test, channelRules, async () => ({ channel, secrets: ['a', 'b'], config: () => ({}), samples: [] }))
 * console.log(tests[0]) // [CH1] Its id is lower-case and short, for it stays for ever.
 * ```
 */
export function conform(
  test: TestFn,
  rules: readonly Rule[],
  open: () => Promise<ChannelHarness> | ChannelHarness,
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

async function prove(
  rule: Rule,
  open: () => Promise<ChannelHarness> | ChannelHarness,
  reason: string | undefined,
): Promise<void> {
  const harness = await open()
  try {
    if (rule.applies?.(definitionOf(harness)) === false) return // the rule does not speak of this channel
    const missing = rule.needs?.find((ability) => harness[ability] === undefined)
    const failure = missing === undefined ? await failureOf(rule, harness) : { error: lacking(rule, missing) }
    if (reason !== undefined && !failure) throw new Error(`${rule.id} passes now: delete its exemption ("${reason}").`)
    if (reason === undefined && failure) throw failure.error
  } finally {
    await harness.close?.()
  }
}

async function failureOf(rule: Rule, harness: ChannelHarness): Promise<{ readonly error: unknown } | undefined> {
  const stage = await openStage(harness)
  try {
    await rule.check(stage)
    return undefined
  } catch (error) {
    return { error }
  } finally {
    await stage.close()
  }
}

const lacking = ({ id }: Rule, ability: Ability): Error =>
  new Error(`${id} needs a harness with ${ability}(): give it one, or exempt "${ability}" with the reason.`)
