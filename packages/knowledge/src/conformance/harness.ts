import type { KnowledgeStore } from '../contract/store.ts'

/** A store under test, opened fresh and empty for one rule. */
export interface KnowledgeHarness {
  readonly store: KnowledgeStore
  /** Closes the store and opens another one on the same data, as after a restart; left out by a store that forgets. */
  reopen?(): Promise<KnowledgeStore>
  /** Closes everything that was opened, and clears away what it left. */
  close(): Promise<void>
}
