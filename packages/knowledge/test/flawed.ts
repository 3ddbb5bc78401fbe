import { expect } from 'vitest'
import { conform, type Exemptions, knowledgeRules } from '../src/conformance/index.ts'
import type { KnowledgeStore } from '../src/contract/index.ts'
import { memoryKnowledge } from '../src/index.ts'

/** Changes some functions of an honest store. */
export type Flaw = (honest: KnowledgeStore) => Partial<KnowledgeStore>

function flawed(flaw: Flaw): KnowledgeStore {
  const honest = memoryKnowledge()
  const own = (name: 'get' | 'list' | 'put' | 'search' | 'close' | 'history' | 'learn' | 'complete') =>
    honest[name]?.bind(honest)
  const whole = {
    name: 'flawed',
    can: honest.can,
    get: own('get'),
    list: own('list'),
    put: own('put'),
    search: own('search'),
    close: own('close'),
    history: own('history'),
    learn: own('learn'),
    complete: own('complete'),
    ...flaw(honest),
  }
  return whole as KnowledgeStore // an honest store with some functions exchanged
}

/** The ids of the rules that a store breaks, among those named. */
export async function broken(flaw: Flaw, ids: readonly string[], exempt: Exemptions = {}): Promise<readonly string[]> {
  const rules = knowledgeRules.filter(({ id }) => ids.includes(id))
  const tests: { name: string; run: () => Promise<void> }[] = []
  const open = async () => {
    const store = flawed(flaw)
    return { store, reopen: async () => store, close: () => store.close() }
  }
  conform((name, run) => tests.push({ name, run }), rules, open, exempt)
  const failed: string[] = []
  for (const { name, run } of tests) await run().catch(() => failed.push(name.slice(1, name.indexOf(']'))))
  return failed
}

/** Asserts that the rule finds the flaw. */
export async function caught(id: string, flaw: Flaw): Promise<void> {
  expect(await broken(flaw, [id])).toEqual([id])
}
