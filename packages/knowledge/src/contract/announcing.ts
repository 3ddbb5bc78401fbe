import type { Bus } from '@casewell/bus'
import { factsOf } from './change.ts'
import type { Viewer } from './policy.ts'
import type { KnowledgeStore } from './store.ts'

const everything: Viewer = { audience: 'internal', proficiency: 'coach' }

/**
 * The same store, whose changes are told on a bus: all that a knowledge base without a desk needs.
 *
 * @example
 * ```ts
 * import { createBus } from '@casewell/bus'
 * import { memoryKnowledge } from '@casewell/knowledge'
 * import { announcing, newArticle } from '@casewell/knowledge/contract'
 *
 * const bus = createBus()
 * bus.on('article.*', ({ type, subject }) => console.log(type, subject))
 * const store = announcing(memoryKnowledge(), bus)
 * const article = newArticle('a1', 'en', { title: 'No sound after the update', resolution: 'Lower the output limit.' })
 * await store.put(article, { expected: 0, by: 'agent:ada', at: new Date(), kind: 'created' }) // article.created a1
 * ```
 */
export function announcing(store: KnowledgeStore, bus: Pick<Bus, 'publish'>): KnowledgeStore {
  const { history, learn, complete } = store
  return {
    name: store.name,
    can: store.can,
    get: (id, viewer) => store.get(id, viewer),
    list: (viewer, query) => store.list(viewer, query),
    search: (request) => store.search(request),
    close: () => store.close(),
    ...(history && { history: history.bind(store) }),
    ...(learn && { learn: learn.bind(store) }),
    ...(complete && { complete: complete.bind(store) }),
    async put(draft, change) {
      const before = change.expected === 0 ? undefined : await store.get(draft.id, everything)
      const after = await store.put(draft, change)
      for (const fact of factsOf(before, after, change)) bus.publish(fact, { actor: change.by })
      return after
    },
  }
}
