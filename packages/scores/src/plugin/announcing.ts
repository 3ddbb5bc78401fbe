import type { Work } from '@casewell/core'
import type { SurveyAnswered } from '@casewell/surveys/events'
import { CustomerAdvocate, CustomerAtRisk } from '../events.ts'
import { signalOf } from '../fold/signal.ts'
import type { Settings } from '../options.ts'

/** Tells an extreme answer, once; a change of mind that stays at its end tells nothing new. */
export async function announce(
  work: Work,
  { subject, data }: ReturnType<typeof SurveyAnswered>,
  settings: Settings,
): Promise<void> {
  const { ends, followUp } = settings
  const signal = signalOf(data.given, ends)
  if (!signal || signalOf(data.replaces ?? [], ends)?.is === signal.is) return
  const { customer, case: about, revision, survey } = data
  const { question, value } = signal
  const told = { invitation: subject, revision, case: about, survey, question, value }
  if (signal.is === 'advocate') return work.emit(CustomerAdvocate(customer, told))
  const task = followUp ? await openTask(work, customer, about, followUp) : null
  work.emit(CustomerAtRisk(customer, { ...told, task }))
}

async function openTask(
  work: Work,
  customer: string,
  about: string,
  { queue, subject }: NonNullable<Settings['followUp']>,
): Promise<string> {
  const { id } = await work.cases.open({ customer, subject, type: 'task', priority: 'high', queue })
  await work.cases.link(id, { kind: 'related', to: about })
  return id
}
