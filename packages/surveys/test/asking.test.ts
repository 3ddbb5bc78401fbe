import { assets } from '@casewell/assets'
import { Customers, createDesk } from '@casewell/core'
import { testDesk } from '@casewell/core/testing'
import { memoryStore, replayFrom } from '@casewell/store'
import { afterEach, describe, expect, test } from 'vitest'
import { ReminderDue, SurveyWithdrawn } from '../src/events.ts'
import { decideInvitation, definePolicy, standardSurveys, surveys } from '../src/index.ts'
import { csatOnSms, dayMs, hourMs, invitedScene, type SurveyScene, surveyScene } from './scene.ts'

let scene: SurveyScene
afterEach(() => scene?.desk.stop())

const typesOf = async () => (await scene.told()).map(({ type }) => type)
const skipped = async () =>
  (await scene.told())
    .filter(({ type }) => type === 'survey.skipped')
    .map(({ data }) => (data as { reason: string }).reason)

async function resolvedCase(text = 'It is mute.', user = 'bob') {
  const id = await scene.write(text, { user })
  await scene.ada.cases.resolve(id, { code: 'fixed' })
  await scene.settle()
  return id
}

describe('an invitation', () => {
  test('[ASK1] goes out once for one resolution, however it is worded', async () => {
    scene = await surveyScene()
    const id = await resolvedCase()
    await scene.ada.cases.resolve(id, { code: 'workaround' })
    await scene.settle()
    await scene.pass(2 * hourMs)
    expect(scene.arrived).toHaveLength(1)
    expect(await typesOf()).toEqual(['survey.invited'])
  })

  test('[ASK1] [ASK4] is another one when the case came back, and the first was called off', async () => {
    scene = await surveyScene()
    const id = await resolvedCase()
    await scene.write('Mute again.')
    await scene.settle()
    await scene.ada.cases.resolve(id, { code: 'fixed' })
    await scene.settle()
    await scene.pass(2 * hourMs)
    expect(await typesOf()).toEqual(['survey.withdrawn', 'survey.invited'])
    expect(scene.arrived).toHaveLength(1)
  })

  test('[ASK1] [ASK3] is not repeated when the whole log is heard again', async () => {
    const host = memoryStore()
    const options = {
      surveys: [standardSurveys.csat],
      policies: [{ ...csatOnSms, channels: ['desk'] }],
      baseUrl: 'https://x.example',
    }
    const open = async () => {
      const desk = await createDesk({ store: { ...host, tenant: (id) => host.tenant(id), close: async () => {} } })
      const api = desk.use(surveys(options))
      await desk.start()
      return { desk, api }
    }
    scene = await surveyScene() // only so that there is something to close
    const first = await open()
    const ada = first.desk.as({ id: 'ada', role: 'agent' })
    for (const name of ['bob', 'cy']) {
      const { id } = await ada.cases.open({ subject: 's', from: { email: `${name}@example.org` }, text: 'mute' })
      await ada.cases.resolve(id, { code: 'fixed' })
    }
    const spam = await ada.cases.open({ subject: 's', from: { email: 'spam@example.org' }, text: 'Buy!' })
    await ada.cases.resolve(spam.id, { code: 'spam' })
    const back = await ada.cases.open({ subject: 's', from: { email: 'dora@example.org' }, text: 'mute' })
    await ada.cases.resolve(back.id, { code: 'fixed' })
    await ada.cases.reopen(back.id)
    await ada.cases.resolve(back.id, { code: 'fixed' })
    await first.desk.settled()
    const before = await first.desk.read.head()
    await first.desk.stop()
    await replayFrom(host.tenant('default'), 'surveys', 0)
    const second = await open()
    await second.desk.settled()
    expect((await second.desk.read.head()).position).toBe(before.position)
    await second.desk.stop()
    await host.close()
  })

  test('[ASK2] waits for its time, and for the end of the night where the customer lives', async () => {
    scene = await surveyScene({ policies: [{ ...csatOnSms, delayMs: 12 * hourMs, quietHours: { from: 21, to: 8 } }] })
    const id = await scene.write('It is mute.')
    const { customer } = await scene.ada.cases.get(id)
    await scene.ada.customers.update(customer, { timeZone: 'Europe/Berlin' })
    await scene.ada.cases.resolve(id, { code: 'fixed' }) // 09:00 UTC; 21:00 UTC is 22:00 in Berlin
    await scene.settle()
    await scene.pass(12 * hourMs + 1)
    expect(scene.arrived).toHaveLength(0)
    await scene.pass(10 * hourMs - 2) // a millisecond before 08:00 in Berlin
    expect(scene.arrived).toHaveLength(0)
    await scene.pass(1)
    expect(scene.arrived).toHaveLength(1)
  })

  test('[ASK2] takes the first channel of the policy that the case has', async () => {
    scene = await surveyScene({ policies: [{ ...csatOnSms, channels: ['email', 'sms'] }] })
    const id = await scene.write('By text.')
    await scene.ada.cases.resolve(id, { code: 'fixed' })
    const other = await scene.write('By mail.', { user: 'cy', by: 'email' })
    await scene.ada.cases.resolve(other, { code: 'fixed' })
    await scene.settle()
    await scene.pass(2 * hourMs)
    const invited = (await scene.told()).map(({ data }) => (data as { channel: string }).channel)
    expect(invited.sort()).toEqual(['email', 'sms'])
    expect(scene.arrived.find(({ thread }) => thread === 'cy')?.text).toContain('?a=5')
    expect(scene.arrived.find(({ thread }) => thread === 'bob')?.text).not.toContain('?a=')
  })

  test('[ASK3] reaches the sampled share of the customers', async () => {
    scene = await surveyScene({ policies: [{ ...csatOnSms, share: 0.3 }] })
    for (let i = 0; i < 200; i++) {
      const id = await scene.write('mute', { user: `c${i}` })
      await scene.ada.cases.resolve(id, { code: 'fixed' })
    }
    await scene.settle()
    const out = (await skipped()).filter((reason) => reason === 'sampled-out').length
    expect(out).toBeGreaterThan(110) // binomial(200, 0.7) leaves 110…168 once in 10 million times
    expect(out).toBeLessThan(168)
  }, 120_000)

  test('[ASK4] reaches no customer twice within the period, and again after it', async () => {
    scene = await surveyScene({ policies: [{ ...csatOnSms, onceEveryMs: 7 * dayMs }] })
    await resolvedCase()
    await scene.pass(2 * hourMs)
    const one = await scene.ada.cases.open({ customer: await bob(), subject: 's', text: 'again' })
    await scene.ada.cases.resolve(one.id, { code: 'fixed' })
    await scene.settle()
    expect(await skipped()).toEqual(['no-channel'])
    await scene.ada.cases.close((await cases())[0] ?? '')
    await scene.write('New trouble.')
    const next = (await cases()).at(-1) ?? ''
    await scene.ada.cases.resolve(next, { code: 'fixed' })
    await scene.settle()
    expect(await skipped()).toEqual(['no-channel', 'too-soon'])
    await scene.pass(8 * dayMs)
    await scene.write('And again.')
    await scene.ada.cases.resolve(next, { code: 'fixed' })
    await scene.settle()
    await scene.pass(2 * hourMs)
    expect(scene.arrived).toHaveLength(2)
  })

  test('[ASK5] leaves out spam, complaints, and whoever has declined', async () => {
    scene = await surveyScene({ policies: [{ ...csatOnSms, complaintTags: ['surveys'] }] })
    await scene.desk.as({ id: 'root', role: 'admin' }).cases.list({ view: 'recent' })
    const spam = await scene.write('Buy!', { user: 'spammer' })
    await scene.ada.cases.resolve(spam, { code: 'spam' })
    const declined = await scene.write('mute', { user: 'dora' })
    await scene.api.decline((await scene.ada.cases.get(declined)).customer, 'phone')
    await scene.ada.cases.resolve(declined, { code: 'fixed' })
    await scene.settle()
    expect(await skipped()).toEqual(['code', 'declined'])
    await scene.pass(2 * hourMs)
    expect(scene.arrived).toHaveLength(0)
  })

  test('[ASK5] leaves out a case that carries the tag of a complaint', async () => {
    scene = await surveyScene()
    const id = await scene.write('Stop sending me surveys!')
    await scene.ada.cases.tag(id, { tag: 'no surveys' })
    const [tag = ''] = (await scene.ada.cases.get(id)).tags
    const policy = definePolicy({ ...csatOnSms, complaintTags: [tag] })
    const facts = { code: 'fixed', type: 'question', queue: null, channels: ['sms'], isDeclined: false }
    const rest = { lastInvitedAtMs: null, timeZone: null, draw: 0, resolvedAt: new Date(0) }
    expect(decideInvitation(policy, { ...facts, ...rest, tags: [tag] })).toEqual({ invite: false, reason: 'complaint' })
    expect(decideInvitation(policy, { ...facts, ...rest, tags: [] }).invite).toBe(true)
  })

  test('[ASK5] leaves out whoever declined before being merged with another customer', async () => {
    scene = await surveyScene()
    const id = await scene.write('mute', { user: 'dora' })
    const other = await scene.write('mute', { user: 'dora2' })
    const [dora, dora2] = [(await scene.ada.cases.get(id)).customer, (await scene.ada.cases.get(other)).customer]
    await scene.api.decline(dora, 'phone')
    const lead = scene.desk.as({ id: 'lea', role: 'lead' })
    const mail = await lead.customers.identify({ kind: 'email', value: 'd@example.org', assurance: 'asserted' })
    await scene.api.decline(mail.id, 'phone')
    await lead.customers.merge(mail.id, dora2, { reason: 'one person' })
    await scene.settle()
    await scene.ada.cases.resolve(other, { code: 'fixed' })
    await scene.settle()
    expect(await skipped()).toEqual(['declined'])
  })

  test('[ASK6] is called off by a case that comes back or is closed', async () => {
    scene = await surveyScene()
    await resolvedCase()
    await scene.write('Mute again!')
    const other = await resolvedCase('Also mute.', 'cy')
    await scene.ada.cases.close(other)
    await scene.settle()
    await scene.pass(2 * hourMs)
    const reasons = (await scene.told()).map(({ data }) => (data as { reason: string }).reason)
    expect(reasons).toEqual(['reopened', 'closed'])
    expect(scene.arrived).toHaveLength(0)
  })

  test('[ASK4] is a matter of the whole period, to the millisecond', () => {
    scene = { desk: { stop: async () => {} } } as unknown as SurveyScene // nothing to stop
    const policy = definePolicy({ ...csatOnSms, delayMs: 0, onceEveryMs: 1000 })
    const facts = { code: 'fixed', type: 'question', queue: null, tags: [], channels: ['sms'], isDeclined: false }
    const at = (ms: number) =>
      decideInvitation(policy, { ...facts, lastInvitedAtMs: 0, timeZone: null, draw: 0, resolvedAt: new Date(ms) })
        .invite
    expect([at(999), at(1000)]).toEqual([false, true])
  })

  test('[ASK7] is reminded of once, also when the timer is heard again', async () => {
    const invited = await invitedScene({ policies: [{ ...csatOnSms, remindAfterMs: dayMs }] })
    scene = invited
    await scene.pass(dayMs)
    await scene.desk.transact((work) => work.emit(ReminderDue(invited.invitation, { case: invited.id })))
    await scene.settle()
    expect(await typesOf()).toEqual(['survey.invited', 'survey.reminded'])
  })

  test('[ASK6] is called off when its survey is there no more', async () => {
    scene = { desk: { stop: async () => {} } } as unknown as SurveyScene // nothing to stop
    let now = Date.parse('2026-01-05T09:00:00Z')
    const host = memoryStore({ now: () => now })
    const open = async (survey: 'csat' | 'nps') => {
      const desk = await createDesk({ store: { ...host, tenant: (id) => host.tenant(id), close: async () => {} } })
      const policies = [{ survey, channels: ['desk'], delayMs: hourMs }]
      desk.use(surveys({ surveys: [standardSurveys[survey]], policies, baseUrl: 'https://x.example' }))
      return desk
    }
    const first = await open('csat')
    await first.start()
    const ada = first.as({ id: 'ada', role: 'agent' })
    const { id } = await ada.cases.open({ subject: 's', from: { email: 'bob@example.org' }, text: 'mute' })
    await ada.cases.resolve(id, { code: 'fixed' })
    await first.settled()
    await first.stop()
    now += 2 * hourMs
    const second = await open('nps')
    const withdrawn = new Promise((resolve) => second.bus.on(SurveyWithdrawn, ({ data }) => resolve(data.reason)))
    await second.start()
    expect(await withdrawn).toBe('no-survey')
    await second.stop()
    await host.close()
  })

  test('[ASK7] is reminded of once, unless it was answered', async () => {
    scene = await invitedScene({ policies: [{ ...csatOnSms, remindAfterMs: 2 * dayMs, expireAfterMs: 5 * dayMs }] })
    await scene.pass(2 * dayMs)
    await scene.pass(2 * dayMs)
    expect(await typesOf()).toEqual(['survey.invited', 'survey.reminded'])
    expect(scene.arrived.at(-1)?.text).toMatch(/^We would still like to know:/)
    await scene.pass(2 * dayMs)
    expect(await typesOf()).toEqual(['survey.invited', 'survey.reminded', 'survey.expired'])
  })

  test('[ASK7] counts until its last millisecond', async () => {
    const invited = await invitedScene({ policies: [{ ...csatOnSms, expireAfterMs: 5 * dayMs }] })
    scene = invited
    scene.advance(5 * dayMs - 1)
    expect(await scene.api.answer(invited.invitation, { csat: 5 }, { via: 'app' })).toBe('counted')
    scene.advance(1)
    expect(await scene.api.answer(invited.invitation, { csat: 1 }, { via: 'app' })).toBe('expired')
  })

  test('[ASK8] can be made at any moment, with a message or with a link alone', async () => {
    scene = await surveyScene({ policies: [] })
    const id = await scene.write('It is mute.')
    const silent = await scene.api.ask(id, { survey: 'csat' })
    expect((await scene.page(silent.link)).status).toBe(200)
    await scene.settle()
    expect(scene.arrived).toHaveLength(0)
    await scene.api.ask(id, { survey: 'csat', channel: 'sms' })
    await scene.settle()
    expect(scene.arrived).toHaveLength(1)
    await expect(scene.api.ask(id, { survey: 'nps' })).rejects.toMatchObject({ code: 'surveys/unknown-survey' })
    await expect(scene.api.ask(id, { survey: 'csat', channel: 'fax' })).rejects.toMatchObject({
      code: 'surveys/no-way',
    })
  })

  test('[ASK9] carries queue, agent, product, channel and segment of its resolution', async () => {
    scene = await surveyScene({ facets: { product: 'model', segment: 'plan' } })
    const lead = scene.desk.as({ id: 'lea', role: 'admin' })
    await lead.queues.put('audio', { name: 'Audio', members: ['ada'] })
    const id = await scene.write('It is mute.')
    const { customer } = await scene.ada.cases.get(id)
    await scene.ada.customers.update(customer, { fields: { plan: 'pro' } })
    await scene.ada.cases.setFields(id, { fields: { model: 'R1' } })
    await scene.ada.cases.setQueue(id, { queue: 'audio' })
    await scene.ada.cases.resolve(id, { code: 'fixed' })
    await scene.settle()
    await scene.pass(2 * hourMs)
    const facets = (await scene.told()).map(({ data }) => (data as { facets: unknown }).facets)
    expect(facets).toEqual([{ queue: 'audio', agent: 'ada', product: 'R1', channel: 'sms', segment: 'pro' }])
  })

  test('[ASK10] counts by the product that the register of assets names, if it is one', async () => {
    const { desk } = await testDesk()
    const register = desk.use(assets())
    const api = desk.use(surveys({ surveys: [standardSurveys.csat], policies: [], baseUrl: 'https://x.example' }))
    await desk.start()
    const [ada, lea] = [desk.as({ id: 'ada', role: 'agent' }), register.as({ id: 'lea', role: 'lead' })]
    for (const product of ['duo', 'max']) await lea.putProduct(product, { name: product, scheme: 'semver' })
    const { id } = await ada.cases.open({ subject: 's', from: { email: 'bob@example.org' }, text: 'It is mute.' })
    const { customer } = await ada.cases.get(id)
    const product = async () => {
      const { invitation } = await api.ask(id, { survey: 'csat' })
      return (await api.invitation(invitation)).facets.product
    }
    await lea.add({ customer, product: 'duo' })
    expect(await product()).toBe('duo')
    await lea.add({ customer, product: 'max' })
    expect(await product()).toBeNull()
    await desk.stop()
  })

  test('[DEF4] speaks the language of the customer', async () => {
    scene = await surveyScene()
    for (const [user, locale] of [
      ['bob', 'de-AT'],
      ['li', 'zh-Hans-CN'],
      ['yui', 'ja-JP'],
      ['eva', 'es-MX'],
      ['zoe', 'fr'],
    ] as const) {
      const id = await scene.write('?', { user })
      await scene.ada.customers.update((await scene.ada.cases.get(id)).customer, { locale })
      await scene.ada.cases.resolve(id, { code: 'fixed' })
    }
    await scene.settle()
    await scene.pass(2 * hourMs)
    const textTo = (user: string) => scene.arrived.find(({ thread }) => thread === user)?.text
    expect(textTo('bob')).toContain('Wie zufrieden')
    expect(textTo('li')).toContain('满意程度')
    expect(textTo('yui')).toContain('満足')
    expect(textTo('eva')).toContain('satisfecho')
    expect(textTo('zoe')).toContain('How satisfied')
  })

  const cases = async () => (await scene.ada.cases.list({ view: 'recent' })).items.map(({ id }) => id).sort()
  const bob = async () => {
    const found = await scene.ada.customers.byHandle({ kind: 'user', value: 'bob' })
    expect((await scene.desk.read.get(Customers, found?.id ?? ''))?.id).toBe(found?.id)
    return found?.id ?? ''
  }
})
