import { createDesk } from '@casewell/core'
import { memoryStore } from '@casewell/store'
import { afterEach, describe, expect, test } from 'vitest'
import { Invitations, kanoSurvey, readTypedAnswer, standardSurveys, surveys } from '../src/index.ts'
import { csatOnSms, dayMs, hourMs, invitedScene, linkIn, type SurveyScene, surveyScene } from './scene.ts'

let scene: SurveyScene
afterEach(() => scene.desk.stop())

const csat = (value: number) => ({ kind: 'scale', question: 'csat', metric: 'csat', min: 1, max: 5, value })

describe('an answer by page', () => {
  test('[ANS1] counts once; the same again changes nothing, another one replaces it', async () => {
    const invited = await invitedScene()
    scene = invited
    const link = linkIn(scene.arrived.at(-1)?.text)
    expect(link).toBe(invited.link)
    const first = await scene.page(link, { csat: '5', comment: 'Quick!' })
    expect(first.html).toContain('Your answer has been counted')
    expect((await scene.page(link, { csat: '5', comment: 'Quick!' })).html).toContain('We have your answer already')
    expect((await scene.page(link, { csat: '1', comment: 'Quick!' })).html).toContain('has replaced')
    expect(
      (await scene.answers()).map(({ revision, given, replaces, hasWords, via }) => ({
        revision,
        given,
        replaces,
        hasWords,
        via,
      })),
    ).toEqual([
      { revision: 1, given: [csat(5)], replaces: null, hasWords: true, via: 'page' },
      { revision: 2, given: [csat(1)], replaces: [csat(5)], hasWords: true, via: 'page' },
    ])
  })

  test('[ANS1] counts once when the form is sent many times at once', async () => {
    const invited = await invitedScene()
    scene = invited
    await Promise.all(Array.from({ length: 20 }, () => scene.page(invited.link, { csat: '4' })))
    expect(await scene.answers()).toHaveLength(1)
  })

  test('[ANS2] is not given by opening a link, whatever it says', async () => {
    const invited = await invitedScene()
    scene = invited
    const { html } = await scene.page(`${invited.link}?a=2`)
    expect(html).toMatch(/value="2"[^>]* checked/)
    await scene.page(`${invited.link}?a=2`, undefined, { method: 'HEAD' })
    expect(await scene.answers()).toEqual([])
    expect((await scene.page(invited.link, undefined, { method: 'PUT' })).status).toBe(405)
  })

  test('[ANS3] does not count on a forged link', async () => {
    const invited = await invitedScene()
    scene = invited
    const dot = invited.link.lastIndexOf('.')
    const [start, signature] = [invited.link.slice(0, dot), invited.link.slice(dot + 1)]
    const turned = signature.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'))
    for (const forged of [
      `${start}.${turned}`,
      start,
      `${start}.`,
      `${start}x.${signature}`,
      'https://help.example.com/survey/',
    ]) {
      const { status, html } = await scene.page(
        forged,
        { csat: '1' },
        { headers: { 'accept-language': 'fr, de;q=0.8' } },
      )
      expect(status).toBe(404)
      expect(html).toContain('Wir kennen diesen Link nicht')
    }
    expect(await scene.answers()).toEqual([])
  })

  test('[ANS3] does not count after the expiry, nor before the invitation went out', async () => {
    const invited = await invitedScene()
    scene = invited
    await scene.pass(15 * dayMs)
    const late = await scene.page(invited.link, { csat: '1' })
    expect([late.status, late.html]).toEqual([410, expect.stringContaining('This survey has ended')])
    const id = await scene.write('Trouble.', { user: 'cy' })
    await scene.ada.cases.resolve(id, { code: 'fixed' })
    await scene.settle()
    const { items } = await scene.desk.read.find(Invitations, { index: 'case', equals: [id], limit: 1 })
    const early = await scene.page(scene.api.linkOf(items[0]?.id ?? ''), { csat: '1' })
    expect([early.status, early.html]).toEqual([409, expect.stringContaining('has not begun')])
    expect(await scene.answers()).toEqual([])
  })

  test('[ANS7] may be the wish not to be asked', async () => {
    const invited = await invitedScene()
    scene = invited
    expect((await scene.page(invited.link, { decline: '1' })).html).toContain('We will not ask you again')
    await scene.pass(60 * dayMs)
    const id = await scene.write('Mute again.')
    await scene.ada.cases.resolve(id, { code: 'fixed' })
    await scene.settle()
    expect((await scene.told()).at(-1)).toMatchObject({ type: 'survey.skipped', data: { reason: 'declined' } })
    expect(await scene.answers()).toEqual([])
  })

  test('[ANS8] names what is missing, and keeps what was given', async () => {
    const invited = await invitedScene()
    scene = invited
    for (const form of [
      { comment: 'Good <b>service</b>' },
      { csat: '6', comment: 'Good <b>service</b>' },
      { csat: '1.5', comment: 'Good <b>service</b>' },
    ]) {
      const { status, html } = await scene.page(invited.link, form)
      expect(status).toBe(422)
      expect(html).toContain('role="alert"')
      expect(html).toContain('href="#csat"')
      expect(html).toContain('Good &lt;b&gt;service&lt;/b&gt;')
    }
    await expect(scene.api.answer(invited.invitation, { csat: 0 }, { via: 'app' })).rejects.toMatchObject({
      code: 'surveys/bad-answers',
      details: { questions: ['csat'] },
    })
    await expect(scene.api.answer(invited.invitation, { csat: 3, x: 1 }, { via: 'app' })).rejects.toMatchObject({
      details: { questions: ['x'] },
    })
    await expect(scene.api.answer('nobody', { csat: 3 }, { via: 'app' })).rejects.toMatchObject({
      code: 'surveys/no-invitation',
    })
    expect(await scene.answers()).toEqual([])
    const large = await scene.page(invited.link, { csat: '5', comment: 'x'.repeat(70_000) })
    expect(large.status).toBe(413)
  })

  test('[ANS9] leaves no word of the customer in the log', async () => {
    const invited = await invitedScene()
    scene = invited
    await scene.page(invited.link, { csat: '5', comment: 'Ada is a treasure' })
    const log = await scene.desk.read.readLog({ after: 0, limit: 1000 })
    expect(JSON.stringify(log)).not.toContain('treasure')
    const { answers, customer } = await scene.api.invitation(invited.invitation)
    expect(answers).toEqual({ csat: 5, comment: 'Ada is a treasure' })
    expect(await scene.desk.read.about(customer, { limit: 100 })).toContain(`surveys.invitations/${invited.invitation}`)
  })

  test('[ANS15] keeps the points of an erased customer, drops the words, and takes no more', async () => {
    const invited = await invitedScene()
    scene = invited
    await scene.page(invited.link, { csat: '2', comment: 'Ada is a treasure' })
    const { customer, id } = await scene.api.invitation(invited.invitation).then((i) => ({ ...i, id: i.case }))
    const again = await scene.api.ask(id, { survey: 'csat' })
    const root = scene.desk.as({ id: 'root', role: 'admin' })
    await root.privacy.erase({ customer })
    expect(await scene.api.invitation(invited.invitation)).toMatchObject({ answers: { csat: 2 }, status: 'expired' })
    expect(await scene.api.invitation(again.invitation)).toMatchObject({ answers: null, status: 'expired' })
    await scene.page(invited.link, { csat: '5', comment: 'Another treasure' })
    await scene.page(again.link, { csat: '5' })
    expect((await scene.answers()).length).toBe(1)
    expect((await scene.api.invitation(invited.invitation)).answers).toEqual({ csat: 2 })
  })

  test('[ANS15] does not ask an erased customer who was to be asked', async () => {
    scene = await surveyScene()
    const id = await scene.write('It is mute.')
    const { customer } = await scene.ada.cases.get(id)
    await scene.ada.cases.resolve(id, { code: 'fixed' })
    await scene.settle()
    await scene.desk.as({ id: 'root', role: 'admin' }).privacy.erase({ customer })
    await scene.pass(2 * hourMs)
    expect([(await scene.told()).length, scene.arrived.length]).toEqual([0, 0])
  })

  test('[ANS1] holds pairs after Kano, with their importance', async () => {
    const wishes = kanoSurvey({
      id: 'wishes',
      version: 1,
      titles: { en: 'What matters to you?' },
      withImportance: true,
      features: [{ id: 'call-back', texts: { en: { present: 'If we call back …?', absent: 'If we do not …?' } } }],
    })
    scene = await surveyScene({ surveys: [wishes], policies: [] })
    const { link } = await scene.api.ask(await scene.write('Hello?'), { survey: 'wishes' })
    expect((await scene.page(link, { 'call-back.f': '1' })).status).toBe(422)
    await scene.page(link, { 'call-back.f': '1', 'call-back.d': '4', 'call-back.i': '9' })
    expect((await scene.answers()).map(({ given }) => given)).toEqual([
      [{ kind: 'kano', question: 'call-back', feature: 'call-back', functional: 1, dysfunctional: 4, importance: 9 }],
    ])
  })
})

describe('an answer by reply', () => {
  test('[ANS4] is one digit, and leaves the case resolved', async () => {
    const invited = await invitedScene()
    scene = invited
    await scene.write('4')
    await scene.settle()
    expect((await scene.ada.cases.get(invited.id)).status).toBe('resolved')
    expect((await scene.answers()).map(({ given, via }) => ({ given, via }))).toEqual([
      { given: [csat(4)], via: 'sms' },
    ])
    await scene.write('1')
    expect((await scene.answers()).at(-1)).toMatchObject({ revision: 2, given: [csat(1)], replaces: [csat(4)] })
  })

  test('[ANS4] still counts on a case that was closed meanwhile', async () => {
    const invited = await invitedScene()
    scene = invited
    await scene.ada.cases.close(invited.id)
    await scene.write('2')
    expect((await scene.answers()).map(({ given }) => given)).toEqual([[csat(2)]])
  })

  test('[ANS5] may go on with words, which reach a person', async () => {
    const invited = await invitedScene()
    scene = invited
    await scene.write('2/5\nIt is mute again.')
    expect((await scene.answers()).map(({ given, hasWords }) => ({ given, hasWords }))).toEqual([
      { given: [csat(2)], hasWords: true },
    ])
    expect((await scene.ada.cases.get(invited.id)).status).toBe('open')
  })

  test('[ANS5] is no sentence that begins with a number', () => {
    scene = { desk: { stop: async () => {} } } as unknown as SurveyScene // nothing to stop
    const read = (text: string) => {
      const typed = readTypedAnswer(standardSurveys.csat, text, ['STOP', '退订'])
      return typed.is === 'answer' ? typed.answers['csat'] : typed.is
    }
    expect(
      ['5', ' 4. ', '４', '3/5', '3 / 5', '★ 2', '5点', '4 分', '“5”', '1 star', '2\n\nbecause'].map(read),
    ).toEqual([5, 4, 4, 3, 3, 2, 5, 4, 5, 1, 2])
    expect(
      ['2 more things are broken', '0', '6', '3/10', '10:30', '-1', '4.5', '', 'five', '1 2', '+49 170 5'].map(read),
    ).toEqual(Array(11).fill('other'))
    expect(['stop', 'STOP!', ' Stop. ', '退订'].map(read)).toEqual(Array(4).fill('stop'))
    expect(read('stop it, this is broken')).toBe('other')
  })

  test('[ANS6] is not what answers a later question of the team', async () => {
    const invited = await invitedScene()
    scene = invited
    await scene.write('It is mute again.')
    scene.advance(hourMs)
    await scene.ada.cases.reply(invited.id, { text: 'Which input do you use, 1 to 4?' })
    scene.advance(hourMs)
    await scene.write('3')
    await scene.settle()
    expect(await scene.answers()).toEqual([])
    expect((await scene.ada.cases.timeline(invited.id)).items.at(-1)?.text).toBe('3')
  })

  test('[ANS7] may be a stop word', async () => {
    const invited = await invitedScene()
    scene = invited
    await scene.write('Stop')
    expect((await scene.told()).at(-1)).toMatchObject({ type: 'survey.declined', data: { via: 'sms' } })
    expect((await scene.ada.cases.get(invited.id)).status).toBe('resolved')
  })

  test('[ANS4] answers the survey as it was asked, also if there is a newer version', async () => {
    const host = memoryStore()
    const open = async (max: number, version: number) => {
      const desk = await createDesk({ store: { ...host, tenant: (id) => host.tenant(id), close: async () => {} } })
      const texts = { en: { title: 'Ease', questions: { ease: { ask: 'How easy was it?' } } } }
      const ease = { id: 'ease', version, questions: [{ id: 'ease', kind: 'scale' as const, min: 1, max }], texts }
      const asking = desk.use(surveys({ surveys: [ease], policies: [], baseUrl: 'https://x.example' }))
      await desk.start()
      return { desk, asking, ada: desk.as({ id: 'ada', role: 'agent' }) }
    }
    const first = await open(9, 1)
    const { id } = await first.ada.cases.open({ subject: 's', from: { email: 'bob@example.org' }, text: 'mute' })
    const { invitation } = await first.asking.ask(id, { survey: 'ease', channel: 'desk' })
    await first.desk.stop()
    const second = await open(3, 2)
    await second.ada.cases.receive(id, { text: '8' })
    expect((await second.asking.invitation(invitation)).answers).toEqual({ ease: 8 })
    await second.desk.stop()
    await host.close()
    scene = { desk: { stop: async () => {} } } as unknown as SurveyScene // nothing to stop
  })

  test('[ANS10] that is delivered twice is one answer', async () => {
    const invited = await invitedScene()
    scene = invited
    await scene.write('4', { id: 'same' })
    await scene.write('4', { id: 'same' })
    await scene.write('4')
    expect(await scene.answers()).toHaveLength(1)
  })

  test('[ANS4] by telephone keys does not wipe out what was typed', async () => {
    const invited = await invitedScene({ policies: [csatOnSms] })
    scene = invited
    await scene.page(invited.link, { csat: '2', comment: 'Slow.' })
    expect(await scene.api.answer(invited.invitation, { csat: 3 }, { via: 'ivr', need: 'some' })).toBe('replaced')
    expect((await scene.api.invitation(invited.invitation)).answers).toEqual({ csat: 3, comment: 'Slow.' })
  })
})
