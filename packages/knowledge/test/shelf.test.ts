import { memoryStore } from '@casewell/store'
import { describe, expect, test } from 'vitest'
import { newArticle } from '../src/index.ts'
import { IndexSnapshots } from '../src/shelf/collections.ts'
import { openDeskShelf } from './desk-shelf.ts'

const viewer = { audience: 'internal', proficiency: 'coach' } as const
const change = { expected: 0, by: 'agent:ada', at: new Date('2026-01-05T09:00:00Z'), kind: 'created' } as const
const titled = (i: number) => newArticle(`a${i}`, 'en', { title: `Lamp number ${i}`, issue: 'It flickers.' })
const hits = async (shelf: Awaited<ReturnType<typeof openDeskShelf>>, query: string) =>
  (await shelf.search({ query, viewer })).hits.map(({ article }) => article)

describe("the knowledge base on the desk's store", () => {
  test('[SHELF1] finds what another process has written', async () => {
    const host = memoryStore()
    const [one, two] = [await openDeskShelf(host.tenant('acme')), await openDeskShelf(host.tenant('acme'))]
    expect(await hits(two, 'lamp')).toEqual([])
    await one.put(titled(1), change)
    await two.follow()
    expect(await hits(two, 'lamp')).toEqual(['a1'])
    await one.put({ ...titled(1), supersededBy: 'a2' }, { ...change, expected: 1, kind: 'merged' })
    await two.follow()
    expect(await hits(two, 'lamp')).toEqual([])
    for (const shelf of [one, two]) await shelf.close()
    await host.close()
  })

  test('[SHELF2] starts from a snapshot, and knows what came after it', async () => {
    const host = memoryStore()
    const store = host.tenant('acme')
    const first = await openDeskShelf(store)
    for (let i = 0; i < 250; i++) await first.put(titled(i), change)
    await first.learn('a7', { case: 'c1', words: 'strobe' })
    const before = await first.search({ query: 'lamp 17', viewer, limit: 20 })
    await first.close()
    expect((await store.get(IndexSnapshots, 'newest'))?.doc.articles).toBe(250)
    const other = await openDeskShelf(store)
    await other.put(titled(1000), change)
    const second = await openDeskShelf(store)
    expect(await hits(second, 'strobe')).toEqual(['a7'])
    expect(await hits(second, '1000')).toEqual(['a1000'])
    const again = await openDeskShelf(host.tenant('acme'))
    expect((await again.search({ query: 'lamp 17', viewer, limit: 20 })).hits.map((h) => h.article)[0]).toEqual(
      before.hits[0]?.article,
    )
    await host.close()
  })

  test('[SHELF3] reads everything again where a snapshot does not fit or is gone', async () => {
    const host = memoryStore()
    const store = host.tenant('acme')
    const first = await openDeskShelf(store)
    await first.put(titled(1), change)
    const { blob } = await store.blobs.write(new TextEncoder().encode('no snapshot at all'))
    const { put } = await import('@casewell/store')
    for (const named of [blob, `sha256-${'0'.repeat(64)}`]) {
      await store.commit({
        writes: [put(IndexSnapshots, 'newest', { blob: named, position: 1, articles: 1, at: '' }, 'any')],
      })
      expect(await hits(await openDeskShelf(store), 'lamp')).toEqual(['a1'])
    }
    await host.close()
  })
})
