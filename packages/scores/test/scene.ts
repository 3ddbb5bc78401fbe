import type { Seat } from '@casewell/core'
import { type TestDesk, testDesk } from '@casewell/core/testing'
import { kanoSurvey, type SurveysApi, standardSurveys, surveys } from '@casewell/surveys'
import { type ScoresApi, type ScoresOptions, scores } from '../src/index.ts'

export const dayMs = 86_400_000
/** The desk's clock begins in this week, on its Monday. */
export const firstWeek = { from: '2026-01-05', to: '2026-01-12' }

const wishes = kanoSurvey({
  id: 'wishes',
  version: 1,
  titles: { en: 'What matters to you?' },
  features: [
    { id: 'call-back', texts: { en: { present: 'If we call you back …?', absent: 'If we do not …?' } } },
    { id: 'chat', texts: { en: { present: 'If there is a chat …?', absent: 'If there is none …?' } } },
  ],
})

/** How one answer comes about. */
export interface Story {
  readonly agent?: string
  readonly queue?: string
  readonly plan?: string
  readonly survey?: 'csat' | 'nps' | 'wishes'
  readonly answer?: unknown
}

export interface ScoresScene extends TestDesk {
  readonly api: ScoresApi
  readonly asking: SurveysApi
  readonly ada: Seat
  /** A customer writes, an agent resolves, the customer is asked and (if there is an answer) answers. */
  story(story?: Story): Promise<{ id: string; invitation: string }>
  /** All events of a type, oldest first. */
  told(type: string): Promise<readonly { subject: string; data: unknown }[]>
}

let count = 0

/** Sets the scene: surveys and scores on one desk. */
export async function scoresScene(options: ScoresOptions = {}): Promise<ScoresScene> {
  const made = await testDesk()
  const { desk } = made
  const asking = desk.use(
    surveys({
      surveys: [standardSurveys.csat, standardSurveys.nps, wishes],
      policies: [],
      baseUrl: 'https://help.example.com/survey',
      facets: { product: 'model', segment: 'plan' },
    }),
  )
  const api = desk.use(scores(options))
  await desk.start()
  const root = desk.as({ id: 'root', role: 'admin' })
  const members = ['ada', 'ben', 'eve', 'cleo', 'dan']
  for (const queue of ['audio', 'video']) await root.queues.put(queue, { name: queue, members })
  return {
    ...made,
    api,
    asking,
    ada: desk.as({ id: 'ada', role: 'agent' }),
    async story({ agent = 'ada', queue = 'audio', plan = 'pro', survey = 'csat', answer } = {}) {
      const seat = desk.as({ id: agent, role: 'agent' })
      const from = { email: `customer${++count}@example.org` }
      const { id } = await seat.cases.open({
        subject: 's',
        from,
        text: 'It is mute.',
        queue,
        channel: 'email',
        fields: { model: 'R1' },
      })
      await seat.customers.update((await seat.cases.get(id)).customer, { fields: { plan } })
      await seat.cases.assign(id, { assignee: agent })
      await seat.cases.resolve(id, { code: 'fixed' })
      const { invitation } = await asking.ask(id, { survey })
      if (answer !== undefined) {
        const answers = typeof answer === 'number' ? { [survey]: answer } : answer
        await asking.answer(invitation, answers, { via: 'app' })
      }
      await desk.settled()
      return { id, invitation }
    },
    async told(type) {
      const found = []
      for (let after = 0; ; after += 1000) {
        const page = await desk.read.readLog({ after, limit: 1000 })
        found.push(...page.filter((event) => event.type === type).map(({ subject, data }) => ({ subject, data })))
        if (page.length < 1000) return found
      }
    },
  }
}
