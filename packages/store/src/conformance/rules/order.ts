import assert from 'node:assert/strict'
import type { Key, Part } from '../../key.ts'
import type { Store } from '../../store.ts'
import { put } from '../../write.ts'
import { Keys } from '../boxes.ts'
import { idsOf } from '../proof.ts'
import { type Rule, rule } from '../rule.ts'

const smallest = 5e-324 // the least number above zero
const numbers = [
  -Number.MAX_VALUE,
  -256,
  -1.5,
  -1,
  -smallest,
  0,
  smallest,
  0.1,
  0.5,
  1,
  1.5,
  2,
  10,
  256,
  2 ** 53,
  1e300,
]

/** In the order of their UTF-8 bytes (RFC 3629 section 1: the order of code points). UTF-16 would put 😀 before 豈. */
const texts = [
  '',
  '\u0001',
  ' ',
  '!',
  '0',
  '10',
  '9',
  'A',
  'Z',
  'a',
  'a\u0001',
  'a ',
  'aa',
  'ab',
  'b',
  '~',
  '\u0080',
  'Ä',
  'ß',
  'é',
  'Ω',
  'あ',
  '中',
  '中国',
  '한',
  '\uF900',
  '\uFF21',
  '\uFFFC',
  '\uFFFE',
  '\uFFFF',
  '\u{10000}',
  '😀',
  '😀a',
  '🙂',
  '\u{10FFFF}',
]

/** Every kind of key, in order. */
const keys: readonly Key[] = [
  [],
  [null],
  [false],
  [true],
  ...numbers.map((n) => [n]),
  ...texts.map((text) => [text]),
].flatMap((key): readonly Key[] => (key.length === 1 ? [key, [...key, null], [...key, 'z']] : [key]))

const idOf = (i: number): string => `k${String(i).padStart(4, '0')}`

/** Stores the keys under ids whose order says nothing. */
async function shelve(store: Store, some: readonly Key[]): Promise<readonly string[]> {
  const ids = some.map((_, i) => idOf((i * 7919) % 9973))
  await store.commit({ writes: some.map((key, i) => put(Keys, ids[i] ?? '', { key: [...key] }, 'absent')) })
  return ids
}

/** In which order an index gives its documents. */
export const orderRules: readonly Rule[] = [
  rule({
    id: 'ST26',
    says: 'An index runs in the order of its parts: null, false, true, numbers by value, strings by UTF-8 bytes; a key before its extensions.',
    async check({ host }) {
      const store = host.tenant('acme')
      const ids = await shelve(store, keys)
      assert.deepEqual(await idsOf(store, Keys, { index: 'key' }), ids)
    },
  }),
  rule({
    id: 'ST27',
    says: "'desc' is the very reverse of 'asc'.",
    async check({ host }) {
      const store = host.tenant('acme')
      const ids = await shelve(store, [...keys, ...keys.slice(20, 30)])
      const ascending = await idsOf(store, Keys, { index: 'key' })
      assert.equal(ascending.length, ids.length)
      assert.deepEqual(await idsOf(store, Keys, { index: 'key', order: 'desc' }), [...ascending].reverse())
      const { items } = await store.find(Keys, { index: 'key', order: 'desc', limit: 1 })
      assert.equal(items[0]?.id, ascending.at(-1))
    },
  }),
  rule({
    id: 'ST28',
    says: 'Documents with one key stand in the order of their ids, by UTF-8 bytes.',
    async check({ host }) {
      const store = host.tenant('acme')
      const ids = ['!', '0', '10', '9', 'B', 'a', 'aa', 'b', 'é', '中', '\uF900', '\uFFFE', '😀']
      for (const id of [...ids].reverse()) await store.commit({ writes: [put(Keys, id, { key: ['same'] }, 'absent')] })
      assert.deepEqual(await idsOf(store, Keys, { index: 'key', equals: ['same'] }), ids)
      assert.deepEqual(await idsOf(store, Keys, { index: 'key', equals: ['same'] }, 2), ids)
      assert.deepEqual(await idsOf(store, Keys, { index: 'key', order: 'desc' }, 3), [...ids].reverse())
    },
  }),
  rule({
    id: 'ST29',
    says: "'equals' takes whole parts: 'a' is not the beginning of 'ab', 1 is not '1', and null is a value.",
    async check({ host }) {
      const store = host.tenant('acme')
      const ids = await shelve(store, keys)
      const having = (...prefix: Part[]) => ids.filter((_, i) => prefix.every((part, p) => keys[i]?.[p] === part))
      for (const part of [null, true, 1, -1, 0, '', '10', 'a', 'a\u0001', '中', '😀']) {
        assert.deepEqual(await idsOf(store, Keys, { index: 'key', equals: [part] }), having(part))
        assert.deepEqual(await idsOf(store, Keys, { index: 'key', equals: [part, 'z'] }), having(part, 'z'))
      }
      assert.deepEqual(await idsOf(store, Keys, { index: 'key', equals: [-0, null] }), having(0, null))
      assert.deepEqual(await idsOf(store, Keys, { index: 'key', equals: ['1'] }), [])
    },
  }),
  rule({
    id: 'ST30',
    says: 'A range holds its beginning and not its end, in both orders.',
    async check({ host }) {
      const store = host.tenant('acme')
      const parts = [null, false, true, ...numbers, ...texts]
      const ids = await shelve(
        store,
        parts.map((part) => ['q', part]),
      )
      const stretch = { index: 'key', equals: ['q'] } as const
      for (const [from, to] of [
        [2, 9],
        [0, 1],
        [5, 5],
        [18, 30],
        [30, parts.length - 1],
        [9, 2],
      ] as const) {
        const range = { ...stretch, from: parts[from] ?? null, to: parts[to] ?? null }
        const expected = ids.slice(from, to)
        assert.deepEqual(await idsOf(store, Keys, range), expected)
        assert.deepEqual(await idsOf(store, Keys, { ...range, order: 'desc' }, 2), [...expected].reverse())
        assert.equal(await store.count(Keys, range, 1000), expected.length)
      }
      assert.deepEqual(await idsOf(store, Keys, { ...stretch, from: 256 }), ids.slice(parts.indexOf(256)))
      assert.deepEqual(await idsOf(store, Keys, { ...stretch, to: '9' }), ids.slice(0, parts.indexOf('9')))
    },
  }),
]
