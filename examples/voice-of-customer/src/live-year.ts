import { createDesk, type Desk } from '@casewell/core'
import { type ScoresApi, scores } from '@casewell/scores'
import { CustomerAdvocate, CustomerAtRisk } from '@casewell/scores/events'
import { memoryStore } from '@casewell/store'
import { kanoSurvey, type SurveysApi, standardSurveys, surveys } from '@casewell/surveys'
import { assumptions } from './assumptions.ts'
import type { SimulatedCase } from './simulate.ts'

const wishes = kanoSurvey({
  id: 'wishes',
  version: 1,
  titles: { en: 'What matters to you?' },
  features: Object.keys(assumptions.wishes).map((id) => ({
    id,
    texts: {
      en: { present: `If we offer "${id}", how do you feel?`, absent: `If we do not offer "${id}", how do you feel?` },
    },
  })),
})

/** A desk that has lived through the cases. */
export interface LivedYear {
  readonly desk: Desk
  readonly scores: ScoresApi
  /** How many customers at risk, and how many advocates, it has told. */
  readonly told: { readonly atRisk: number; readonly advocates: number }
}

/** Lets a desk live through the cases, moment by moment: nothing knows what is still to come. */
export async function liveYear(cases: readonly SimulatedCase[]): Promise<LivedYear> {
  let now = Date.parse(assumptions.from)
  const desk = await createDesk({ store: memoryStore({ now: () => now }) })
  const asking = desk.use(
    surveys({
      surveys: [standardSurveys.csat, standardSurveys.nps, wishes],
      policies: [],
      baseUrl: 'https://help.example.com/survey',
      facets: { product: 'product', segment: 'plan' },
    }),
  )
  const { rates, currency } = assumptions
  const scored = desk.use(scores({ rates, currency, windowDays: 7 }))
  const told = { atRisk: 0, advocates: 0 }
  desk.bus.on(CustomerAtRisk, () => void told.atRisk++)
  desk.bus.on(CustomerAdvocate, () => void told.advocates++)
  await desk.start()
  const root = desk.as({ id: 'root', role: 'admin' })
  for (const queue of ['audio', 'network'])
    await root.queues.put(queue, { name: queue, members: ['ada', 'ben', 'cleo', 'dan'] })
  for (const { atMs, act } of moments(desk, asking, cases)) {
    now = Math.max(now, atMs)
    await act()
  }
  now = Date.parse(assumptions.from) + assumptions.weeks * 7 * 86_400_000
  await desk.settled()
  return { desk, scores: scored, told }
}

interface Moment {
  readonly atMs: number
  act(): Promise<void>
}

/** Everything that happens, in the order of time. */
function moments(desk: Desk, asking: SurveysApi, cases: readonly SimulatedCase[]): readonly Moment[] {
  const end = Date.parse(assumptions.from) + assumptions.weeks * 7 * 86_400_000
  const all = cases.flatMap((one): readonly Moment[] => {
    const seat = desk.as({ id: one.agent, role: 'agent' })
    let id = ''
    let invitation = ''
    const opens = async () => {
      const { channel, queue, product, customer, plan } = one
      const from = { email: `customer${customer}@example.org` }
      id = (
        await seat.cases.open({ subject: 'No sound', from, text: 'It is mute.', channel, queue, fields: { product } })
      ).id
      await seat.customers.update((await seat.cases.get(id)).customer, { fields: { plan } })
    }
    const resolves = async () => {
      await seat.cases.assign(id, { assignee: one.agent })
      await seat.cases.reply(id, { text: 'Hold the power key for ten seconds.' })
      await seat.effort.record({ case: id, activity: 'answer', minutes: one.minutes, source: 'declared' })
      await seat.cases.resolve(id, { code: 'fixed' })
      invitation = (await asking.ask(id, { survey: one.survey })).invitation
    }
    const comesBack = async () => void (await seat.cases.receive(id, { text: 'It is mute again.' }))
    const answers = async () => {
      const given = typeof one.opinion === 'number' ? { [one.survey]: one.opinion } : one.opinion
      await asking.answer(invitation, given, { via: 'page' })
    }
    return [
      { atMs: one.openedMs, act: opens },
      { atMs: one.resolvedMs, act: resolves },
      ...(one.backMs === null ? [] : [{ atMs: one.backMs, act: comesBack }]),
      ...(one.answeredMs === null ? [] : [{ atMs: one.answeredMs, act: answers }]),
    ]
  })
  return all.filter(({ atMs }) => atMs < end).sort((a, b) => a.atMs - b.atMs)
}
