// What went wrong at other desks, as tests. The numbers are those of docs/reliability.md, where each one's place is listed.
import { createDesk, type Desk } from '@casewell/core'
import { memoryStore } from '@casewell/store'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { ChannelApi } from '../src/index.ts'
import { type Loft, loft, pigeon, understand } from './pigeon.ts'
import { pigeonScene, update } from './scene.ts'

interface Process {
  readonly desk: Desk
  readonly api: ChannelApi
}

/** Several processes on one store, as far as the store can tell; their far side is the same. */
async function processes(count: number, far: Loft): Promise<readonly Process[]> {
  const host = memoryStore()
  const all: Process[] = []
  for (let i = 0; i < count; i++) {
    const desk = await createDesk({ store: host, sharesStore: true })
    all.push({ desk, api: desk.use(pigeon(far)('home', { secret: 'grain' })) })
  }
  onTestFinished(async () => {
    for (const { desk } of all) await desk.stop()
    await host.close()
  })
  for (const { desk } of all) await desk.start()
  return all
}

const recent = async ({ desk }: Process) =>
  (await desk.as({ id: 'ada', role: 'agent' }).cases.list({ view: 'recent' })).items

describe('what comes at the same moment', () => {
  test('1: the same message in two processes, neither done when the other begins, is one message in one case', async () => {
    const [one, other] = await processes(2, loft())
    if (!one || !other) throw new Error('no processes')
    for (let round = 0; round < 20; round++) {
      const event = understand(update({ chat: `chat-${round}` }))
      const accepted = await Promise.all([one.api.accept([event]), other.api.accept([event])])
      expect(
        accepted
          .flat()
          .map(({ as }) => as)
          .sort(),
      ).toEqual(['duplicate', 'message'])
    }
    expect((await recent(one)).map(({ messageCount }) => messageCount)).toEqual(Array.from({ length: 20 }, () => 1))
  })

  test('6: an album of three from somebody new, as three calls to three processes, is one customer and one case', async () => {
    const far = loft()
    const all = await processes(3, far)
    for (let round = 0; round < 10; round++) {
      const album = all.map((_, i) => {
        far.files.set(`f${round}-${i}`, `picture ${i}`)
        const file = { id: `f${round}-${i}`, name: `${i}.jpg`, mime: 'image/jpeg' }
        return understand(update({ chat: `chat-${round}`, user: `new-${round}`, file }))
      })
      const accepted = await Promise.all(all.map(({ api }, i) => api.accept(album.slice(i, i + 1))))
      const cases = accepted.flat().map((one) => (one.as === 'message' ? one.case : one.as))
      expect(new Set(cases).size).toBe(1)
    }
    const [first] = all
    if (!first) throw new Error('no process')
    const cases = await recent(first)
    expect(cases.map(({ messageCount }) => messageCount)).toEqual(Array.from({ length: 10 }, () => 3))
    expect(new Set(cases.map(({ customer }) => customer)).size).toBe(10)
  })
})

describe('a reply to a merged case', () => {
  type Scene = Awaited<ReturnType<typeof pigeonScene>>
  const caseOf = async (scene: Scene, chat: string): Promise<string> => {
    const [accepted] = await scene.take({ chat })
    if (accepted?.as !== 'message') throw new Error(`expected a message, got ${accepted?.as}`)
    return accepted.case
  }

  test('17: lands where the path of merges ends', async () => {
    const scene = await pigeonScene()
    const [a, b, c] = [await caseOf(scene, 'a'), await caseOf(scene, 'b'), await caseOf(scene, 'c')]
    await scene.ada.cases.merge(a, { into: b })
    await scene.ada.cases.merge(b, { into: c })
    expect(await caseOf(scene, 'a')).toBe(c)
    expect((await scene.ada.cases.get(c)).status).not.toBe('closed')
  })

  test('17: is kept in a follow-up when the path ends in a closed case', async () => {
    const scene = await pigeonScene()
    const [a, b] = [await caseOf(scene, 'a'), await caseOf(scene, 'b')]
    await scene.ada.cases.merge(a, { into: b })
    await scene.ada.cases.close(b)
    const next = await caseOf(scene, 'a')
    expect([a, b]).not.toContain(next)
    expect((await scene.ada.cases.links(next)).to).toEqual([{ kind: 'follow-up', case: b }])
    expect(await caseOf(scene, 'a')).toBe(next)
  })
})
