import { createDesk } from '@casewell/core'
import { memoryStore, replayFrom } from '@casewell/store'
import { standardSurveys, surveys } from '@casewell/surveys'
import type { Given } from '@casewell/surveys/events'
import * as fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { foldAnswered, foldInvited } from '../src/fold/fold-answers.ts'
import { memoryBooks } from '../src/fold/memory-books.ts'
import { Cells, mergeCells, scores } from '../src/index.ts'
import { weekOf } from '../src/week.ts'
import { dayMs, firstWeek, type ScoresScene, scoresScene } from './scene.ts'

let scene: ScoresScene
afterEach(() => scene?.desk.stop())

const allCells = async () => (await scene.desk.read.find(Cells, { index: 'week', limit: 1000 })).items

describe('an answer', () => {
  test('[FOLD1] [FOLD5] counts at each of its places, one document each', async () => {
    scene = await scoresScene({ floor: 1 })
    await scene.story({ answer: 5 })
    const cells = await allCells()
    const places = cells.map(({ doc }) => `${doc.by} ${doc.of} ${doc.week}`).sort()
    expect(places).toEqual([
      'agent ada 2026-01-05',
      'all all 2026-01-05',
      'channel email 2026-01-05',
      'product R1 2026-01-05',
      'queue audio 2026-01-05',
      'segment pro 2026-01-05',
    ])
    for (const { doc } of cells) {
      expect(doc.asked).toEqual({ csat: { invited: 1, answered: 1 } })
      expect(doc.scales['csat/csat/1–5']?.state.counts).toEqual([0, 0, 0, 0, 1])
    }
    const week = await scene.api.week('queue', 'audio', '2026-01-08')
    expect(week?.questions.map(({ n, score }) => [n, score.value])).toEqual([[1, 1]])
  })

  test('[FOLD1] belongs to the week of its invitation, however late it comes', async () => {
    scene = await scoresScene()
    const { invitation } = await scene.story()
    scene.advance(8 * dayMs)
    await scene.asking.answer(invitation, { csat: 2 }, { via: 'app' })
    await scene.desk.settled()
    const { overall, series } = await scene.api.report({ period: { from: '2026-01-05', to: '2026-01-19' } })
    expect(series[0]?.weeks.map(({ week, score }) => [week, score.n])).toEqual([
      ['2026-01-05', 1],
      ['2026-01-12', 0],
    ])
    expect(overall.questions[0]?.responseRate.value).toBe(1)
  })

  test('[FOLD2] that was changed leaves nothing of the earlier one', async () => {
    scene = await scoresScene()
    const { invitation } = await scene.story({ answer: 5 })
    await scene.asking.answer(invitation, { csat: 1 }, { via: 'app' })
    await scene.asking.answer(invitation, { csat: 3 }, { via: 'app' })
    await scene.desk.settled()
    const { doc } = (await allCells()).find(({ doc }) => doc.by === 'all') ?? {}
    expect(doc?.scales['csat/csat/1–5']?.state.counts).toEqual([0, 0, 1, 0, 0])
    expect(doc?.asked).toEqual({ csat: { invited: 1, answered: 1 } })
  })

  test('[FOLD2] holds a pair after Kano, which can be changed too', async () => {
    scene = await scoresScene()
    const pair = { functional: 1, dysfunctional: 4 }
    const { invitation } = await scene.story({ survey: 'wishes', answer: { 'call-back': pair, chat: pair } })
    await scene.asking.answer(
      invitation,
      { 'call-back': { functional: 2, dysfunctional: 5 }, chat: pair },
      { via: 'app' },
    )
    await scene.desk.settled()
    const { kano } = await scene.api.report({ period: firstWeek })
    expect(kano[0]?.features.map(({ feature, category, n }) => [feature, category, n])).toEqual([
      ['call-back', 'M', 1],
      ['chat', 'A', 1],
    ])
  })

  const given = (value: number): Given[] => [{ kind: 'scale', question: 'csat', metric: 'csat', min: 1, max: 5, value }]
  const facets = fc.record({
    queue: fc.constantFrom(null, 'audio', 'video', '__proto__'),
    agent: fc.constantFrom('ada', 'ben'),
    product: fc.constant(null),
    channel: fc.constant('sms'),
    segment: fc.constantFrom(null, 'pro', 'toString'),
  })
  const life = fc.record({ values: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 }), facets })
  type Life = typeof life extends fc.Arbitrary<infer L> ? L : never

  const eventsOf = (lives: readonly Life[]) =>
    lives.flatMap(({ values, facets: where }, i) =>
      values.map((value, r) => ({
        subject: `i${i}`,
        data: {
          survey: 'csat',
          version: 1,
          case: `c${i}`,
          customer: `u${i}`,
          revision: r + 1,
          given: given(value),
          replaces: r === 0 ? null : given(values[r - 1] ?? 1),
          hasWords: false,
          via: 'page',
          invitedAt: `2026-01-${String(5 + (i % 20)).padStart(2, '0')}T00:00:00.000Z`,
          facets: where,
        },
      })),
    )
  const foldAll = async (events: ReturnType<typeof eventsOf>) => {
    const books = memoryBooks()
    for (const event of events) await foldAnswered(books, event)
    return books.cells
  }

  test('[FOLD2] [FOLD3] counts once and in any order, as if the last one had been the only one', async () => {
    const shuffles = fc.infiniteStream(fc.nat())
    await fc.assert(
      fc.asyncProperty(fc.array(life, { maxLength: 12 }), shuffles, async (lives, dice) => {
        const events = eventsOf(lives)
        const twice = [...events, ...events]
          .map((event) => [dice.next().value, event] as const)
          .sort(([a], [b]) => a - b)
        const last = eventsOf(lives.map(({ values, facets: where }) => ({ values: values.slice(-1), facets: where })))
        expect(await foldAll(twice.map(([, event]) => event))).toEqual(await foldAll(last))
      }),
      { numRuns: 60 },
    )
  })

  test('[FOLD6] merges over weeks and shards', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(life, { maxLength: 15 }), fc.integer({ min: 1, max: 4 }), async (lives, shards) => {
        const sameWeek = eventsOf(lives).map((event) => ({
          ...event,
          data: { ...event.data, invitedAt: '2026-01-05T00:00:00.000Z' },
        }))
        const whole = (await foldAll(sameWeek)).get('all/2026-01-05/all')
        const parts = await Promise.all(
          Array.from({ length: shards }, (_, s) =>
            foldAll(sameWeek.filter(({ subject }) => Number(subject.slice(1)) % shards === s)),
          ),
        )
        const cells = parts.flatMap((part) => part.get('all/2026-01-05/all') ?? [])
        expect(cells.length === 0 ? undefined : cells.reduce(mergeCells)).toEqual(whole)
      }),
      { numRuns: 60 },
    )
  })

  test('[FOLD3] is invited once, however often that is told', async () => {
    const books = memoryBooks()
    const [event] = eventsOf([
      { values: [1], facets: { queue: null, agent: 'ada', product: null, channel: 'sms', segment: null } },
    ])
    const invited = { subject: 'i0', data: { ...event?.data, channel: 'sms' } } as Parameters<typeof foldInvited>[1]
    await foldInvited(books, invited)
    await foldInvited(books, invited)
    expect(books.cells.get('all/2026-01-05/all')?.asked).toEqual({ csat: { invited: 1, answered: 0 } })
  })
})

describe('the log', () => {
  test('[FOLD3] [SIG1] heard again changes nothing and announces nothing', async () => {
    const host = memoryStore()
    const open = async () => {
      const desk = await createDesk({ store: { ...host, tenant: (id) => host.tenant(id), close: async () => {} } })
      const asking = desk.use(surveys({ surveys: [standardSurveys.csat], policies: [], baseUrl: 'https://x.example' }))
      const api = desk.use(scores({ rates: { default: 60 }, followUp: {} }))
      await desk.start()
      return { desk, asking, api }
    }
    const first = await open()
    const ada = first.desk.as({ id: 'ada', role: 'agent' })
    for (const csat of [1, 5, 3]) {
      const { id } = await ada.cases.open({ subject: 's', from: { email: `c${csat}@example.org` }, text: 'mute' })
      await ada.effort.record({ case: id, activity: 'answer', minutes: 7, source: 'declared' })
      await ada.cases.resolve(id, { code: 'fixed' })
      const { invitation } = await first.asking.ask(id, { survey: 'csat' })
      await first.asking.answer(invitation, { csat }, { via: 'app' })
      if (csat === 3) await ada.cases.receive(id, { text: 'mute again' })
    }
    await first.desk.settled()
    const before = (await first.desk.read.find(Cells, { index: 'week', limit: 1000 })).items
    const { position } = await first.desk.read.head()
    await first.desk.stop()
    await replayFrom(host.tenant('default'), 'scores', 0)
    const second = await open()
    await second.desk.settled()
    expect((await second.desk.read.find(Cells, { index: 'week', limit: 1000 })).items.map(({ doc }) => doc)).toEqual(
      before.map(({ doc }) => doc),
    )
    expect((await second.desk.read.head()).position).toBe(position)
    await second.desk.stop()
    await host.close()
  })

  test('[FOLD4] read again gives equal scores', async () => {
    scene = await scoresScene({ rates: { default: 60 } })
    for (const answer of [1, 5, 4, undefined, 2]) {
      const { id, invitation } = await scene.story({ answer })
      await scene.ada.effort.record({ case: id, activity: 'answer', minutes: 0.1, source: 'declared' })
      if (answer === 4) await scene.asking.answer(invitation, { csat: 1 }, { via: 'app' })
      if (answer === 5) await scene.ada.cases.reopen(id)
      scene.advance(3 * dayMs)
    }
    await scene.desk.settled()
    const { position } = await scene.desk.read.head()
    expect(await scene.api.rebuild()).toMatchObject({ differed: 0 })
    expect((await scene.desk.read.head()).position).toBe(position)
  })

  test('[FOLD4] read again gives equal scores also when a customer was erased', async () => {
    scene = await scoresScene({ facets: { product: 'model', segment: 'plan' } })
    const { id } = await scene.story({ answer: { csat: 1, comment: 'mute' } })
    await scene.story({ answer: 5 })
    const before = (await allCells()).map(({ doc }) => doc)
    const { customer } = await scene.ada.cases.get(id)
    await scene.desk.as({ id: 'root', role: 'admin' }).privacy.erase({ customer })
    await scene.desk.settled()
    expect(await scene.api.rebuild()).toMatchObject({ differed: 0 })
    expect((await allCells()).map(({ doc }) => doc)).toEqual(before)
  })

  test('[FOLD4] read again puts right what was spoilt, and removes what it does not know', async () => {
    scene = await scoresScene()
    await scene.story({ answer: 1 })
    const before = (await allCells()).map(({ doc }) => doc)
    await scene.desk.transact(async (work) => {
      for (const { id, doc } of await allCells())
        work.put(Cells, id, { ...doc, asked: { csat: { invited: 9, answered: 9 } } })
      const [any] = before
      if (any) work.put(Cells, 'queue/2026-01-05/ghost', { ...any, by: 'queue', of: 'ghost' })
    })
    const { position } = await scene.desk.read.head()
    expect(await scene.api.rebuild()).toMatchObject({ differed: before.length + 1 })
    expect((await allCells()).map(({ doc }) => doc)).toEqual(before)
    expect((await scene.desk.read.head()).position).toBe(position)
    await scene.story({ answer: 5 })
    expect((await scene.api.report({ period: firstWeek })).overall.questions[0]?.n).toBe(2)
    expect(await scene.api.rebuild()).toMatchObject({ differed: 0 })
  })

  test('[FOLD1] has weeks that begin on Monday, UTC', () => {
    const weeks = [
      '2026-01-04T23:59:59.999Z',
      '2026-01-05T00:00:00Z',
      '2026-01-11T23:59:59.999Z',
      '1969-12-31T00:00:00Z',
    ]
    expect(weeks.map((time) => weekOf(Date.parse(time)))).toEqual([
      '2025-12-29',
      '2026-01-05',
      '2026-01-05',
      '1969-12-29',
    ])
  })
})
