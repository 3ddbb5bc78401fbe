import type { Article } from '../contract/article.ts'
import { factsOf } from '../contract/change.ts'
import type { Viewer } from '../contract/policy.ts'
import type { KnowledgeStore } from '../contract/store.ts'
import type { Base } from './base.ts'

const everything: Viewer = { audience: 'internal', proficiency: 'coach' }
/** Written articles that a unit which lost a race may write again. */
const remembered = 1_000

/**
 * Articles in a store that somebody brought. Its writes cannot be part of the desk's commit: they come first, and a unit
 * that lost a race and runs again finds what it has written already. The facts are told by the desk.
 */
export function guestBase(store: KnowledgeStore): Base {
  const written = new Map<string, Article>()
  return {
    store,
    readsLinks: false,
    get: (_work, id) => store.get(id, everything),
    async put(work, draft, change) {
      const { expected } = change
      const key = JSON.stringify([draft, expected])
      const before = expected === 0 ? undefined : await store.get(draft.id, everything)
      const after = written.get(key) ?? (await store.put(draft, change))
      remember(written, key, after)
      for (const fact of factsOf(before?.revision === after.revision ? undefined : before, after, change))
        work.emit(fact)
      return after
    },
    caughtUp: async () => {},
    open: async () => {},
    close: () => store.close(),
  }
}

function remember(written: Map<string, Article>, key: string, article: Article): void {
  written.set(key, article)
  const [oldest] = written.keys()
  if (written.size > remembered && oldest !== undefined) written.delete(oldest)
}
