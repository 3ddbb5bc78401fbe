import { distributionPlot, kanoPlot, type Plot, rangePlot } from '@casewell/scores/plot'
import {
  csat,
  type Estimate,
  extremes,
  meanScore,
  netPromoterScore,
  nonResponse,
  satisfaction,
  scale,
} from '@casewell/scoring'
import { costPerIssue, deflection, lognormalRange, pert, whatIf } from '@casewell/scoring/economics'
import { type KanoAnswer, kano } from '@casewell/scoring/kano'
import { simulate } from './simulate.ts'

const stars = scale({ min: 1, max: 5 })
const starsOf = (counts: readonly number[]) => ({ ...stars.zero(), counts })
const whole = (value: number): string => value.toFixed(0).replace('-', '−')
const percent = (share: number): string => `${whole(100 * share)} %`

/** A number that is not an estimate of the package, with the ends of its doubt. */
const ranged = (value: number, lower: number, upper: number, n: number, metric: string): Estimate => ({
  value,
  interval: { lower, upper, level: 0.95, method: metric },
  n,
  effectiveN: n,
  metric,
  convention: metric,
  evidence: 'model',
  warnings: [],
})

/** The pictures of the guides, by file name. All are made of numbers that stand in the guides. */
export function pictures(): Readonly<Record<string, Plot>> {
  return {
    'same-score.svg': sameScore(),
    'one-hundred-ratings.svg': oneHundredRatings(),
    'silence.svg': silence(),
    'kano-12.svg': kanoOf(12),
    'kano-200.svg': kanoOf(200),
    'cost-by-fcr.svg': costByFcr(),
    'self-service.svg': selfService(),
    'what-if.svg': plan(),
    'split-team.svg': distribution('Team "split": mean 3.6', [20, 5, 5, 35, 35]),
    'steady-team.svg': distribution('Team "steady": mean 3.6', [2, 8, 30, 48, 12]),
    'leavers.svg': leavers(),
  }
}

/** NPS 20, from ever more answers. */
function sameScore(): Plot {
  const answers = [10, 10, 9, 9, 9, 8, 7, 6, 3, 0]
  const rows = [1, 5, 25, 125].map((times) => {
    const { value, interval, n, ...rest } = netPromoterScore(Array.from({ length: times }, () => answers).flat())
    return { name: `${n} answers`, estimate: { ...rest, value, interval, n } }
  })
  return rangePlot({
    title: 'The same NPS, known ever better',
    rows,
    say: (value) => whole(100 * value),
    within: [-0.5, 0.5],
  })
}

/** Four conventions, one set of ratings. */
function oneHundredRatings(): Plot {
  const state = starsOf([4, 4, 8, 20, 64])
  const conventions = ['top-2-box', 'net-2-box', 'top-box', 'freescout'] as const
  const rows = conventions.map((convention) => ({ name: convention, estimate: csat(state, { convention }) }))
  return rangePlot({ title: 'One hundred ratings, four scores', rows, say: percent, within: [0.4, 1] })
}

/** The simulated year: what those who answered say, what the silent can hide, what is so. */
function silence(): Plot {
  const asked = simulate('casewell').filter(({ survey }) => survey === 'csat')
  const answered = asked.filter(({ answeredMs }) => answeredMs !== null)
  const happy = (cases: typeof asked): number => cases.filter(({ opinion }) => Number(opinion) >= 4).length
  const { respondents, bounds } = nonResponse({
    surveyed: asked.length,
    responded: answered.length,
    satisfied: happy(answered),
  })
  const truth = happy(asked) / asked.length
  const middle = (bounds.lower + bounds.upper) / 2
  const rows = [
    { name: 'of those who answered', estimate: respondents },
    {
      name: 'whatever the silent think, about',
      estimate: ranged(middle, bounds.lower, bounds.upper, asked.length, 'bounds'),
    },
    { name: 'what is so', estimate: { ...ranged(truth, truth, truth, asked.length, 'truth'), interval: null } },
  ]
  return rangePlot({ title: 'Satisfied: 43 % answered, and the others?', rows, say: percent, within: [0, 1] })
}

/** The first answers to the Kano survey of the simulated year, or of as many years as it takes. */
function kanoOf(count: number): Plot {
  const wished = simulate('kano', 200).filter(({ survey }) => survey === 'wishes')
  const answers = wished
    .slice(0, count)
    .flatMap(({ opinion }): readonly KanoAnswer[] =>
      typeof opinion === 'number' ? [] : Object.entries(opinion).map(([feature, pair]) => ({ feature, ...pair })),
    )
  const features = kano().result(kano().addAll(kano().zero(), answers))
  return kanoPlot({ title: `${count} customers asked`, features })
}

/** What one issue costs when some come back: 33 dollars a contact, as the articles say, in their range. */
function costByFcr(): Plot {
  const rows = [0.33, 0.5, 0.75, 0.9].map((fcr) => {
    const { p5, p50, p95 } = whatIf({
      inputs: { contact: lognormalRange(8, 33) },
      model: ({ contact }) => costPerIssue({ costPerContact: contact, fcr }).costPerIssue,
      seed: 'cost',
    })
    return {
      name: `first contact resolution ${percent(fcr)}:`,
      estimate: ranged(p50.value, p5.value, p95.value, 10_000, 'simulation'),
      note: 'p5 to p95',
    }
  })
  return rangePlot({
    title: 'Cost of an issue: the range of the price is wider than the gain',
    rows,
    say: (value) => `$${whole(value)}`,
  })
}

/** Containment against a control group. */
function selfService(): Plot {
  const { savings, savingsInterval, naive } = deflection(selfServiceTrial)
  const rows = [
    {
      name: 'against a control group',
      estimate: ranged(savings, savingsInterval.lower, savingsInterval.upper, 2000, 'control group'),
      note: '2,000 issues in the trial',
    },
    { name: 'naive containment', estimate: { ...ranged(naive.savings, 0, 0, 20_000, 'containment'), interval: null } },
  ]
  return rangePlot({
    title: 'What 20,000 self-service sessions save',
    rows,
    say: (value) => `$${whole(value / 1000)}k`,
  })
}

const selfServiceTrial = {
  control: { issues: 1000, assistedContacts: 410 },
  exposed: { issues: 1000, assistedContacts: 340 },
  sessions: 20_000,
  containedSessions: 12_400,
  assistedCost: 33,
  selfServiceCost: 1.17,
}

/** Which number is worth measuring better. */
function plan(): Plot {
  const { base, tornado } = whatIf({
    inputs: {
      calls: 10_000,
      fewer: pert(0.05, 0.15, 0.25),
      cost: lognormalRange(8, 33),
      programme: pert(15_000, 20_000, 40_000),
    },
    model: ({ calls, fewer, cost, programme }) => calls * fewer * cost - programme,
    seed: 'plan',
  })
  const names = {
    fewer: 'share of calls that stop',
    cost: 'cost of a call',
    programme: 'cost of the programme',
    calls: 'calls',
  }
  const rows = tornado.map(({ input, low, high }) => ({
    name: `${names[input]}, all else at`,
    estimate: ranged(base, Math.min(low, high), Math.max(low, high), 10_000, 'tornado'),
    note: 'p5 to p95',
  }))
  return rangePlot({
    title: 'What the plan saves, one guess moved at a time',
    rows,
    say: (value) => `$${whole(value / 1000)}k`,
  })
}

function distribution(title: string, counts: readonly number[]): Plot {
  const state = starsOf(counts)
  const { veryDissatisfied, extremelyLoyal } = extremes(state)
  const mean = meanScore(state).value?.toFixed(1)
  if (!title.endsWith(String(mean))) throw new RangeError(`the mean is ${mean}`)
  return distributionPlot({
    title,
    points: satisfaction(state).distribution.map(({ answer, weight }) => ({ answer, count: weight })),
    low: { to: 1, share: veryDissatisfied },
    high: { from: 5, share: extremelyLoyal },
  })
}

/** Of 1,000 customers 100 left: who had answered what, from both sides. */
function leavers(): Plot {
  const [stayed, left] = [
    [10, 20, 60, 360, 450],
    [30, 15, 10, 20, 25],
  ] as const
  const rows = stayed.map((count, i) => {
    const gone = left[i] ?? 0
    const { value, interval } = csat(starsOf([count, 0, 0, 0, gone]), { convention: 'top-box' })
    return {
      name: `of those who answered ${i + 1}, left`,
      estimate: ranged(value ?? 0, interval?.lower ?? 0, interval?.upper ?? 1, count + gone, 'leaves'),
    }
  })
  return rangePlot({
    title: 'Who leaves: 45 of 100 leavers were satisfied, and still',
    rows,
    say: percent,
    within: [0, 1],
  })
}
