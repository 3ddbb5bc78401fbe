import type { Event } from '@casewell/bus'
import {
  CaseAssigned,
  CaseLinked,
  CaseOpened,
  CaseQueued,
  CaseReopened,
  CaseResolved,
  ContactRecorded,
  EffortRecorded,
} from '@casewell/core/events'
import { SurveyAnswered, SurveyInvited } from '@casewell/surveys/events'
import { CasePlaced } from '../events.ts'
import type { Books } from '../fold/books.ts'
import { foldAnswered, foldInvited } from '../fold/fold-answers.ts'
import { type CaseFact, foldCase } from '../fold/fold-cases.ts'
import type { Settings } from '../options.ts'

/** What is counted. */
export const folded = [
  CaseOpened,
  ContactRecorded,
  CaseAssigned,
  CaseQueued,
  CaseResolved,
  CaseReopened,
  CaseLinked,
  EffortRecorded,
  CasePlaced,
  SurveyInvited,
  SurveyAnswered,
] as const
/** An event that is counted. */
export type Folded = ReturnType<(typeof folded)[number]> & Pick<Event, 'position' | 'time' | 'actor'>

/** A case that came back as another one. */
export const isFollowUp = (event: {
  readonly type: string
  readonly data: unknown
}): event is ReturnType<typeof CaseLinked> =>
  event.type === CaseLinked.type && (event.data as { kind?: string }).kind === 'follow-up' // of that type by its name

/** Counts one event. True if it is an answer that was not seen before, or the first resolution of a case. */
export async function fold(books: Books, event: Folded, settings: Settings): Promise<boolean> {
  if (event.type === SurveyInvited.type) {
    await foldInvited(books, event)
    return false
  }
  if (event.type === SurveyAnswered.type) return foldAnswered(books, event)
  const fact = factOf(event, settings)
  const about = isFollowUp(event) ? event.data.to : event.subject
  const logged = { case: about, position: event.position, atMs: Date.parse(event.time) }
  return fact ? foldCase(books, logged, fact) : false
}

type CaseEvent = Exclude<Folded, { readonly type: 'survey.invited' | 'survey.answered' }>

function factOf(event: CaseEvent, { rates }: Settings): CaseFact | undefined {
  switch (event.type) {
    case 'case.opened': {
      const { queue, assignee, channel, type } = event.data
      return { is: 'opened', queue, agent: assignee, channel, isTask: type === 'task' }
    }
    case 'contact.recorded':
      return event.data.direction === 'inbound' && event.data.corrects === null ? { is: 'contacted' } : undefined
    case 'case.assigned':
      return { is: 'assigned', agent: event.data.assignee, from: event.data.from }
    case 'case.queued':
      return { is: 'queued', ...event.data }
    case 'case.resolved':
      return { is: 'resolved', agent: /^(?:agent|lead|admin):(.+)$/.exec(event.actor)?.[1] ?? null }
    case 'case.placed':
      return { is: 'placed', ...event.data }
    case 'case.linked':
      return isFollowUp(event) ? { is: 'came-back' } : undefined
    case 'case.reopened':
      return { is: 'came-back' }
    case 'effort.recorded': {
      const { entry, agent, minutes, corrects } = event.data
      const rate = rates[agent] ?? rates['default']
      return { is: 'effort', entry, corrects, cost: rate === undefined ? null : (minutes / 60) * rate }
    }
  }
}
