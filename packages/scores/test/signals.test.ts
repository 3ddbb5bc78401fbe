import { testDesk } from '@casewell/core/testing'
import { standardSurveys, surveys } from '@casewell/surveys'
import { afterEach, describe, expect, test } from 'vitest'
import { scores } from '../src/index.ts'
import { type ScoresScene, scoresScene } from './scene.ts'

let scene: ScoresScene
afterEach(() => scene?.desk.stop())

const atRisk = () => scene.told('customer.at-risk')
const advocates = () => scene.told('customer.advocate')

describe('an extreme answer', () => {
  test('[SIG1] is told once; one in between is not', async () => {
    scene = await scoresScene()
    for (const answer of [1, 2, 3, 4, 5]) await scene.story({ answer })
    for (const answer of [0, 2, 3, 9, 10]) await scene.story({ survey: 'nps', answer })
    const value = ({ data }: { data: unknown }) => (data as { value: number; survey: string }).value
    expect((await atRisk()).map(value)).toEqual([1, 0, 2])
    expect((await advocates()).map(value)).toEqual([5, 10])
  })

  test('[SIG1] names the customer, the case and the answer, and no word', async () => {
    scene = await scoresScene()
    const { id, invitation } = await scene.story({ answer: { csat: 1, comment: 'Never again' } })
    const { customer } = await scene.ada.cases.get(id)
    expect(await atRisk()).toEqual([
      {
        subject: customer,
        data: { invitation, revision: 1, case: id, survey: 'csat', question: 'csat', value: 1, task: null },
      },
    ])
  })

  test('[SIG2] is told when somebody gets there, and not while they stay', async () => {
    scene = await scoresScene()
    const { invitation } = await scene.story({ survey: 'nps', answer: 5 })
    for (const nps of [1, 0, 10, 2]) await scene.asking.answer(invitation, { nps }, { via: 'app' })
    await scene.desk.settled()
    const values = (await atRisk()).map(({ data }) => (data as { value: number }).value)
    expect([values, (await advocates()).length]).toEqual([[1, 2], 1])
  })

  test('[SIG3] opens one task, related to the case, if that is wanted', async () => {
    scene = await scoresScene({ followUp: { queue: 'audio' } })
    const { id } = await scene.story({ answer: 1 })
    const [told] = await atRisk()
    const { task } = (told?.data ?? { task: '' }) as { task: string }
    const opened = await scene.ada.cases.get(task)
    expect([opened.type, opened.priority, opened.queue, opened.customer]).toEqual([
      'task',
      'high',
      'audio',
      told?.subject,
    ])
    const links = await scene.ada.cases.links(task)
    expect(JSON.stringify(links)).toContain(id)
    await scene.story({ answer: 5 })
    expect(
      (await scene.told('case.opened')).filter(({ data }) => (data as { type: string }).type === 'task'),
    ).toHaveLength(1)
  })
})

describe('on a desk without surveys', () => {
  const wishes = [{ followUp: {} }, { ends: { nps: { low: 3, high: 10 } } }] as const

  test.each(wishes)('[SIG4] whoever wishes for %o is told what to install and what to write', async (options) => {
    const { desk } = await testDesk()
    expect(() => desk.use(scores(options))).toThrow(
      expect.objectContaining({
        code: 'core/missing-plugin',
        message: expect.stringContaining('npm install @casewell/surveys, then desk.use(surveys({ … })).'),
      }),
    )
    desk.use(surveys({ surveys: [standardSurveys.nps], policies: [], baseUrl: 'https://help.example.com/s' }))
    desk.use(scores(options))
    await desk.stop()
  })

  test('[SIG4] costs and resolutions are counted', async () => {
    const { desk } = await testDesk()
    expect(desk.use(scores({ rates: { default: 40 } }))).toBeDefined()
    await desk.stop()
  })
})
