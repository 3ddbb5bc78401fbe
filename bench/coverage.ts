// How often intervals hold the truth, by counting every possible sample: nothing is simulated.
import {
  type NpsCounts,
  type NpsMethod,
  npsInterval,
  type ProportionMethod,
  proportionInterval,
  wald,
} from '@casewell/scoring'
import { binomialProbability } from '@casewell/scoring/numeric'
import { bench } from './harness.ts'

const N = 10
/** .70, .71 … .99, and the same stretch in steps so small that no dip between them is missed. */
const hundredths = Array.from({ length: 30 }, (_, i) => 0.7 + i / 100)
const everywhere = Array.from({ length: 5801 }, (_, i) => 0.7 + i / 20_000)
const samples = Array.from({ length: N + 1 }, (_, x) => x)

interface Coverage {
  readonly mean: number
  readonly least: number
}

const summary = (all: readonly number[]): Coverage => ({
  mean: all.reduce((sum, x) => sum + x, 0) / all.length,
  least: Math.min(...all),
})

/** CSAT: ten ratings of a team whose true share is .70–.99. */
function ofShares(interval: (x: number) => { lower: number; upper: number }, shares: readonly number[]): Coverage {
  const intervals = samples.map(interval)
  const covers = (p: number, x: number): boolean => (intervals[x]?.lower ?? 1) <= p && p <= (intervals[x]?.upper ?? 0)
  return summary(
    shares.map((p) => samples.filter((x) => covers(p, x)).reduce((sum, x) => sum + binomialProbability(x, N, p), 0)),
  )
}

/** Every split of n into three counts. */
const splits = (n: number): NpsCounts[] =>
  Array.from({ length: n + 1 }, (_, detractors) =>
    Array.from({ length: n - detractors + 1 }, (__, promoters) => ({
      detractors,
      promoters,
      passives: n - detractors - promoters,
    })),
  ).flat()

function ofScores(method: NpsMethod): Coverage {
  const all = splits(N).map((counts) => ({ counts, ...npsInterval(counts, { method }) }))
  const chance = (counts: NpsCounts, grid: NpsCounts): number => {
    const rest = N - counts.detractors
    const first = binomialProbability(counts.detractors, N, grid.detractors / 20)
    const others = 20 - grid.detractors
    return (
      first * (others === 0 ? Number(rest === 0) : binomialProbability(counts.promoters, rest, grid.promoters / others))
    )
  }
  return summary(
    splits(20).map((grid) => {
      const truth = (grid.promoters - grid.detractors) / 20
      const holding = all.filter(({ lower, upper }) => lower - 1e-9 <= truth && truth <= upper + 1e-9)
      return holding.reduce((sum, { counts }) => sum + chance(counts, grid), 0)
    }),
  )
}

export default bench('coverage', (report) => {
  const show = (what: string, { mean, least }: Coverage, bar?: number): void => {
    report.row({ what: `${what}: least`, unit: 'share', ...(bar === undefined ? {} : { bar }) }, least)
    report.row({ what: `${what}: mean`, unit: 'share' }, mean)
  }
  const methods: ProportionMethod[] = ['wilson', 'agresti-coull', 'jeffreys', 'clopper-pearson']
  for (const method of methods) {
    const interval = (x: number) => proportionInterval(x, N, { method })
    show(`CSAT, ${method}`, ofShares(interval, hundredths), method === 'wilson' ? 0.86 : undefined)
    report.row(
      { what: `CSAT, ${method}: least between hundredths`, unit: 'share' },
      ofShares(interval, everywhere).least,
    )
  }
  show(
    'CSAT, textbook (Wald)',
    ofShares((x) => wald(x, N), hundredths),
  )
  show('NPS, tango', ofScores('tango'), 0.91)
  show('NPS, adjusted-wald', ofScores('adjusted-wald'))
  show('NPS, textbook (Wald)', ofScores('wald'))
  report.note(
    'All at a nominal .95, ten answers; CSAT true shares .70–.99, NPS every split of the answers in twentieths.',
  )
})
