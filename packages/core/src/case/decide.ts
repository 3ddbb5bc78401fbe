import type { CaseCommand, CommandOf } from './commands.ts'
import { caseErrors } from './errors.ts'
import type { CaseDraft } from './events.ts'
import * as fact from './events.ts'
import type { CaseState } from './state.ts'
import { isActive } from './status.ts'

const mostTags = 50

/** What still goes on a closed case: it stays readable, findable, linkable and erasable. */
const goesWhenClosed = new Set<CaseCommand['do']>([
  'note',
  'tag',
  'untag',
  'link',
  'unlink',
  'redact',
  'redact-file',
  'record-delivery',
  'merge',
  'split',
  'close',
  'wake',
])
/** What still goes on a case that was merged into another: what concerns its own messages. */
const goesWhenAbsorbed = new Set<CaseCommand['do']>([
  'redact',
  'redact-file',
  'record-delivery',
  'edit',
  'delete',
  'react',
  'wake',
])

/**
 * Decides a command: the facts that follow from it, none if it changes nothing. Pure.
 *
 * @throws `case/not-found`, `case/already-open`, `case/absorbed`, `case/closed`, `case/transition`, `case/cycle`,
 * `case/self-link`, `case/too-many-tags`
 * @example
 * ```ts
 * import { decide, evolve } from '@casewell/core/case'
 *
 * const [opened] = decide('c1', undefined, { do: 'open', reference: 'CW-7K3M-9QXD', customer: 'bob' })
 * console.log(opened?.type) // case.opened
 * ```
 */
export function decide(id: string, state: CaseState | undefined, command: CaseCommand): readonly CaseDraft[] {
  if (command.do === 'open') return open(id, state, command)
  if (!state) throw caseErrors['not-found']({ case: id })
  if (state.absorbedBy !== null && !goesWhenAbsorbed.has(command.do))
    throw caseErrors.absorbed({ case: id, into: state.absorbedBy })
  if (state.status === 'closed' && !goesWhenClosed.has(command.do))
    throw caseErrors.closed({ case: id, command: command.do })
  return deciders[command.do](state, command as never) // the table below pairs each name with its own command
}

function open(id: string, state: CaseState | undefined, command: CommandOf<'open'>): readonly CaseDraft[] {
  if (state) throw caseErrors['already-open']({ case: id, reference: state.reference })
  const { reference, customer, organization = null, type = 'question', priority = 'normal' } = command
  const { queue = null, assignee = null, channel = null } = command
  return [fact.CaseOpened(id, { reference, customer, organization, type, priority, queue, assignee, channel })]
}

type Deciders = {
  [Name in Exclude<CaseCommand['do'], 'open'>]: (state: CaseState, command: CommandOf<Name>) => readonly CaseDraft[]
}

const deciders: Deciders = {
  receive: (state, { message, conversation, channel, isAutomatic }) => {
    const received = fact.MessageReceived(state.id, { message, conversation, channel, isAutomatic })
    return isAutomatic ? [received] : [...customerReturns(state), received]
  },
  reply: (state, { message, conversation, channel, isAutomatic }) => [
    fact.MessageSent(state.id, { message, conversation, channel, isAutomatic }),
  ],
  note: ({ id }, { message }) => [fact.NoteAdded(id, { message })],
  edit: ({ id }, { message }) => [fact.MessageEdited(id, { message })],
  delete: ({ id }, { message }) => [fact.MessageDeleted(id, { message })],
  react: ({ id }, { message, isRemoved }) => [fact.MessageReacted(id, { message, isRemoved })],
  'record-delivery': ({ id }, { message, state }) => [fact.DeliveryRecorded(id, { message, state })],
  assign: (state, { assignee }) =>
    assignee === state.assignee ? [] : [fact.CaseAssigned(state.id, { assignee, from: state.assignee })],
  'set-queue': (state, { queue }) => (queue === state.queue ? [] : moved(state, queue)),
  'set-priority': (state, { priority }) =>
    priority === state.priority ? [] : [fact.PrioritySet(state.id, { priority, from: state.priority })],
  'set-type': (state, { type }) => (type === state.type ? [] : [fact.TypeSet(state.id, { type, from: state.type })]),
  'set-fields': ({ id }, { fields }) => (fields.length === 0 ? [] : [fact.FieldsSet(id, { fields: [...fields] })]),
  describe: ({ id }, { parts }) => (parts.length === 0 ? [] : [fact.ContentDescribed(id, { parts: [...parts] })]),
  tag: (state, { tag }) => {
    if (state.tags.includes(tag)) return []
    if (state.tags.length >= mostTags) throw caseErrors['too-many-tags']({ case: state.id, limit: mostTags })
    return [fact.CaseTagged(state.id, { tag })]
  },
  untag: (state, { tag }) => (state.tags.includes(tag) ? [fact.CaseUntagged(state.id, { tag })] : []),
  wait: (state, { until }) => {
    if (state.status === 'pending' && state.waitUntil === until) return []
    return [fact.CaseWaiting(active(state, 'wait').id, { until })]
  },
  hold: (state) => (state.status === 'on-hold' ? [] : [fact.CaseHeld(active(state, 'hold').id, {})]),
  resume: (state) => (state.status === 'open' ? [] : [fact.CaseResumed(active(state, 'resume').id, { by: 'agent' })]),
  wake: (state, { until }) => {
    const isDue = state.status === 'pending' && state.waitUntil === until && state.absorbedBy === null
    return isDue ? [fact.CaseResumed(state.id, { by: 'timer' })] : []
  },
  resolve: (state, { code, articles = [] }) => {
    const isSame = state.resolution?.code === code && String(state.resolution.articles) === String(articles)
    return state.status === 'resolved' && isSame ? [] : [fact.CaseResolved(state.id, { code, articles: [...articles] })]
  },
  reopen: (state) => {
    if (state.status !== 'resolved')
      throw caseErrors.transition({ case: state.id, from: state.status, command: 'reopen' })
    return [fact.CaseReopened(state.id, { by: 'agent', count: state.reopenCount + 1 })]
  },
  close: (state) => (state.status === 'closed' ? [] : [fact.CaseClosed(state.id, {})]),
  merge: (state, { into, intoAbsorbedBy }) => {
    if (into === state.id || intoAbsorbedBy === state.id) throw caseErrors.cycle({ case: state.id, into })
    if (intoAbsorbedBy !== null) throw caseErrors.absorbed({ case: into, into: intoAbsorbedBy })
    return [fact.CaseMerged(state.id, { into })]
  },
  absorb: ({ id }, { absorbed }) => [fact.CaseAbsorbed(id, { absorbed })],
  split: ({ id }, { into, messages }) => [fact.CaseSplit(id, { into, messages: [...messages] })],
  link: (state, { kind, to }) => {
    if (to === state.id) throw caseErrors['self-link']({ case: state.id })
    return [fact.CaseLinked(state.id, { kind, to })]
  },
  unlink: ({ id }, { kind, to }) => [fact.CaseUnlinked(id, { kind, to })],
  redact: (state, { message }) =>
    message === null && state.isRedacted ? [] : [fact.ContentRedacted(state.id, { message })],
  'redact-file': ({ id }, { message }) => [fact.FileRedacted(id, { message })],
}

/** A customer who writes reopens a resolved case and ends a wait: nobody has to notice. */
function customerReturns(state: CaseState): readonly CaseDraft[] {
  if (state.status === 'resolved')
    return [fact.CaseReopened(state.id, { by: 'customer', count: state.reopenCount + 1 })]
  if (state.status === 'pending') return [fact.CaseResumed(state.id, { by: 'customer' })]
  return []
}

/** A new queue has other members: whoever had the case has it no more. */
function moved(state: CaseState, queue: string | null): readonly CaseDraft[] {
  const queued = fact.CaseQueued(state.id, { queue, from: state.queue })
  if (state.assignee === null) return [queued]
  return [queued, fact.CaseAssigned(state.id, { assignee: null, from: state.assignee })]
}

/** @throws `case/transition` if the case is resolved */
function active(state: CaseState, command: string): CaseState {
  if (!isActive(state.status)) throw caseErrors.transition({ case: state.id, from: state.status, command })
  return state
}
