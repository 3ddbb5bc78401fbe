import type { KnowledgeCapabilities } from '../contract/store.ts'
import type { KnowledgeHarness } from './harness.ts'

/** One sentence of the contract, with its proof. */
export interface Rule {
  /** Never changes: `KS7`. */
  readonly id: string
  /** A sentence that is true of every knowledge store. */
  readonly says: string
  /** Only of stores that declare it. */
  readonly needs?: keyof KnowledgeCapabilities | 'reopen'
  /** Rejects if the sentence is not true of this store. */
  check(harness: KnowledgeHarness): Promise<void>
}
