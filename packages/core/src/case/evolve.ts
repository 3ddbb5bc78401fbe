import type { Event } from '@casewell/bus'
import { type CaseDraft, caseEvents } from './events.ts'
import type { CaseState } from './state.ts'
import type { Status } from './status.ts'

/** A case event as far as the state needs it: what happened, to which case, when. */
export type CaseFact = CaseDraft & Pick<Event, 'time'>

/**
 * The state after one more event. Pure; an event that is not about the state (an edit, a delivery) only moves
 * `updatedAt`, and an event of another area changes nothing.
 *
 * @example
 * ```ts
 * import { decide, evolve } from '@casewell/core/case'
 *
 * const [opened] = decide('c1', undefined, { do: 'open', reference: 'CW-7K3M-9QXD', customer: 'bob' })
 * const state = opened && evolve(undefined, { ...opened, time: '2026-03-02T09:00:00.000Z' })
 * console.log(state?.status, state?.statusSince) // new 2026-03-02T09:00:00.000Z
 * ```
 */
export function evolve(state: CaseState | undefined, event: CaseFact): CaseState | undefined {
  if (event.type === 'case.opened') return opened(event.subject, event.data, event.time)
  if (event.type === 'case.wake-due') return state
  return state && { ...state, ...changed(state, event), updatedAt: event.time }
}

const caseTypes: ReadonlySet<string> = new Set(caseEvents.map(({ type }) => type))

/**
 * Is it an event of a case? Others (a contact, an effort) may have the same case as their subject.
 *
 * @example
 * ```ts
 * import { isCaseFact } from '@casewell/core/case'
 *
 * const isOne = (type: string) => isCaseFact({ type, time: '2026-03-02T09:00:00.000Z' })
 * console.log(isOne('case.resolved'), isOne('customer.merged')) // true false
 * ```
 */
export function isCaseFact(event: Pick<Event, 'type' | 'time'>): event is CaseFact {
  return caseTypes.has(event.type)
}

/**
 * The state that a whole life adds up to; events of other areas are passed over.
 *
 * @example
 * ```ts
 * import { fold } from '@casewell/core/case'
 * import { testDesk } from '@casewell/core/testing'
 *
 * const { desk } = await testDesk()
 * await desk.start()
 * const { cases } = desk.as({ id: 'ada', role: 'agent' })
 * const { id } = await cases.open({ subject: 'No sound', from: { email: 'bob@example.org' }, text: 'It is mute.' })
 * await cases.resolve(id, { code: 'fixed' })
 * console.log(fold(await desk.read.readLog({ subject: id, after: 0, limit: 100 }))?.status) // resolved
 * await desk.stop()
 * ```
 */
export function fold(events: Iterable<Event>): CaseState | undefined {
  let state: CaseState | undefined
  for (const event of events) if (isCaseFact(event)) state = evolve(state, event)
  return state
}

type Opened = Extract<CaseDraft, { readonly type: 'case.opened' }>['data']

function opened(id: string, { channel: _, ...given }: Opened, at: string): CaseState {
  return {
    id,
    ...given,
    status: 'new',
    statusSince: at,
    waitUntil: null,
    tags: [],
    openedAt: at,
    updatedAt: at,
    resolvedAt: null,
    resolution: null,
    firstResponseAt: null,
    unansweredSince: null,
    lastCustomerAt: null,
    lastAgentAt: null,
    messageCount: 0,
    reopenCount: 0,
    absorbedBy: null,
    isRedacted: false,
  }
}

function changed(state: CaseState, event: Exclude<CaseFact, Opened>): Partial<CaseState> {
  const at = event.time
  switch (event.type) {
    case 'case.message-received':
      return received(state, event.data.isAutomatic, at)
    case 'case.message-sent':
      return sent(state, event.data.isAutomatic, at)
    case 'case.note-added':
      return { messageCount: state.messageCount + 1 }
    case 'case.assigned':
      return { assignee: event.data.assignee }
    case 'case.queued':
      return { queue: event.data.queue }
    case 'case.priority-set':
      return { priority: event.data.priority }
    case 'case.type-set':
      return { type: event.data.type }
    case 'case.tagged':
      return { tags: [...state.tags, event.data.tag] }
    case 'case.untagged':
      return { tags: state.tags.filter((tag) => tag !== event.data.tag) }
    case 'case.waiting':
      return { ...standing(state, 'pending', at), waitUntil: event.data.until }
    case 'case.held':
      return standing(state, 'on-hold', at)
    case 'case.resumed':
      return standing(state, 'open', at)
    case 'case.resolved':
      return { ...standing(state, 'resolved', at), resolution: event.data, unansweredSince: null }
    case 'case.reopened':
      return { ...standing(state, 'open', at), resolution: null, reopenCount: event.data.count }
    case 'case.closed':
      return { ...standing(state, 'closed', at), unansweredSince: null }
    case 'case.merged':
      return { ...standing(state, 'closed', at), unansweredSince: null, absorbedBy: event.data.into }
    case 'case.redacted':
      return event.data.message === null ? { isRedacted: true } : {}
    default:
      return {}
  }
}

function received(state: CaseState, isAutomatic: boolean, at: string): Partial<CaseState> {
  const messageCount = state.messageCount + 1
  if (isAutomatic) return { messageCount }
  return { messageCount, lastCustomerAt: at, unansweredSince: state.unansweredSince ?? at }
}

/** An answer by a person opens a new case; one by a program answers nothing. */
function sent(state: CaseState, isAutomatic: boolean, at: string): Partial<CaseState> {
  const messageCount = state.messageCount + 1
  if (isAutomatic) return { messageCount }
  const answered = {
    messageCount,
    lastAgentAt: at,
    firstResponseAt: state.firstResponseAt ?? at,
    unansweredSince: null,
  }
  return state.status === 'new' ? { ...answered, ...standing(state, 'open', at) } : answered
}

/** A new standing; a wait ends with it, and `resolvedAt` is set exactly while the case is resolved or closed. */
function standing(state: CaseState, status: Status, at: string): Partial<CaseState> {
  const isDone = status === 'resolved' || status === 'closed'
  const since = status === state.status ? state.statusSince : at
  return { status, statusSince: since, waitUntil: null, resolvedAt: isDone ? (state.resolvedAt ?? at) : null }
}
