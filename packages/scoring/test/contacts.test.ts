import { describe, expect, test } from 'vitest'
import {
  type CentreEvent,
  contactCentre,
  type FcrRule,
  fcr,
  type IssueEvent,
  issueOutcomes,
  wilson,
} from '../src/index.ts'
import { survivalAt } from '../src/survival/index.ts'
import { endsOf, near, vectors, vectorsAreThere } from './reference-vectors.ts'

const day = 86_400_000

/** First contact resolution of some events. */
function observe(events: readonly IssueEvent[], asOfMs: number, rule: Partial<FcrRule> = {}) {
  const accumulator = fcr({ windowMs: 7 * day, ...rule })
  return accumulator.result(accumulator.addAll(accumulator.zero(), events), { asOfMs })
}

const printer = { issue: 'printer', customer: 'ada', category: 'hardware', channel: 'phone', atMs: 0 } as const
const login = { issue: 'login', customer: 'bob', category: 'access', channel: 'phone', atMs: 0 } as const

describe('first contact resolution', () => {
  interface Inputs {
    readonly events: readonly {
      readonly issue: string
      readonly customer: string
      readonly day: number
      readonly resolvedByAgent: boolean
      readonly transferred: boolean
      readonly firstContactResolvable: boolean
    }[]
    readonly observationEnd: number
    readonly windowDays: number
  }

  interface Expected {
    readonly issues: number
    readonly matureIssues: number
    readonly grossFcr: number
    readonly grossWilson: number[]
    readonly netEligible: number
    readonly netFcr: number
    readonly noRepeatNaiveAll: number
    readonly noRepeatKm7?: number
    readonly noRepeatKm7Se?: number
    readonly noRepeatKm14?: number
    readonly noRepeatKmWindow?: number
    readonly noRepeatKmWindowSe?: number
    readonly agentDeclared?: number
  }

  test.skipIf(!vectorsAreThere)(
    '[FCR1] [FCR3] gross, net and censored agree with the reference (needs ../shared/data)',
    () => {
      for (const { id, inputs, expected, tolerance } of vectors<Inputs, Expected>('fcr')) {
        const events = inputs.events.map(({ day: at, resolvedByAgent, ...event }) => ({
          ...event,
          atMs: Math.round(at * day),
          declaredResolved: resolvedByAgent,
        }))
        const all = observe(events, inputs.observationEnd * day, { windowMs: inputs.windowDays * day })
        const close = (actual: unknown, wanted: unknown) => near(actual, wanted, tolerance.abs, id)
        expect(all.issues).toBe(expected.issues)
        expect(all.matureIssues).toBe(expected.matureIssues)
        close(all.gross.value, expected.grossFcr)
        close(endsOf(all.gross.interval), expected.grossWilson)
        expect(all.net.n).toBe(expected.netEligible)
        close(all.net.value, expected.netFcr)
        close(all.naive.value, expected.noRepeatNaiveAll)
        close(all.noRepeat.value, expected.noRepeatKm7 ?? expected.noRepeatKmWindow)
        const at = survivalAt(all.curve, inputs.windowDays * day)
        close(at?.standardError, expected.noRepeatKm7Se ?? expected.noRepeatKmWindowSe)
        if (expected.noRepeatKm14 !== undefined) close(survivalAt(all.curve, 14 * day)?.survival, expected.noRepeatKm14)
        if (expected.agentDeclared !== undefined) close(all.agentDeclared.value, expected.agentDeclared)
      }
    },
  )

  test('[FCR1] waits until an issue has had its chance to come back', () => {
    const young = observe([printer], 7 * day - 1)
    expect(young).toMatchObject({ issues: 1, matureIssues: 0, gross: { value: null }, naive: { value: 1 } })
    expect(young.gross.warnings.map(({ code }) => code)).toEqual(['no-answers', 'immature'])
    expect(observe([printer], 7 * day).gross.value).toBe(1)
  })

  test('[FCR1] an issue that came back early still waits for its window: else only failures would be quick', () => {
    const back = observe([printer, { ...printer, atMs: day }], 3 * day)
    expect(back.matureIssues).toBe(0)
    expect(observe([printer, { ...printer, atMs: day }], 7 * day).gross.value).toBe(0)
  })

  test('[FCR1] net leaves out what could never be resolved at first contact', () => {
    const delivery = { ...login, firstContactResolvable: false }
    const all = observe([printer, delivery, { ...delivery, atMs: day }], 30 * day)
    expect(all.gross.value).toBe(0.5)
    expect(all.net).toMatchObject({ value: 1, n: 1 })
  })

  test('[FCR2] a contact on the last moment of the window is a repeat, one later a new story', () => {
    const after = (ms: number, kind: IssueEvent['kind'] = 'contact') =>
      observe([printer, { ...printer, kind, atMs: ms }], 30 * day).gross.value
    expect(after(7 * day)).toBe(0)
    expect(after(7 * day + 1)).toBe(1)
    expect(after(7 * day, 'reopened')).toBe(0)
    expect(after(7 * day + 1, 'reopened')).toBe(1)
  })

  test('[FCR2] two contacts in the same moment are a contact and a repeat', () => {
    expect(observe([printer, printer], 30 * day).gross.value).toBe(0)
  })

  test('[FCR3] counts an immature issue as watched so far', () => {
    // Four issues; one comes back after 2 days, one is watched for 1 day only: S(7) = 1 − 1/3.
    const events = [
      printer,
      { ...printer, atMs: 2 * day },
      login,
      { ...login, issue: 'mail' },
      { ...login, issue: 'new', atMs: 9 * day },
    ]
    const { noRepeat, naive } = observe(events, 10 * day)
    near(noRepeat.value, 2 / 3, 1e-12)
    expect(naive.value).toBe(0.75)
    expect(noRepeat.interval?.method).toBe('log-log')
  })

  test('[FCR3] has an interval even where nothing came back, and no value before any window has passed', () => {
    const quiet = observe([printer, login], 30 * day).noRepeat
    expect(quiet.value).toBe(1)
    expect(endsOf(quiet.interval)).toEqual(endsOf(wilson(2, 2)))
    const early = observe([printer, login], 2 * day).noRepeat
    expect(early.value).toBeNull()
    expect(early.warnings.map(({ code }) => code)).toContain('window-not-reached')
  })

  test('[FCR4] knows issues by their own key, by customer, or by customer and category', () => {
    const events = [
      printer,
      { ...printer, issue: 'scanner', atMs: day },
      { ...printer, issue: 'bill', category: 'money', atMs: 2 * day },
    ]
    const by = (issueKey: FcrRule['issueKey']) => observe(events, 30 * day, { issueKey: issueKey ?? 'issue' }).gross
    expect(by('issue')).toMatchObject({ value: 1, n: 3 })
    expect(by('customer')).toMatchObject({ value: 0, n: 1 })
    expect(by('customer+category')).toMatchObject({ value: 0.5, n: 2 })
    expect(by('customer').convention).toContain('issues by customer')
    expect(() => observe([{ issue: 'x', atMs: 0 }], day, { issueKey: 'customer' })).toThrow(
      /the customer of a contact is undefined/,
    )
  })

  test('[FCR4] a customer who comes back after a quiet window has a new issue', () => {
    const events = [printer, { ...printer, atMs: 7 * day + 1 }]
    expect(observe(events, 30 * day, { issueKey: 'customer' }).gross).toMatchObject({ value: 1, n: 2 })
    const last = [printer, { ...printer, atMs: 7 * day }]
    expect(observe(last, 30 * day, { issueKey: 'customer' }).gross).toMatchObject({ value: 0, n: 1 })
    const chain = [printer, { ...printer, atMs: 5 * day }, { ...printer, atMs: 11 * day }]
    expect(observe(chain, 30 * day, { issueKey: 'customer' }).gross).toMatchObject({ value: 0, n: 1 })
  })

  test('[FCR4] can count repeats on the same channel only, and allow transfers', () => {
    const elsewhere = [printer, { ...printer, channel: 'mail', atMs: day }]
    expect(observe(elsewhere, 30 * day).gross.value).toBe(0)
    expect(observe(elsewhere, 30 * day, { repeats: 'same-channel' }).gross).toMatchObject({
      value: 1,
      convention: expect.stringContaining('repeats on the same channel'),
    })
    const handedOn = [{ ...printer, transferred: true }]
    expect(observe(handedOn, 30 * day).gross.value).toBe(0)
    expect(observe(handedOn, 30 * day, { transfers: 'allowed' }).gross.value).toBe(1)
    const later = [printer, { ...printer, kind: 'transferred', atMs: day } as const]
    expect(observe(later, 30 * day).gross.value).toBe(0)
    expect(observe(later, 30 * day, { transfers: 'allowed' }).gross.value).toBe(1)
  })

  test('[FCR4] a transfer on the last moment of the window counts against it, one later does not', () => {
    const handedOn = (atMs: number) => observe([printer, { ...printer, kind: 'transferred', atMs }], 30 * day)
    expect(handedOn(7 * day)).toMatchObject({ gross: { value: 0 }, transferRate: { value: 1 } })
    expect(handedOn(7 * day + 1)).toMatchObject({ gross: { value: 1 }, transferRate: { value: 0 } })
  })

  test('[FCR5] declared resolution, reopening and transfer are figures of their own', () => {
    const events: IssueEvent[] = [
      { ...printer, declaredResolved: true },
      { ...printer, kind: 'reopened', atMs: day },
      { ...login, declaredResolved: true, transferred: true },
      { ...login, issue: 'mail' },
    ]
    const all = observe(events, 30 * day)
    expect(all.agentDeclared).toMatchObject({ value: 1, n: 2, evidence: 'declared' })
    near(all.reopenRate.value, 1 / 3, 1e-15)
    near(all.transferRate.value, 1 / 3, 1e-15)
    near(all.gross.value, 1 / 3, 1e-15)
    expect(all.naive.warnings.map(({ code }) => code)).toContain('naive')
  })

  test('[FCR6] what happened after the time asked about does not count', () => {
    const events = [printer, { ...printer, atMs: 6 * day }, { ...login, atMs: 20 * day }]
    expect(observe(events, 5 * day)).toMatchObject({ issues: 1, matureIssues: 0 })
    expect(observe(events, 5 * day).naive.value).toBe(1)
    const history = fcr({ windowMs: 7 * day })
    const state = history.addAll(history.zero(), events)
    expect(issueOutcomes(state, { windowMs: 7 * day }, 5 * day)).toMatchObject([
      { repeatAfterMs: null, isMature: false },
    ])
    expect(() => history.result(state)).toThrow('asOfMs is undefined, but must be a time.')
  })

  test('[FCR6] a transfer before any contact begins nothing', () => {
    expect(observe([{ ...printer, kind: 'transferred' }], 30 * day).issues).toBe(0)
  })
})

describe('a contact centre', () => {
  interface Call {
    readonly wait: number
    readonly outcome: 'answered' | 'abandoned'
    readonly talk: number
    readonly hold: number
    readonly wrap: number
  }
  interface Inputs {
    readonly calls: readonly Call[]
    readonly thresholdSeconds: number
    readonly shortAbandonSeconds: number
    readonly staffedSeconds: number
  }
  interface Expected {
    readonly aht: number
    readonly asa: number
    readonly meanWaitOffered: number
    readonly abandonRate: number
    readonly abandonRateExclShort: number
    readonly occupancy: number
    readonly serviceLevel: Record<string, number>
    readonly serviceLevelWilson: number[]
  }

  test.skipIf(!vectorsAreThere)('[CTR1] has the figures of the reference (needs ../shared/data)', () => {
    for (const { inputs, expected, tolerance } of vectors<Inputs, Expected>('contact-centre')) {
      const seconds = (s: number): number => Math.round(s * 1000)
      const events = inputs.calls.map(
        ({ outcome, wait, talk, hold, wrap }): CentreEvent =>
          outcome === 'abandoned'
            ? { outcome, waitMs: seconds(wait) }
            : { outcome, waitMs: seconds(wait), talkMs: seconds(talk), holdMs: seconds(hold), wrapMs: seconds(wrap) },
      )
      const centre = contactCentre({
        thresholdMs: seconds(inputs.thresholdSeconds),
        shortAbandonMs: seconds(inputs.shortAbandonSeconds),
      })
      const state = centre.addAll(centre.zero(), [
        ...events,
        { outcome: 'staffed', staffedMs: seconds(inputs.staffedSeconds) },
      ])
      const all = centre.result(state)
      const close = (actual: unknown, wanted: unknown) => near(actual, wanted, tolerance.abs)
      close((all.aht.value ?? 0) / 1000, expected.aht)
      close((all.asa.value ?? 0) / 1000, expected.asa)
      close((all.meanWaitOffered.value ?? 0) / 1000, expected.meanWaitOffered)
      close(all.abandonRate.value, expected.abandonRate)
      close(all.abandonRateExcludingShort.value, expected.abandonRateExclShort)
      close(all.occupancy.value, expected.occupancy)
      for (const [name, value] of Object.entries(expected.serviceLevel)) {
        close(all.serviceLevel[name as keyof typeof all.serviceLevel].value, value)
      }
      close(endsOf(all.serviceLevel.answeredInOverOffered.interval), expected.serviceLevelWilson)
    }
  })

  const centre = contactCentre({ thresholdMs: 20_000 })
  const answered = (waitMs: number, talkMs = 60_000): CentreEvent => ({ outcome: 'answered', waitMs, talkMs })

  // scipy: t.interval of [60, 90, 150] minutes … mean 100, sd 45.826, t₀.₉₇₅(2) = 4.30265
  test('[CTR1] gives means the interval of Student', () => {
    const { aht } = centre.result(
      centre.addAll(centre.zero(), [answered(0, 60_000), answered(0, 90_000), answered(0, 150_000)]),
    )
    expect(aht.value).toBe(100_000)
    near(aht.interval?.upper, 100_000 + (4.302652729696142 * 45_825.756949558) / Math.sqrt(3), 1e-3)
  })

  test('[CTR1] asks no figure of a day without calls', () => {
    const { aht, occupancy, serviceLevel } = centre.result(centre.zero())
    for (const figure of [aht, occupancy, serviceLevel.answeredInOverOffered]) {
      expect(figure).toMatchObject({ value: null, interval: null, n: 0 })
    }
  })

  test('[CTR1] doubts work beyond the time that was staffed', () => {
    const over = centre.result(
      centre.addAll(centre.zero(), [answered(0), { outcome: 'staffed', staffedMs: 30_000 }]),
    ).occupancy
    expect(over.value).toBe(2)
    expect(over.warnings.map(({ code }) => code)).toContain('over-occupied')
  })

  test('[CTR2] a wait of exactly the threshold is in time, one millisecond more is not', () => {
    const level = (waitMs: number) =>
      centre.result(centre.add(centre.zero(), answered(waitMs))).serviceLevel.answeredInOverOffered.value
    expect(level(20_000)).toBe(1)
    expect(level(20_001)).toBe(0)
    const short = (waitMs: number) =>
      centre.result(centre.addAll(centre.zero(), [{ outcome: 'abandoned', waitMs }, answered(0)]))
        .abandonRateExcludingShort.value
    expect(short(5000)).toBe(0)
    expect(short(5001)).toBe(0.5)
  })
})
