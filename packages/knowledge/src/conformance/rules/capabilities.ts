import assert from 'node:assert/strict'
import type { Rule } from '../rule.ts'
import { coach, eyes, found, put, titled } from '../shelf.ts'

const internal = { confidence: 'wip', audience: 'internal', governance: 'experience' } as const

/** What a store declares, it does; what it denies, it does not have. */
export const capabilities: readonly Rule[] = [
  {
    id: 'KS20',
    says: 'A store has exactly the functions that it declares, and answers without those that it denies.',
    async check({ store }) {
      const { can } = store
      const has = [store.history, store.learn, store.complete].map((f) => f !== undefined)
      assert.deepEqual(has, [can.history, can.learning, can.completion])
      await put(store, titled('a1', 'The lamp flickers', { labels: ['light'] }))
      const answer = await store.search({ query: 'lamp', viewer: coach, facets: true })
      assert.equal(answer.facets !== undefined, can.facets)
      if (!can.typos) assert.equal((await store.search({ query: 'flikcers', viewer: coach })).didYouMean, undefined)
    },
  },
  {
    id: 'KS21',
    says: 'The history holds every revision as it was, who made it, when, and by what kind of change.',
    needs: 'history',
    async check({ store }) {
      const draft = titled('a1', 'The lamp flickers')
      const first = await put(store, draft)
      const second = await put(store, { ...draft, owner: 'bob' }, 1, 'owned')
      const history = (await store.history?.('a1', coach)) ?? []
      assert.deepEqual(
        history.map(({ article }) => article),
        [first, second],
      )
      assert.deepEqual(
        history.map(({ revision, by, kind }) => [revision, by, kind]),
        [
          [1, 'agent:ada', 'created'],
          [2, 'agent:ada', 'owned'],
        ],
      )
    },
  },
  {
    id: 'KS22',
    says: 'The history of an article is only for those who may read it.',
    needs: 'history',
    async check({ store }) {
      await put(store, titled('a1', 'The lamp flickers', { state: internal }))
      assert.deepEqual(
        [await store.history?.('a1', eyes('customer')), await store.history?.('nobody', coach)],
        [[], []],
      )
    },
  },
  {
    id: 'KS23',
    says: 'An article is found by the words of the cases that it solved, until they are forgotten.',
    needs: 'learning',
    async check({ store }) {
      await put(store, titled('a1', 'The lamp flickers'))
      await store.learn?.('a1', { case: 'c1', words: 'disco light' })
      await store.learn?.('a1', { case: 'c2', words: 'strobe' })
      assert.deepEqual([await found(store, 'disco'), await found(store, 'strobe')], [['a1'], ['a1']])
      await store.learn?.('a1', { case: 'c1', words: null })
      assert.deepEqual([await found(store, 'disco'), await found(store, 'strobe')], [[], ['a1']])
    },
  },
  {
    id: 'KS24',
    says: 'Words of cases are never shown in a hit.',
    needs: 'learning',
    async check({ store }) {
      await put(store, titled('a1', 'The lamp flickers'))
      await store.learn?.('a1', { case: 'c1', words: 'I am Bob from Springfield, disco light' })
      const answer = await store.search({ query: 'disco light springfield', viewer: eyes('public') })
      assert.equal(answer.hits.length, 1)
      assert.ok(!/bob|springfield/i.test(JSON.stringify(answer)))
    },
  },
  {
    id: 'KS25',
    says: 'A word that is being typed is completed, most common first.',
    needs: 'completion',
    async check({ store }) {
      await put(store, titled('a1', 'The lamp flickers'))
      await put(store, titled('a2', 'The lamp is off'))
      await put(store, titled('a3', 'Lamplight'))
      assert.deepEqual(await store.complete?.('my lam', coach, 2), ['lamp', 'lamplight'])
    },
  },
  {
    id: 'KS26',
    says: 'What is misspelt is found, and the right spelling is offered.',
    needs: 'typos',
    async check({ store }) {
      await put(store, titled('a1', 'The bluetooth connection is lost'))
      await put(store, titled('a2', 'The lamp is off'))
      const answer = await store.search({ query: 'bluetoth', viewer: coach })
      assert.deepEqual(
        answer.hits.map(({ article }) => article),
        ['a1'],
      )
      assert.equal(answer.didYouMean, 'bluetooth')
    },
  },
  {
    id: 'KS27',
    says: 'Facets count each found article once, by label and by product.',
    needs: 'facets',
    async check({ store }) {
      const appliesTo = { products: [{ product: 'duo', versions: null }], settings: {}, excludes: {} }
      await put(store, titled('a1', 'The lamp flickers', { labels: ['light', 'power'], appliesTo }))
      await put(store, titled('a2', 'The lamp is off', { labels: ['light'] }))
      await put(store, titled('a3', 'The kettle whistles', { labels: ['light'] }))
      const { total, facets } = await store.search({ query: 'lamp', viewer: coach, facets: true, limit: 1 })
      assert.equal(total, 2)
      assert.deepEqual(facets?.labels, [
        { value: 'light', count: 2 },
        { value: 'power', count: 1 },
      ])
      assert.deepEqual(facets?.products, [{ value: 'duo', count: 1 }])
    },
  },
]
