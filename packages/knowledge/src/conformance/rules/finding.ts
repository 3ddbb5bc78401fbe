import assert from 'node:assert/strict'
import type { Rule } from '../rule.ts'
import { coach, eyes, found, put, titled } from '../shelf.ts'

const internal = { confidence: 'validated', audience: 'internal', governance: 'experience' } as const

/** What is found, and how it is shown. */
export const finding: readonly Rule[] = [
  {
    id: 'KS13',
    says: 'The article that answers a sentence is found first, in several languages and scripts.',
    async check({ store }) {
      await put(store, titled('sound', 'No sound after the update'))
      await put(store, titled('wifi', 'The Wi-Fi connection drops'))
      const chinese = { ...titled('zh', '配对码已过期'), language: 'zh-CN' }
      const text = {
        title: '配对码已过期',
        issue: '扬声器不接受配对码。',
        environment: '',
        resolution: '请重新生成配对码。',
        cause: '',
      }
      await put(store, { ...chinese, variants: { 'zh-CN': { ...text, basedOn: 1, isMachine: false } } })
      assert.equal((await found(store, 'Since the update there is no sound any more'))[0], 'sound')
      assert.equal((await found(store, 'my wifi connection always drops!'))[0], 'wifi')
      assert.deepEqual(await found(store, '配对码过期了怎么办'), ['zh'])
    },
  },
  {
    id: 'KS14',
    says: 'What was changed is found by its new words and not by its old ones.',
    async check({ store }) {
      await put(store, titled('a1', 'The lamp flickers'))
      await put(store, titled('a1', 'The kettle whistles'), 1, 'improved')
      assert.deepEqual([await found(store, 'lamp'), await found(store, 'kettle')], [[], ['a1']])
    },
  },
  {
    id: 'KS15',
    says: 'A merged article is read by its id, and not found any more.',
    async check({ store }) {
      const draft = titled('old', 'The lamp flickers')
      await put(store, draft)
      await put(store, { ...draft, supersededBy: 'new' }, 1, 'merged')
      assert.deepEqual([(await store.get('old', coach))?.supersededBy, await found(store, 'lamp')], ['new', []])
    },
  },
  {
    id: 'KS16',
    says: 'What does not fit is left out; what nobody knows to fit ranks lower, and says so.',
    async check({ store }) {
      const to = (product: string) => ({
        appliesTo: { products: [{ product, versions: null }], settings: {}, excludes: {} },
      })
      for (const product of ['yes', 'no', 'unknown'])
        await put(store, titled(product, 'The lamp flickers', to(product)))
      const applies = (given: { products: readonly { product: string }[] }) =>
        (given.products[0]?.product ?? 'yes') as 'yes' | 'no' | 'unknown'
      const { hits } = await store.search({ query: 'lamp', viewer: coach, applies })
      assert.deepEqual(
        hits.map(({ article, applies: told }) => [article, told]),
        [
          ['yes', 'yes'],
          ['unknown', 'unknown'],
        ],
      )
    },
  },
  {
    id: 'KS17',
    says: 'A hit is shown in the language asked for, where there is one, with the places that answer.',
    async check({ store }) {
      const draft = titled('a1', 'The lamp flickers')
      const german = {
        title: 'Die Lampe flackert',
        issue: 'Nach dem Einschalten flackert die Lampe.',
        environment: '',
        resolution: '',
        cause: '',
        basedOn: 1,
        isMachine: false,
      }
      await put(store, { ...draft, variants: { ...draft.variants, de: german } })
      const [hit] = (await store.search({ query: 'flackert', viewer: coach, language: 'de-CH' })).hits
      assert.deepEqual([hit?.language, hit?.title, hit?.revision], ['de', 'Die Lampe flackert', 1])
      const marked = hit?.highlights.map(({ start, end }) => hit.snippet.slice(start, end).toLowerCase()) ?? []
      assert.ok(marked.includes('flackert'), `marked are: ${marked.join(', ')}`)
      const [plain] = (await store.search({ query: 'lamp', viewer: coach, language: 'fr' })).hits
      assert.deepEqual([plain?.language, plain?.title], ['en', 'The lamp flickers'])
    },
  },
  {
    id: 'KS18',
    says: 'Pages of an answer follow each other without gap or repetition; labels narrow it.',
    async check({ store }) {
      for (let i = 0; i < 9; i++)
        await put(store, titled(`a${i}`, `Lamp ${'x'.repeat(i + 1)}`, { labels: [i % 3 === 0 ? 'third' : 'other'] }))
      const pages = await Promise.all(
        [0, 4, 8].map((offset) => store.search({ query: 'lamp', viewer: coach, limit: 4, offset })),
      )
      const ids = pages.flatMap(({ hits }) => hits.map(({ article }) => article))
      assert.deepEqual([ids.length, new Set(ids).size], [9, 9])
      const { hits } = await store.search({ query: 'lamp', viewer: coach, labels: ['third'] })
      assert.deepEqual(hits.map(({ article }) => article).sort(), ['a0', 'a3', 'a6'])
    },
  },
  {
    id: 'KS19',
    says: 'No answer holds a word that only an article has which the viewer may not see.',
    async check({ store }) {
      await put(store, titled('open', 'The lamp flickers', { labels: ['light'] }))
      await put(store, titled('hidden', 'Zyxwort recall of the lamp', { state: internal, labels: ['zyxlabel'] }))
      const viewer = eyes('public')
      for (const query of ['zyxwort', 'zyxwrt lamp', 'lamp', 'zyxwort recall', 'zyx']) {
        const answer = await store.search({ query, viewer, facets: store.can.facets, prefix: query === 'zyx' })
        const said = JSON.stringify(answer)
        assert.ok(!/zyxwort|zyxlabel|hidden/i.test(said), `to "${query}" it says ${said}`)
        assert.ok((answer.total ?? 0) <= 1, `to "${query}" it counts ${answer.total}`)
      }
      for (const typed of ['zyx', 'z', 'reca']) assert.deepEqual((await store.complete?.(typed, viewer)) ?? [], [])
    },
  },
]
