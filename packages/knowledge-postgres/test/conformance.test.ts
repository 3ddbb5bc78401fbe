import { conform, type KnowledgeHarness, knowledgeRules } from '@casewell/knowledge/conformance'
import { describe, test } from 'vitest'
import { type PostgresKnowledgeOptions, postgresKnowledge } from '../src/index.ts'
import { dropSchema, needs, newSchema, there, url } from './database.ts'

/** One schema a rule, dropped afterwards. */
async function openHarness(options: PostgresKnowledgeOptions): Promise<KnowledgeHarness> {
  const schema = newSchema()
  const first = postgresKnowledge({ url, schema, ...options })
  const opened = [first]
  return {
    store: first,
    async reopen() {
      await first.close()
      const second = postgresKnowledge({ url, schema, ...options })
      opened.push(second)
      return second
    },
    async close() {
      for (const store of opened) await store.close()
      await dropSchema(schema)
    },
  }
}

describe('Postgres keeps the contract of a knowledge store:', () => {
  const run = test.skipIf(!there)
  conform(
    (name, check) => run(`${name}${needs}`, check),
    knowledgeRules,
    () => openHarness({}),
  )
})

describe('without misspellings it keeps it, too:', () => {
  const run = test.skipIf(!there)
  conform(
    (name, check) => run(`${name}${needs}`, check),
    knowledgeRules,
    () => openHarness({ typos: false }),
  )
})
