import { inputErrors, scoringErrors } from '../errors.ts'
import { type Estimate, type EstimateOptions, estimate, type Interval, type Warning } from '../estimate.ts'
import { LEVEL, wilson } from '../interval/proportion.ts'
import { type ShareName, shareEstimate } from '../interval/share-estimate.ts'
import { requireWhole } from '../require.ts'
import type { Accumulator } from '../stream/accumulator.ts'
import { kaplanMeier, type SurvivalCurve } from '../survival/kaplan-meier.ts'
import { survivalAt } from '../survival/survival-reading.ts'
import { type IssueEvent, type IssueHistory, type IssueKey, joinHistories, keepEvents } from './issue-history.ts'
import { episodes, type IssueOutcome, issueOutcome, type RepeatRule } from './issue-outcome.ts'

/** How first contact resolution is counted; all of it is named in the result. */
export interface FcrRule extends RepeatRule {
  /** What makes two contacts the same issue. @defaultValue 'issue' */
  readonly issueKey?: IssueKey
}

/** The end of what was observed. There is no hidden clock: an issue is judged by what was known then. */
export interface FcrOptions extends EstimateOptions {
  readonly asOfMs: number
}

/** First contact resolution from what customers did, and the figures that must not be mixed with it. */
export interface Fcr {
  readonly issues: number
  /** Issues whose window has passed. */
  readonly matureIssues: number
  /** Of all mature issues. */
  readonly gross: Estimate
  /** Of the mature issues that could be resolved at first contact. */
  readonly net: Estimate
  /** The share without a repeat or reopening in the window (Kaplan–Meier): it uses the immature issues too. */
  readonly noRepeat: Estimate
  /** The same by time, in milliseconds. */
  readonly curve: SurvivalCurve
  /** "No repeat in the window so far" over all issues: it flatters, and is here only to be compared with. */
  readonly naive: Estimate
  readonly reopenRate: Estimate
  readonly transferRate: Estimate
  /** What agents declared, over the first contacts with a declaration. Another thing than resolution. */
  readonly agentDeclared: Estimate
}

/**
 * The accumulator of first contact resolution from events: contacts, reopenings, transfers.
 *
 * An issue closed this morning has not yet had the chance to come back, so `gross` and `net` wait for its window to pass,
 * and `noRepeat` counts it as watched until `asOfMs` (right-censored). `result` needs `{ asOfMs }`.
 *
 * @throws `scoring/out-of-range` for times that are no whole milliseconds, or a missing customer or category
 * @example
 * ```ts
 * import { fcr } from '@casewell/scoring'
 *
 * const day = 86_400_000
 * const phone = fcr({ windowMs: 7 * day })
 * const state = phone.addAll(phone.zero(), [
 *   { issue: 'printer', atMs: 0 },
 *   { issue: 'invoice', atMs: 1 * day },
 *   { issue: 'invoice', atMs: 3 * day },
 *   { issue: 'login', atMs: 9 * day },
 * ])
 * const { gross, matureIssues, naive } = phone.result(state, { asOfMs: 10 * day })
 * console.log(gross.value, matureIssues, naive.value?.toFixed(2)) // 0.5 2 0.67
 * ```
 */
export function fcr(rule: FcrRule): Accumulator<IssueEvent, IssueHistory, Fcr, FcrOptions> {
  requireWhole('the window (ms)', rule.windowMs, 1)
  const { issueKey = 'issue' } = rule
  return {
    id: `fcr by ${issueKey}`,
    zero: () => ({ v: 1, issueKey, issues: {} }),
    add: (state, event) => keepEvents(state, [event], 1),
    addAll: (state, events) => keepEvents(state, events, 1),
    retract: (state, event) => keepEvents(state, [event], -1),
    merge: joinHistories,
    result: (state, options) => {
      if (options === undefined)
        throw inputErrors['out-of-range']({ what: 'asOfMs', value: undefined, range: 'a time' })
      requireWhole('asOfMs', options.asOfMs, Number.MIN_SAFE_INTEGER)
      return fcrOf(issueOutcomes(state, rule, options.asOfMs), rule, options)
    },
  }
}

/**
 * The outcome of every issue in a history, as of a time.
 *
 * @throws `scoring/over-retracted`
 * @example
 * ```ts
 * import { fcr, issueOutcomes } from '@casewell/scoring'
 *
 * const day = 86_400_000
 * const rule = { windowMs: 7 * day }
 * const phone = fcr(rule)
 * const history = phone.addAll(phone.zero(), [
 *   { issue: 'printer', atMs: 0 },
 *   { issue: 'invoice', atMs: 1 * day },
 *   { issue: 'invoice', atMs: 3 * day },
 * ])
 * console.log(issueOutcomes(history, rule, 10 * day).map((o) => o.isResolvedAtFirstContact)) // [ true, false ]
 * ```
 */
export function issueOutcomes(history: IssueHistory, rule: RepeatRule, asOfMs: number): IssueOutcome[] {
  return Object.values(history.issues).flatMap((events) => {
    const negative = events.find(({ count }) => count < 0)
    if (negative) throw scoringErrors['over-retracted']({ what: 'an issue', count: negative.count })
    const parts = history.issueKey === 'issue' ? [events] : episodes(events, rule.windowMs)
    return parts.flatMap((part) => issueOutcome(part, rule, asOfMs) ?? [])
  })
}

function fcrOf(outcomes: readonly IssueOutcome[], rule: FcrRule, options: FcrOptions): Fcr {
  const mature = outcomes.filter(({ isMature }) => isMature)
  const resolvable = mature.filter(({ isResolvable }) => isResolvable)
  const declared = outcomes.filter(({ declaredResolved }) => declaredResolved !== null)
  const first = ({ isResolvedAtFirstContact }: IssueOutcome): boolean => isResolvedAtFirstContact
  const convention = conventionOf(rule)
  const immature: Warning[] = pending(outcomes.length - mature.length, outcomes.length)
  const share = (from: readonly IssueOutcome[], test: (o: IssueOutcome) => boolean, name: ShareName): Estimate =>
    shareEstimate(from.filter(test).length, from.length, { evidence: 'behaviour', ...name }, options)
  const curve = kaplanMeier(
    outcomes.map((o) => ({ time: o.repeatAfterMs ?? options.asOfMs - o.firstAtMs, ended: o.repeatAfterMs !== null })),
    { level: options.level ?? LEVEL },
  )
  return {
    issues: outcomes.length,
    matureIssues: mature.length,
    gross: share(mature, first, { metric: 'fcr gross', convention, warnings: immature }),
    net: share(resolvable, first, {
      metric: 'fcr net',
      convention: `${convention}; resolvable issues`,
      warnings: immature,
    }),
    noRepeat: noRepeat(curve, rule, options),
    curve,
    naive: share(outcomes, ({ repeatAfterMs: after }) => after === null || after > rule.windowMs, {
      metric: 'no repeat seen yet',
      convention: 'naive: every issue counts, however young',
      warnings: [{ code: 'naive', message: 'issues that have had no time to come back count as resolved.' }],
    }),
    reopenRate: share(mature, ({ isReopened }) => isReopened, { metric: 'reopen rate', convention }),
    transferRate: share(mature, ({ isTransferred }) => isTransferred, { metric: 'transfer rate', convention }),
    agentDeclared: share(declared, ({ declaredResolved }) => declaredResolved === true, {
      metric: 'declared resolved',
      convention: 'declared by agents at first contact',
      evidence: 'declared',
    }),
  }
}

/** The curve at the end of the window; beyond what was watched it has no value. */
function noRepeat(curve: SurvivalCurve, rule: FcrRule, options: FcrOptions): Estimate {
  const step = survivalAt(curve, rule.windowMs)
  const named = {
    metric: 'no repeat',
    convention: `Kaplan–Meier at ${rule.windowMs} ms; ${repeatsOf(rule)}`,
    n: curve.n,
  }
  if (step === undefined) {
    const message = 'no issue has been watched for the whole window yet.'
    const warnings = curve.n === 0 ? [] : [{ code: 'window-not-reached', message }]
    return estimate({ ...named, value: null, interval: null, evidence: 'behaviour', warnings }, options)
  }
  const { lower, upper, survival: value } = step
  const isSpread = value > 0 && value < 1 && lower !== null && upper !== null
  const interval = isSpread ? { lower, upper, level: curve.level, method: 'log-log' } : allAlike(curve, rule, value)
  return estimate({ ...named, value, interval, evidence: 'behaviour' }, options)
}

/** Where all issues went the same way the curve shows no spread: Wilson's interval over those watched to an end. */
function allAlike({ steps, level }: SurvivalCurve, { windowMs }: FcrRule, value: number): Interval {
  const watched = steps.reduce((n, { time, ended, censored }) => n + (time >= windowMs ? ended + censored : ended), 0)
  return wilson(value * watched, watched, level)
}

const repeatsOf = ({ repeats = 'any-channel', issueKey = 'issue' }: FcrRule): string =>
  `repeats on ${repeats === 'any-channel' ? 'any channel' : 'the same channel'}; issues by ${issueKey}`

function conventionOf(rule: FcrRule): string {
  const transfers = rule.transfers === 'allowed' ? 'transfers allowed' : 'transfers count against'
  return `quiet for ${rule.windowMs} ms; ${repeatsOf(rule)}; ${transfers}`
}

function pending(count: number, all: number): Warning[] {
  if (count === 0) return []
  return [{ code: 'immature', message: `${count} of ${all} issues are too young to tell and are left out.` }]
}
