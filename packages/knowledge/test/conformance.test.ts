import { memoryStore } from '@casewell/store'
import { describe, test } from 'vitest'
import { conform, knowledgeRules } from '../src/conformance/index.ts'
import { memoryKnowledge } from '../src/index.ts'
import { openDeskShelf } from './desk-shelf.ts'

describe('the knowledge base in memory', () =>
  conform(test, knowledgeRules, async () => {
    const store = memoryKnowledge()
    return { store, close: () => store.close() }
  }))

describe("the knowledge base on the desk's store", () =>
  conform(test, knowledgeRules, async () => {
    const host = memoryStore()
    const first = await openDeskShelf(host.tenant('acme'))
    return {
      store: first,
      reopen: async () => {
        await first.close()
        return openDeskShelf(host.tenant('acme'))
      },
      close: async () => {
        await first.close()
        await host.close()
      },
    }
  }))
