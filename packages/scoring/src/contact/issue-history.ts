import { inputErrors, scoringErrors } from '../errors.ts'
import { requireWhole } from '../require.ts'
import { withChanges } from '../stream/keyed.ts'

/** Something that happened to a customer's issue. */
export interface IssueEvent {
  /** A contact of the customer; or the case being reopened, or handed on, between contacts. @defaultValue 'contact' */
  readonly kind?: 'contact' | 'reopened' | 'transferred'
  /** Milliseconds since 1970, whole. */
  readonly atMs: number
  readonly issue: string
  readonly customer?: string
  readonly category?: string
  readonly channel?: string
  /** Was this contact handed on while it lasted? */
  readonly transferred?: boolean
  /** Could this issue have been resolved at first contact at all? It is asked of the first contact. @defaultValue true */
  readonly firstContactResolvable?: boolean
  /** Did the agent declare the issue resolved in this contact? */
  readonly declaredResolved?: boolean
}

/** What makes two contacts the same issue. */
export type IssueKey = 'issue' | 'customer' | 'customer+category'

/** One event as it is kept, with how often it was added. */
export interface KeptEvent extends Omit<IssueEvent, 'issue' | 'customer' | 'category'> {
  readonly count: number
}

/** Every event by its issue, in order of time. Plain JSON. */
export interface IssueHistory {
  readonly v: 1
  readonly issueKey: IssueKey
  readonly issues: Readonly<Record<string, readonly KeptEvent[]>>
}

/** Adds (or, with −1, takes back) events. */
export function keepEvents(history: IssueHistory, events: Iterable<IssueEvent>, times: 1 | -1): IssueHistory {
  const issues = withChanges(history.issues, (entries) => {
    for (const event of events) {
      requireWhole('the time of an event (ms)', event.atMs, Number.MIN_SAFE_INTEGER)
      const { issue, customer, category, ...kept } = event
      put(entries, keyOf(history.issueKey, event), [{ ...kept, count: times }])
    }
  })
  return { ...history, issues }
}

/** Both histories as one. */
export function joinHistories(a: IssueHistory, b: IssueHistory): IssueHistory {
  if (a.issueKey !== b.issueKey) {
    throw scoringErrors['unlike-states']({ left: `a history by ${a.issueKey}`, right: `one by ${b.issueKey}` })
  }
  const issues = withChanges(a.issues, (entries) => {
    for (const [key, events] of Object.entries(b.issues)) put(entries, key, events)
  })
  return { ...a, issues }
}

function keyOf(by: IssueKey, { issue, customer, category }: IssueEvent): string {
  if (by === 'issue') return issue
  if (customer === undefined || (by === 'customer+category' && category === undefined)) {
    const what = customer === undefined ? 'the customer of a contact' : 'the category of a contact'
    throw inputErrors['out-of-range']({ what, value: undefined, range: `known where issues are told apart by ${by}` })
  }
  return by === 'customer' ? customer : JSON.stringify([customer, category])
}

function put(issues: Map<string, readonly KeptEvent[]>, key: string, more: readonly KeptEvent[]): void {
  const merged = new Map<string, KeptEvent>()
  for (const event of [...(issues.get(key) ?? []), ...more]) {
    const name = nameOf(event)
    const count = (merged.get(name)?.count ?? 0) + event.count
    if (count === 0) merged.delete(name)
    else merged.set(name, { ...event, count })
  }
  const events = [...merged.entries()].sort(([a, x], [b, y]) => x.atMs - y.atMs || (a < b ? -1 : 1))
  if (events.length === 0) issues.delete(key)
  else
    issues.set(
      key,
      events.map(([, event]) => event),
    )
}

/** Equal events have equal names. */
function nameOf(event: KeptEvent): string {
  const { kind = 'contact', atMs, channel, transferred, firstContactResolvable, declaredResolved } = event
  return JSON.stringify([atMs, kind, channel, transferred, firstContactResolvable, declaredResolved])
}
