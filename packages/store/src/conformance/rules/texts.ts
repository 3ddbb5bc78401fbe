import assert from 'node:assert/strict'
import { put } from '../../write.ts'
import { Boxes, box, Keys, opened, Texts } from '../boxes.ts'
import { idsOf, refused } from '../proof.ts'
import { type Rule, rule } from '../rule.ts'

/** What databases, shells and encodings like to change. */
const strange = [
  '',
  '\u0000',
  'a\u0000b',
  '\u0000\u0001\u0002\u0003',
  '\uD800',
  '\uDFFF',
  'x\uDC00\uD800y',
  '\uD83D',
  '\uD83D\uD83D\uDE00',
  '\uFFFD',
  '\uFFFDd800',
  '\uFFFE\uFFFF',
  '😀🏳️‍🌈',
  'é',
  'e\u0301',
  'ﬁ',
  'İıſ',
  '中文\u3000',
  '\u202Eabc',
  '\u2028\u2029\u0085',
  '\r\n\t\u000b\u007f',
  '"\'`\\/',
  "'; DROP TABLE docs; --",
  '%_*?[a]{b}',
  '$1 :id @p ?1',
  'null',
  'NaN',
  ' leading and trailing ',
  '__proto__',
]

/** Every text returns as it was. */
export const textRules: readonly Rule[] = [
  rule({
    id: 'ST38',
    says: 'Every JSON string returns equal, NUL and lone surrogates too: in documents, in events, in their subjects.',
    async check({ host }) {
      const store = host.tenant('acme')
      await store.commit({
        writes: strange.map((text, i) => put(Texts, `t${i}`, { text }, 'absent')),
        events: strange.map((text) => opened(text, text)),
      })
      const log = await store.readLog({ after: 0, limit: 100 })
      for (const [i, text] of strange.entries()) {
        assert.equal((await store.get(Texts, `t${i}`))?.doc.text, text)
        assert.deepEqual([log[i]?.subject, log[i]?.data], [text, { colour: text }])
        const own = await store.readLog({ after: 0, limit: 100, subject: text })
        assert.deepEqual(
          own.map(({ position }) => position),
          [i + 1],
        )
      }
    },
  }),
  rule({
    id: 'ST39',
    says: 'A document is found by exactly its key, NUL and lone surrogates in it or not, and never by a similar one.',
    async check({ host }) {
      const store = host.tenant('acme')
      await store.commit({
        writes: strange.flatMap((text, i) => [
          put(Texts, `t${i}`, { text }, 'absent'),
          put(Boxes, `b${i}`, box({ label: text, tags: [text, `${text}!`], owners: [text] }), 'absent'),
        ]),
      })
      for (const [i, text] of strange.entries()) {
        assert.deepEqual(await idsOf(store, Texts, { index: 'text', equals: [text] }), [`t${i}`])
        assert.deepEqual(await idsOf(store, Boxes, { index: 'label', equals: [text] }), [`b${i}`])
        assert.deepEqual(await idsOf(store, Boxes, { index: 'tag', equals: [text] }), [`b${i}`])
        assert.deepEqual(await store.about(text, { limit: 10 }), [`kit.boxes/b${i}`])
      }
      assert.equal((await idsOf(store, Texts, { index: 'text' }, 3)).length, strange.length)
    },
  }),
  rule({
    id: 'ST40',
    says: 'An id is any text of 1 to 512 characters without control characters and lone surrogates; nothing stands under another.',
    async check({ host }) {
      const store = host.tenant('acme')
      const isFine = (text: string): boolean => text.length > 0 && !/\p{Cc}|\p{Cs}/u.test(text)
      const good = [
        ...strange.filter(isFine),
        'x'.repeat(512),
        '中'.repeat(512),
        '😀'.repeat(256),
        'a/b/../c',
        'A',
        'a',
      ]
      await store.commit({ writes: good.map((id, i) => put(Texts, id, { text: `${i}` }, 'absent')) })
      for (const [i, id] of good.entries())
        assert.deepEqual(await store.get(Texts, id), { id, doc: { text: `${i}` }, version: 1 })
      for (const id of ['', '\u0000', 'a\nb', '\u007f', '\uD800', 'a\uDC00', 'x'.repeat(513)]) {
        await refused(store.commit({ writes: [put(Texts, id, { text: '' }, 'any')] }), 'store/bad-id')
        assert.equal(await store.get(Texts, id), undefined)
      }
      assert.deepEqual(await store.head(), { commit: 1, position: 0 })
    },
  }),
  rule({
    id: 'ST41',
    says: 'What cannot be part of a key is refused, and nothing is written.',
    async check({ host }) {
      const store = host.tenant('acme')
      const good = put(Texts, 'good', { text: '' }, 'absent')
      for (const part of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
        await refused(store.commit({ writes: [good, put(Keys, 'k', { key: [part] }, 'absent')] }), 'store/bad-key')
      assert.equal(await store.get(Texts, 'good'), undefined)
      assert.deepEqual(await store.head(), { commit: 0, position: 0 })
    },
  }),
]
