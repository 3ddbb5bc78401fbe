import { assets } from '@casewell/assets'
import { testDesk } from '@casewell/core/testing'
import { afterEach, describe, expect, test } from 'vitest'
import { countBack, countResolved, readCohorts } from '../src/fold/cohort.ts'
import { Cells, scores } from '../src/index.ts'
import { dayMs, type ScoresScene, scoresScene } from './scene.ts'

let scene: ScoresScene
afterEach(() => scene?.desk.stop())

const period = { from: '2026-01-05', to: '2026-02-09' }
const resolution = async () => (await scene.api.report({ period })).overall.resolution
const costs = async () => (await scene.api.report({ period })).overall.costs

async function opened(channel = 'email') {
  const from = { email: `${Math.abs(scene.now() % 1e9)}-${(await scene.desk.read.head()).position}@example.org` }
  const { id } = await scene.ada.cases.open({ subject: 's', from, text: 'mute', channel })
  return id
}

describe('first contact resolution', () => {
  test('[RES1] needs one contact, no transfer, and a quiet window that has passed', async () => {
    scene = await scoresScene({ windowDays: 7 })
    const admin = scene.desk.as({ id: 'root', role: 'admin' })
    const quiet = await opened()
    const twice = await opened()
    await scene.ada.cases.receive(twice, { text: 'Are you there?' })
    const handed = await opened()
    await admin.cases.assign(handed, { assignee: 'ada' })
    await admin.cases.assign(handed, { assignee: 'ben' })
    const back = await opened()
    for (const id of [quiet, twice, handed, back]) await scene.ada.cases.resolve(id, { code: 'fixed' })
    scene.advance(6 * dayMs)
    await scene.ada.cases.receive(back, { text: 'mute again' })
    await scene.desk.settled()
    expect((await resolution()).firstContact.value).toBeNull()
    scene.advance(2 * dayMs)
    const { firstContact, mature, resolved } = await resolution()
    expect([firstContact.value, firstContact.n, mature, resolved]).toEqual([0.25, 4, 4, 4])
  })

  test('[RES2] is spoilt by a follow-up too, once, and not after sixty days', async () => {
    scene = await scoresScene()
    const [first, late] = [await opened(), await opened()]
    for (const id of [first, late]) await scene.ada.cases.resolve(id, { code: 'fixed' })
    await scene.ada.cases.close(first)
    scene.advance(dayMs)
    const { customer } = await scene.ada.cases.get(first)
    await scene.ada.cases.open({ customer, subject: 'again', followUpOf: first })
    await scene.ada.cases.open({ customer, subject: 'and again', followUpOf: first })
    scene.advance(60 * dayMs)
    await scene.ada.cases.reopen(late)
    await scene.desk.settled()
    const { curve, firstContact } = await resolution()
    expect([curve.n, curve.ended, firstContact.value]).toEqual([2, 1, 0.5])
  })

  test('[RES2] is not spoilt by the second resolution of the same case', async () => {
    scene = await scoresScene()
    const id = await opened()
    for (let i = 0; i < 3; i++) {
      await scene.ada.cases.resolve(id, { code: 'fixed' })
      await scene.ada.cases.reopen(id)
    }
    await scene.desk.settled()
    scene.advance(30 * dayMs)
    const { resolved, curve } = await resolution()
    expect([resolved, curve.ended]).toEqual([1, 1])
  })

  test('[RES3] counts a young case as long as it was watched', () => {
    // Days 0 and 4; asked on day 10: the first are watched for 9 whole days, the second for 5.
    const at = (day: number) => day * dayMs
    let cohorts = {}
    for (let i = 0; i < 10; i++) cohorts = countResolved(cohorts, at(0) + i, true, 1)
    for (let i = 0; i < 10; i++) cohorts = countResolved(cohorts, at(4) + i, true, 1)
    cohorts = countBack(cohorts, { resolvedAtMs: at(0), backAtMs: at(2) + 5, isFirstContact: true }, 1) // ends at 3: 20 at risk
    cohorts = countBack(cohorts, { resolvedAtMs: at(0), backAtMs: at(7) + 5, isFirstContact: true }, 1) // ends at 8: 9 at risk
    const { curve, firstContact, mature } = readCohorts(cohorts, { windowDays: 7, asOfMs: at(10) })
    const ends = curve.steps
      .filter(({ ended }) => ended > 0)
      .map(({ time, atRisk, survival }) => [time, atRisk, Number(survival.toFixed(6))])
    expect(ends).toEqual([
      [3, 20, 0.95],
      [8, 9, 0.844444], // 0.95 · 8/9
    ])
    expect([mature, firstContact.value]).toEqual([10, 0.9])
  })

  test('[RES1] judges when the last case of a day was watched for the whole window, and by that window', () => {
    const late = 5 * dayMs + dayMs - 1 // the last millisecond of day 5
    const back = (days: number) =>
      countBack(
        countResolved({}, late, true, 1),
        { resolvedAtMs: late, backAtMs: late + days, isFirstContact: true },
        1,
      )
    const read = (cohorts: ReturnType<typeof back>, asOfMs: number) => readCohorts(cohorts, { windowDays: 7, asOfMs })
    expect(read(back(0), 13 * dayMs - 1).mature).toBe(0)
    expect(read(back(0), 13 * dayMs).mature).toBe(1) // 7 days after the end of day 5
    const verdict = (after: number) => read(back(after), 30 * dayMs).firstContact.value
    expect([verdict(7 * dayMs - 1), verdict(7 * dayMs)]).toEqual([0, 1])
  })

  test('[RES3] can be taken back to nothing', () => {
    const back = { resolvedAtMs: 5 * dayMs, backAtMs: 6 * dayMs, isFirstContact: true }
    let cohorts = countBack(countResolved({}, 5 * dayMs, true, 1), back, 1)
    cohorts = countResolved(countBack(cohorts, back, -1), 5 * dayMs, true, -1)
    expect(cohorts).toEqual({})
  })

  test('[RES4] is not asked of tasks of the team', async () => {
    scene = await scoresScene()
    const { id } = await scene.ada.cases.open({
      subject: 'Order paper',
      from: { email: 'a@example.org' },
      type: 'task',
    })
    await scene.ada.cases.resolve(id, { code: 'fixed' })
    await scene.desk.settled()
    expect((await resolution()).resolved).toBe(0)
  })
})

describe('cost', () => {
  const spend = (id: string, minutes: number, agent = 'ada', corrects?: string) =>
    scene.ada.effort.record({
      case: id,
      activity: 'answer',
      minutes,
      agent,
      source: 'declared',
      ...(corrects !== undefined && { corrects }),
    })

  test('[COST1] is effort at the rates, by channel, also if it is entered later', async () => {
    scene = await scoresScene({ rates: { ada: 60, default: 30 }, currency: 'EUR' })
    const [mail, phone] = [await opened('email'), await opened('phone')]
    await spend(mail, 10)
    await spend(phone, 10, 'ben')
    for (const id of [mail, phone]) await scene.ada.cases.resolve(id, { code: 'fixed' })
    scene.advance(20 * dayMs)
    await spend(phone, 4, 'ben')
    await scene.desk.settled()
    const { channels, total, contacts } = await costs()
    expect([channels['email']?.total, channels['phone']?.total, total, contacts]).toEqual([10, 7, 17, 2])
    expect((await scene.api.report({ period: { from: '2026-01-19', to: '2026-02-02' } })).overall.costs.contacts).toBe(
      0,
    )
  })

  test('[COST2] is corrected without a trace', async () => {
    scene = await scoresScene({ rates: { default: 7.77 } })
    const id = await opened()
    await scene.ada.cases.resolve(id, { code: 'fixed' })
    const { entry } = await spend(id, 33)
    const { entry: second } = await spend(id, 11, 'ada', entry)
    await spend(id, 60, 'ada', second)
    await scene.desk.settled()
    expect((await costs()).total).toBe(7.77)
    expect(await scene.api.rebuild()).toMatchObject({ differed: 0 })
  })

  test('[COST2] is not known without effort, or without a rate, and then it is not 0', async () => {
    scene = await scoresScene({ rates: { ada: 60 } })
    const [none, unknown, known] = [await opened(), await opened(), await opened()]
    await spend(unknown, 10)
    const { entry } = await spend(unknown, 5, 'ben')
    await spend(known, 2)
    for (const id of [none, unknown, known]) await scene.ada.cases.resolve(id, { code: 'fixed' })
    await scene.desk.settled()
    expect([(await costs()).contacts, (await costs()).perContact.value]).toEqual([1, 2])
    await spend(unknown, 5, 'ada', entry)
    await scene.desk.settled()
    expect([(await costs()).contacts, (await costs()).total]).toEqual([2, 17])
  })
})

describe('products and segments', () => {
  const facets = { product: 'model', segment: 'plan' }
  const at = async (by: 'product' | 'segment', of: string) => {
    scene.advance(5 * dayMs) // a return is only seen by who watched for longer
    const week = await scene.api.week(by, of, '2026-01-05')
    const { resolution, costs } = week ?? {}
    return [resolution?.resolved, resolution?.curve.ended, costs?.total]
  }
  const effort = (id: string, minutes: number) =>
    scene.ada.effort.record({ case: id, activity: 'answer', minutes, source: 'declared' })

  test('[PLACE1] count resolution, return and cost of their cases, whenever they come', async () => {
    scene = await scoresScene({ facets, rates: { default: 60 } })
    const { id } = await scene.story({ plan: 'pro' })
    const { id: back } = await scene.story({ plan: 'basic' })
    await effort(id, 5)
    await effort(back, 7)
    scene.advance(2 * dayMs)
    await scene.ada.cases.reopen(back)
    await scene.desk.settled()
    expect(await at('product', 'R1')).toEqual([2, 1, 12])
    expect(await at('segment', 'pro')).toEqual([1, 0, 5])
    expect(await at('segment', 'basic')).toEqual([1, 1, 7])
  })

  test('[PLACE1] count it all also where the case came back before anybody had looked', async () => {
    scene = await scoresScene({ facets, rates: { default: 60 } })
    const id = await opened()
    await effort(id, 3)
    await scene.ada.customers.update((await scene.ada.cases.get(id)).customer, { fields: { plan: 'pro' } })
    await scene.ada.cases.resolve(id, { code: 'fixed' }) // not heard yet
    await scene.ada.cases.reopen(id)
    await effort(id, 4)
    await scene.desk.settled()
    expect(await at('segment', 'pro')).toEqual([1, 1, 7])
    expect(await scene.api.rebuild()).toMatchObject({ differed: 0 })
  })

  test('[PLACE3] stay what they were, also for whoever reads the log again', async () => {
    scene = await scoresScene({ facets, rates: { default: 60 } })
    const { id } = await scene.story({ plan: 'pro' })
    const { customer } = await scene.ada.cases.get(id)
    await scene.ada.customers.update(customer, { fields: { plan: 'basic' } })
    await effort(id, 5)
    await scene.ada.cases.reopen(id)
    await scene.ada.cases.resolve(id, { code: 'fixed' })
    await scene.desk.settled()
    expect(await scene.told('case.placed')).toEqual([{ subject: id, data: { products: ['R1'], segment: 'pro' } }])
    await scene.desk.transact(async (work) => {
      for (const { id: cell } of (await scene.desk.read.find(Cells, { index: 'week', limit: 100 })).items)
        work.remove(Cells, cell)
    })
    expect((await scene.api.rebuild()).differed).toBeGreaterThan(0)
    expect([await at('segment', 'pro'), await at('segment', 'basic')]).toEqual([
      [1, 1, 5],
      [0, 0, 0],
    ])
    expect(await scene.api.rebuild()).toMatchObject({ differed: 0 })
  })

  test('[PLACE2] are what the register of assets says, where no field does: each product that the case names', async () => {
    const { desk } = await testDesk()
    const register = desk.use(assets())
    const api = desk.use(scores())
    await desk.start()
    const [ada, lea] = [desk.as({ id: 'ada', role: 'agent' }), register.as({ id: 'lea', role: 'lead' })]
    for (const product of ['duo', 'max', 'solo'])
      await lea.putProduct(product, { name: product, vendor: 'Aurora', scheme: 'semver' })
    const opening = { subject: 's', from: { email: 'bob@example.org' }, text: 'mute' }
    const { id } = await ada.cases.open(opening)
    const { customer } = await ada.cases.get(id)
    const own = await Promise.all(['duo', 'max', 'solo'].map((product) => lea.add({ customer, product })))
    await lea.name(id, own.slice(0, 2))
    const { id: vague } = await ada.cases.open(opening)
    for (const one of [id, vague]) await ada.cases.resolve(one, { code: 'fixed' })
    await desk.settled()
    const counts = ['duo', 'max', 'solo'].map(
      async (of) => (await api.week('product', of, '2026-01-05'))?.resolution.resolved,
    )
    expect(await Promise.all(counts)).toEqual([1, 1, 0]) // the vague one could be about any of the three
    await desk.stop()
  })
})
