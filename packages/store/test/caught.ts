import { expect } from 'vitest'
import { conform, type Exemptions, type StoreHarness, storeRules } from '../src/conformance/index.ts'
import type { RawCommit, RawOutcome, RawWrite, Store, StoreDriver, StoreHost } from '../src/index.ts'
import { type Flaw, openShared } from './memory-harness.ts'

/** The ids of the rules that an engine breaks, of all or of some. */
export async function broken(
  open: () => Promise<StoreHarness>,
  ids: readonly string[] = storeRules.map(({ id }) => id),
  exempt: Exemptions = {},
): Promise<readonly string[]> {
  const tests: { name: string; run: () => Promise<void> }[] = []
  const rules = storeRules.filter(({ id }) => ids.includes(id))
  conform((name, run) => tests.push({ name, run }), rules, open, exempt)
  const failed: string[] = []
  for (const { name, run } of tests) await run().catch(() => failed.push(name.slice(1, name.indexOf(']'))))
  return failed
}

/** Asserts that the rule finds the flaw; that it finds nothing in an honest engine is what conformance.test.ts says. */
export async function caught(id: string, flaw: Flaw): Promise<void> {
  expect(await broken(openShared(flaw), [id])).toEqual([id])
}

/** An engine that gets other commits than were asked for. */
export function rewriting(change: (write: RawWrite, commit: RawCommit) => RawWrite | undefined): Flaw {
  const changed = (commit: RawCommit): RawCommit => ({
    ...commit,
    writes: commit.writes.flatMap((write) => change(write, commit) ?? []),
  })
  return { driver: (driver) => ({ ...driver, apply: (group) => driver.apply(group.map(changed)) }) }
}

/** An engine that answers commits one by one, each as it likes. */
export function applying(
  apply: (
    commit: RawCommit,
    honest: (commit: RawCommit) => Promise<RawOutcome>,
    driver: StoreDriver,
  ) => Promise<RawOutcome>,
): Flaw {
  return {
    driver: (driver) => {
      const honest = async (commit: RawCommit): Promise<RawOutcome> => {
        const [outcome] = await driver.apply([commit])
        return outcome as RawOutcome // one commit, one outcome
      }
      const applyAll = async (group: readonly RawCommit[]): Promise<readonly RawOutcome[]> => {
        const outcomes: RawOutcome[] = []
        for (const commit of group) outcomes.push(await apply(commit, honest, driver))
        return outcomes
      }
      return { ...driver, apply: applyAll }
    },
  }
}

/** A driver with some methods changed. */
export const driving = (change: (driver: StoreDriver) => Partial<StoreDriver>): Flaw => ({
  driver: (driver) => ({ ...driver, ...change(driver) }),
})

/** A host whose stores have some methods changed. */
export const storing = (change: (store: Store) => Partial<Store>): Flaw => ({
  host: (host): StoreHost => ({
    ...host,
    tenant: (id) => {
      const store = host.tenant(id)
      const changed: object = change(store)
      return new Proxy(store, {
        get(target, name): unknown {
          if (name in changed) return Reflect.get(changed, name)
          const own: unknown = Reflect.get(target, name)
          return typeof own === 'function' ? (own.bind(target) as unknown) : own
        },
      })
    },
  }),
})
