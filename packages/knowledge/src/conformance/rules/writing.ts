import assert from 'node:assert/strict'
import { isStale } from '../../contract/article.ts'
import type { Rule } from '../rule.ts'
import { coach, draftOf, found, listed, put, refused, titled } from '../shelf.ts'

const full = titled('a1', 'No sound after the update', {
  labels: ['radio', 'sound'],
  appliesTo: { products: [{ product: 'duo', versions: '>=4.0 <4.2' }], settings: { region: ['eu'] }, excludes: {} },
  owner: 'ada',
  externalId: 'old-17',
})

/** What is written, and what is refused. */
export const writing: readonly Rule[] = [
  {
    id: 'KS1',
    says: 'An article that was put is read as it was put, at revision 1.',
    async check({ store }) {
      const written = await put(store, full)
      const read = await store.get('a1', coach)
      assert.deepEqual(read, written)
      assert.deepEqual([read?.revision, read && draftOf(read)], [1, full])
      assert.deepEqual(read?.created, { by: 'agent:ada', at: '2026-01-05T09:00:00.000Z' })
    },
  },
  {
    id: 'KS2',
    says: 'Each put makes the next revision and replaces the whole article; who made it first stays known.',
    async check({ store }) {
      await put(store, full)
      const change = { expected: 1, by: 'agent:eve', at: new Date('2026-02-01T00:00:00Z'), kind: 'owned' } as const
      const second = await store.put({ ...full, labels: [], owner: null }, change)
      assert.deepEqual(await store.get('a1', coach), second)
      assert.deepEqual([second.revision, second.labels, second.owner], [2, [], null])
      assert.deepEqual([second.created.by, second.changed.by], ['agent:ada', 'agent:eve'])
    },
  },
  {
    id: 'KS3',
    says: 'Whoever decided on an older revision is refused with the article as it is now, and nothing is changed.',
    async check({ store }) {
      await put(store, full)
      const now = await put(store, { ...full, owner: 'bob' }, 1, 'owned')
      const details = await refused(put(store, { ...full, owner: 'eve' }, 1, 'owned'), 'knowledge/conflict')
      assert.deepEqual((details as { current: unknown }).current, now)
      await refused(put(store, full), 'knowledge/conflict')
      await refused(put(store, titled('new', 'New'), 3), 'knowledge/conflict')
      assert.deepEqual([await store.get('a1', coach), await store.get('new', coach)], [now, undefined])
    },
  },
  {
    id: 'KS4',
    says: 'Of many who change one revision at the same time, one succeeds.',
    async check({ store }) {
      await put(store, full)
      const attempts = ['a', 'b', 'c', 'd', 'e'].map((owner) => put(store, { ...full, owner }, 1, 'owned'))
      const outcomes = await Promise.allSettled(attempts)
      assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1)
      assert.equal((await store.get('a1', coach))?.revision, 2)
    },
  },
  {
    id: 'KS5',
    says: 'An article without a title, or without a text in its own language, is refused by name.',
    async check({ store }) {
      await refused(put(store, titled('empty', '')), 'knowledge/bad-article')
      await refused(put(store, { ...full, language: 'fr' }), 'knowledge/bad-article')
      assert.deepEqual(await listed(store, coach, 10), [])
    },
  },
  {
    id: 'KS6',
    says: 'Any text comes back as it was put: other scripts, line ends, quotes, characters of two units.',
    async check({ store }) {
      const text = '---\ntitle: "x"\n---\n# 没有声音 😀\r\n\r\n* `a: b` — „q“ \\ \t| \u0000 {{x}}\n\n'
      const draft = titled('odd', '声 "x": [y] #1 😀', { labels: ['a, b', 'c: d', '第一'] })
      const source = {
        ...draft.variants['en'],
        title: draft.variants['en']?.title ?? '',
        issue: text,
        resolution: text,
      }
      const whole = { environment: ' ', cause: '', basedOn: 1, isMachine: false, ...source }
      const written = await put(store, { ...draft, variants: { en: whole } })
      assert.deepEqual(written.variants['en'], { ...whole })
      assert.deepEqual(await store.get('odd', coach), written)
    },
  },
  {
    id: 'KS7',
    says: 'A translation is stale exactly when the text that it was made of has changed since.',
    async check({ store }) {
      const german = {
        ...full.variants['en'],
        title: 'Kein Ton nach dem Update',
        issue: '',
        environment: '',
        resolution: '',
        cause: '',
        basedOn: 1,
        isMachine: true,
      }
      const translated = await put(store, { ...full, variants: { ...full.variants, de: german } })
      assert.equal(isStale(translated, 'de'), false)
      const owned = await put(store, { ...draftOf(translated), owner: 'bob' }, 1, 'owned')
      assert.equal(isStale(owned, 'de'), false)
      const source = { ...german, title: 'No sound, no light', isMachine: false }
      const improved = await put(
        store,
        { ...draftOf(owned), variants: { ...owned.variants, en: source } },
        2,
        'improved',
      )
      assert.deepEqual([isStale(improved, 'de'), isStale(improved, 'en')], [true, false])
    },
  },
  {
    id: 'KS8',
    says: 'What was put is still there after a restart, and found.',
    needs: 'reopen',
    async check({ store, reopen }) {
      const written = await put(store, full)
      const again = (await reopen?.()) ?? store
      assert.deepEqual(await again.get('a1', coach), written)
      assert.deepEqual(await found(again, 'sound'), ['a1'])
    },
  },
]
