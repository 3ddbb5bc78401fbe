import type { KnowledgeStore } from '@casewell/knowledge/contract'
import { onTestFinished } from 'vitest'
import { url } from '../../postgres/test/server.ts'
import { type PostgresKnowledgeOptions, postgresKnowledge } from '../src/index.ts'

export { asOwner, dropSchema, needs, newSchema, scratchSchema, there, url } from '../../postgres/test/server.ts'

/** A knowledge base that is closed when the test is over. */
export function open(schema: string, options: PostgresKnowledgeOptions = {}): KnowledgeStore {
  const store = postgresKnowledge({ url, schema, ...options })
  onTestFinished(() => store.close())
  return store
}
