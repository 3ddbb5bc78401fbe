import assert from 'node:assert/strict'
import { knowledgePolicy } from '../../contract/policy.ts'
import { Audience, allStates } from '../../contract/state.ts'
import type { Rule } from '../rule.ts'
import { coach, eyes, found, listed, put, titled } from '../shelf.ts'

const name = (i: number): string => `a${String(i).padStart(3, '0')}`

/** Who sees what. */
export const reading: readonly Rule[] = [
  {
    id: 'KS9',
    says: 'An article that does not exist is undefined, whatever its id.',
    async check({ store }) {
      for (const id of ['nobody', '', '../../etc/passwd', 'a/b', '没有', 'x'.repeat(300)])
        assert.equal(await store.get(id, coach), undefined)
    },
  },
  {
    id: 'KS10',
    says: 'A list shows every article once, however small its pages are.',
    async check({ store }) {
      const ids = Array.from({ length: 23 }, (_, i) => name(i))
      for (const id of ids) await put(store, titled(id, `Title ${id}`))
      for (const limit of [1, 7, 23, 100]) assert.deepEqual([...(await listed(store, coach, limit))].sort(), ids)
    },
  },
  {
    id: 'KS11',
    says: 'In every state an article is read, listed and found by exactly those who may.',
    async check({ store }) {
      const states = allStates.map((state, i) => ({ state, id: name(i) }))
      for (const { state, id } of states) await put(store, titled(id, 'Radio is mute', { state }))
      for (const viewer of Audience.options.map(eyes)) {
        const may = (deed: 'read' | 'find') =>
          states.filter(({ state }) => knowledgePolicy(deed, viewer, state)).map(({ id }) => id)
        const read = await Promise.all(states.map(({ id }) => store.get(id, viewer)))
        assert.deepEqual(
          read.flatMap((article) => article?.id ?? []),
          may('read'),
        )
        assert.deepEqual([...(await listed(store, viewer, 5))].sort(), may('read'))
        const { hits } = await store.search({ query: 'radio', viewer, limit: 100 })
        assert.deepEqual(hits.map(({ article }) => article).sort(), may('find'))
      }
    },
  },
  {
    id: 'KS12',
    says: 'An article that is withdrawn is gone at once, for those who may not see it any more.',
    async check({ store }) {
      const draft = titled('a1', 'Radio is mute')
      await put(store, draft)
      assert.deepEqual(await found(store, 'radio', eyes('public')), ['a1'])
      await put(store, { ...draft, state: { ...draft.state, audience: 'internal' } }, 1, 'state')
      assert.deepEqual(await found(store, 'radio', eyes('public')), [])
      assert.deepEqual([await store.get('a1', eyes('public')), await found(store, 'radio')], [undefined, ['a1']])
    },
  },
]
