import { memoryStore, type Store, transact } from '@casewell/store'
import { describe, expect, test } from 'vitest'
import { newArticle } from '../src/index.ts'
import { IndexSnapshots, newestSnapshot } from '../src/shelf/collections.ts'
import { Keeper, type KeeperPort } from '../src/shelf/keeper.ts'
import { openIndex } from '../src/shelf/open-index.ts'
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

  /** A base of so many lamps, its index and what keeps it, in one process. */
  async function kept(lamps: number) {
    const host = memoryStore()
    const store = host.tenant('acme')
    const shelf = await openDeskShelf(store)
    for (let i = 0; i < lamps; i++) await shelf.put(titled(i), change)
    const report = (error: unknown): never => {
      throw error
    }
    const { following, kept: before } = await openIndex(store, store.blobs, {}, report)
    const port = { blobs: store.blobs, transact: (decide: never) => transact(store, decide), report }
    const keeper = new Keeper(port as KeeperPort, following, before, 1)
    const snapshot = async () => (await store.get(IndexSnapshots, newestSnapshot))?.doc
    const look = async () => {
      await following.follower.follow()
      const at = (await snapshot())?.position
      keeper.look()
      await new Promise((resolve) => setTimeout(resolve, 30))
      return (await snapshot())?.position !== at // has it written one?
    }
    return { host, store, shelf, keeper, following, look, snapshot, report }
  }

  test('[SHELF4] keeps a snapshot in the background when a tenth has changed, and not before', async () => {
    const { host, store, shelf, look, following, report } = await kept(199)
    expect(await look()).toBe(false) // too few to be worth it
    await shelf.put(titled(199), change)
    expect(await look()).toBe(true)
    for (let i = 0; i < 199; i++) await shelf.put(titled(i), { ...change, expected: 1, kind: 'improved' })
    expect(await look()).toBe(false)
    await shelf.put(titled(200), change)
    expect(await look()).toBe(true)
    // Nobody has stopped: who comes next starts there all the same.
    const next = await openIndex(store, store.blobs, {}, report)
    expect(next.kept?.position).toBe(following.follower.position)
    expect(next.following.index.size).toBe(201)
    await host.close()
  })

  test('[SHELF5] erased words leave the snapshot, and the bytes of the one before go', async () => {
    const { host, store, shelf, look, snapshot } = await kept(200)
    await shelf.learn('a7', { case: 'c1', words: 'stroboskopisch' })
    expect(await look()).toBe(true)
    const before = (await snapshot())?.blob ?? ''
    expect(await bytesOf(store, before)).toContain('stroboskop')
    await shelf.learn('a7', { case: 'c1', words: null })
    expect(await look()).toBe(true)
    const after = (await snapshot())?.blob ?? ''
    expect(await bytesOf(store, after)).not.toContain('stroboskop')
    expect([await store.blobs.has(before), await store.blobs.has(after)]).toEqual([false, true])
    await host.close()
  })

  test('[SHELF5] words that are erased while a snapshot is written are in none', async () => {
    const { host, store, shelf, keeper, snapshot, following } = await kept(200)
    await shelf.learn('a7', { case: 'c1', words: 'stroboskopisch' })
    await following.follower.follow()
    const write = store.blobs.write
    store.blobs.write = async (bytes) => {
      store.blobs.write = write
      await shelf.learn('a7', { case: 'c1', words: null }) // the index has been read already
      return write(bytes)
    }
    await keeper.write()
    expect(await bytesOf(store, (await snapshot())?.blob ?? '')).not.toContain('stroboskop')
    await host.close()
  })
})

async function bytesOf(store: Store, blob: string): Promise<string> {
  const pieces: Uint8Array[] = []
  for await (const piece of store.blobs.read(blob)) pieces.push(piece)
  return Buffer.concat(pieces).toString('utf8')
}
