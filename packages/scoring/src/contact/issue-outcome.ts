import type { KeptEvent } from './issue-history.ts'

/** What counts as coming back, and by when. */
export interface RepeatRule {
  /** How long after its first contact an issue must stay quiet, in milliseconds; the last one included. */
  readonly windowMs: number
  /** Does a contact on another channel count as a repeat? @defaultValue 'any-channel' */
  readonly repeats?: 'any-channel' | 'same-channel'
  /** Does a transfer spoil the first contact? @defaultValue 'count-against' */
  readonly transfers?: 'count-against' | 'allowed'
}

/** What is known of one issue at a time. */
export interface IssueOutcome {
  readonly firstAtMs: number
  /** Has its window passed? Before, it has not yet had the chance to come back. */
  readonly isMature: boolean
  /** Time from the first contact to the first repeat or reopening seen, however late; null if none yet. */
  readonly repeatAfterMs: number | null
  readonly isReopened: boolean
  readonly isTransferred: boolean
  readonly isResolvable: boolean
  readonly declaredResolved: boolean | null
  /** No repeat, no reopening and (by the rule) no transfer within the window, so far. */
  readonly isResolvedAtFirstContact: boolean
}

/**
 * Looks at one issue as of a time. Undefined when it has no contact by then.
 *
 * @param events - of this issue, in order of time
 * @example
 * ```ts
 * import { issueOutcome } from '@casewell/scoring'
 *
 * const day = 86_400_000
 * const calls = [{ atMs: 0, count: 1 }, { atMs: 8 * day, count: 1 }]
 * const outcome = issueOutcome(calls, { windowMs: 7 * day }, 10 * day)
 * console.log(outcome?.isResolvedAtFirstContact, outcome?.repeatAfterMs) // true 691200000
 * ```
 */
export function issueOutcome(events: readonly KeptEvent[], rule: RepeatRule, asOfMs: number): IssueOutcome | undefined {
  const seen = events.filter(({ atMs }) => atMs <= asOfMs)
  const start = seen.findIndex(({ kind = 'contact' }) => kind === 'contact')
  const first = seen[start]
  if (first === undefined) return undefined
  const others = seen.slice(start + 1)
  const within = others.filter(({ atMs }) => atMs - first.atMs <= rule.windowMs)
  const sameTime = first.count > 1 ? first : undefined
  const repeat = sameTime ?? others.find((event) => isRepeat(event, first, rule))
  const repeatAfterMs = repeat === undefined ? null : repeat.atMs - first.atMs
  const isTransferred = [first, ...within].some((event) => event.kind === 'transferred' || event.transferred === true)
  const isQuiet = repeatAfterMs === null || repeatAfterMs > rule.windowMs
  return {
    firstAtMs: first.atMs,
    isMature: first.atMs + rule.windowMs <= asOfMs,
    repeatAfterMs,
    isReopened: within.some(({ kind }) => kind === 'reopened'),
    isTransferred,
    isResolvable: first.firstContactResolvable ?? true,
    declaredResolved: first.declaredResolved ?? null,
    isResolvedAtFirstContact: isQuiet && (rule.transfers === 'allowed' || !isTransferred),
  }
}

function isRepeat(event: KeptEvent, first: KeptEvent, rule: RepeatRule): boolean {
  if (event.kind === 'reopened') return true
  if (event.kind === 'transferred') return false
  return rule.repeats !== 'same-channel' || event.channel === first.channel
}

/**
 * Cuts the events of one customer into issues: a contact that comes later than the window after the last one begins a
 * new issue.
 */
export function episodes(events: readonly KeptEvent[], windowMs: number): KeptEvent[][] {
  const result: KeptEvent[][] = []
  let lastContact = Number.NEGATIVE_INFINITY
  for (const event of events) {
    const isContact = (event.kind ?? 'contact') === 'contact'
    if (isContact && event.atMs - lastContact > windowMs) result.push([])
    if (isContact) lastContact = event.atMs
    result.at(-1)?.push(event)
  }
  return result
}
