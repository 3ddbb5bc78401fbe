import { assets } from '@casewell/assets'
import { testDesk } from '@casewell/core/testing'
import { describe, expect, test } from 'vitest'
import type { Applicability } from '../src/contract/index.ts'
import { fits, knowledge } from '../src/index.ts'

const asset = (product: string | null, version: string | null, settings = {}) => ({
  ...{ id: 'a', product, version, scheme: 'semver', settings, name: '', purpose: '', environment: '' },
  ...{ parent: null, inConflict: [], verifiedAt: null },
})
const runs = (...all: ReturnType<typeof asset>[]) => ({ of: 'customer' as const, assets: all })
const to = (wish: Partial<Applicability>): Applicability => ({ products: [], settings: {}, excludes: {}, ...wish })
const duo = (versions: string | null) => to({ products: [{ product: 'duo', versions }] })

describe('an article fits', () => {
  test('[FIT1] who runs the product in a version of the range: yes, no, or nobody knows', () => {
    expect(fits(duo('>=4.0.0 <4.2.0'), runs(asset('duo', '4.1.9')))).toBe('yes')
    expect(fits(duo('>=4.0.0 <4.2.0'), runs(asset('duo', '4.2.0')))).toBe('no')
    expect(fits(duo('>=4.0.0'), runs(asset('duo', null)))).toBe('unknown')
    expect(fits(duo('>=4.0.0'), runs(asset('duo', 'the latest')))).toBe('unknown')
    expect(fits(duo(null), runs(asset('duo', null)))).toBe('yes')
    expect(fits(duo(null), runs(asset('max', '1.0.0')))).toBe('no')
    expect(fits(duo(null), runs(asset(null, null)))).toBe('unknown')
    expect(fits(duo(null), runs())).toBe('unknown')
    expect(fits(to({}), runs())).toBe('yes')
  })

  test('[FIT2] one asset is enough; of one asset everything must hold', () => {
    expect(fits(duo('<4.0.0'), runs(asset('duo', '4.1.0'), asset('duo', '3.9.0')))).toBe('yes')
    expect(fits(duo('<4.0.0'), runs(asset('duo', '4.1.0'), asset('duo', null)))).toBe('unknown')
    const eu = to({ products: [{ product: 'duo', versions: '<4.0.0' }], settings: { region: ['EU'] } })
    expect(fits(eu, runs(asset('duo', '3.0.0', { region: 'us' }), asset('duo', '4.0.0', { region: 'eu' })))).toBe('no')
    expect(fits(eu, runs(asset('duo', '3.0.0', { region: 'eu' })))).toBe('yes')
    expect(fits(eu, runs(asset('duo', '3.0.0')))).toBe('unknown')
  })

  test('[FIT3] not whom it excludes', () => {
    const notBeta = to({ excludes: { beta: [true] } })
    const answers = [{ beta: true }, { beta: false }, {}].map((settings) =>
      fits(notBeta, runs(asset('duo', '1.0.0', settings))),
    )
    expect(answers).toEqual(['no', 'yes', 'unknown'])
  })

  async function kitchen() {
    const made = await testDesk()
    const register = made.desk.use(assets())
    const kb = made.desk.use(knowledge())
    await made.desk.start()
    const lea = { knows: kb.as({ id: 'lea', role: 'lead' }), keeps: register.as({ id: 'lea', role: 'lead' }) }
    await lea.keeps.putProduct('duo', { name: 'Duo', scheme: 'semver' })
    const ada = made.desk.as({ id: 'ada', role: 'agent' })
    const { id } = await ada.cases.open({ subject: 'Mute', from: { email: 'bob@example.org' }, text: 'Hello' })
    const { customer } = await ada.cases.get(id)
    const radio = await lea.keeps.add({ customer, product: 'duo', version: '4.1.0' })
    return { ...made, lea, ada, id, radio }
  }

  test('[FIT4] the configuration of the case before it is suggested: what does not fit is not there', async () => {
    const { desk, lea, ada, id } = await kitchen()
    const title = 'No sound after the update'
    const [old, now] = [
      await lea.knows.create({ language: 'en', title, appliesTo: duo('<4.0.0') }),
      await lea.knows.create({ language: 'en', title, appliesTo: duo('>=4.1.0') }),
    ]
    const region = await lea.knows.create({ language: 'en', title, appliesTo: to({ settings: { region: ['eu'] } }) })
    await ada.cases.receive(id, { text: 'There is no sound after the update' })
    await desk.settled()
    const found = (await lea.knows.suggestions(id))?.doc.hits.map(({ article }) => article) ?? []
    expect([found.includes(now.id), found.includes(region.id), found.includes(old.id)]).toEqual([true, true, false])
    const { hits } = await lea.knows.search({ query: 'no sound', case: id })
    expect(hits.map(({ article, applies }) => [article, applies])).toEqual([
      [now.id, 'yes'],
      [region.id, 'unknown'],
    ])
    await desk.stop()
  })

  const guided = {
    first: 'light',
    steps: [
      {
        id: 'light',
        text: { en: 'Does the light blink?' },
        records: null,
        answers: [
          { value: true, text: { en: 'Yes' }, to: 'region' },
          { value: false, text: { en: 'No' }, to: null },
        ],
      },
      {
        id: 'region',
        text: { en: 'Where did you buy it?' },
        records: 'region',
        answers: ['eu', 'us'].map((value) => ({ value, text: { en: value }, to: null })),
      },
    ],
  }

  test('[PROC1] a procedure leads from answer to answer on the case; what they tell becomes a fact of the asset', async () => {
    const { desk, lea, id, radio } = await kitchen()
    const { id: article } = await lea.knows.create({
      language: 'en',
      title: 'Mute radio, step by step',
      procedure: guided,
    })
    expect((await lea.knows.startProcedure(id, article)).now?.text).toEqual({ en: 'Does the light blink?' })
    await expect(lea.knows.answerStep(id, article, 'perhaps')).rejects.toMatchObject({ code: 'knowledge/bad-step' })
    expect((await lea.knows.answerStep(id, article, true)).now?.id).toBe('region')
    const done = await lea.knows.answerStep(id, article, 'eu')
    expect([done.now, done.answers.map(({ step, value }) => [step, value])]).toEqual([
      null,
      [
        ['light', true],
        ['region', 'eu'],
      ],
    ])
    expect(await lea.keeps.asset(radio)).toMatchObject({ settings: { region: 'eu' } })
    const [fact] = (await lea.keeps.facts(radio)).filter(({ key }) => key === 'region')
    expect(fact).toMatchObject({ source: { kind: 'procedure', id: article }, case: id, confidence: 'verified' })
    await expect(lea.knows.answerStep(id, article, 'us')).rejects.toMatchObject({ code: 'knowledge/bad-step' })
    await desk.stop()
  })

  test('[PROC2] a procedure that leads nowhere is refused, with the step', async () => {
    const { desk, lea } = await kitchen()
    const [light, region] = guided.steps
    const create = (steps: typeof guided.steps) =>
      lea.knows.create({ language: 'en', title: 'x', procedure: { first: 'light', steps } })
    await expect(create(light ? [light] : [])).rejects.toMatchObject({
      code: 'knowledge/bad-procedure',
      message: expect.stringContaining('region'),
    })
    await expect(create(light && region ? [light, region, { ...region, id: 'lost' }] : [])).rejects.toMatchObject({
      code: 'knowledge/bad-procedure',
    })
    await expect(create(light && region ? [light, region, region] : [])).rejects.toMatchObject({
      code: 'knowledge/bad-procedure',
    })
    await desk.stop()
  })
})
