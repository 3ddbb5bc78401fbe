// Special functions: how far from values computed at 40 digits and from scipy's, and how fast, against jstat.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import * as ours from '@casewell/scoring/numeric'
import { bench, perSecond } from './harness.ts'

type Function = (...args: number[]) => number

/** The part of jstat that is measured; it has no types of its own. */
interface Jstat {
  readonly gammaln: Function
  readonly ibeta: Function
  readonly normal: { readonly cdf: Function; readonly inv: Function }
  readonly beta: { readonly inv: Function }
  readonly studentt: { readonly inv: Function }
  readonly chisquare: { readonly inv: Function }
}

const require = createRequire(import.meta.url)
const { jStat: jstat } = require('jstat') as { jStat: Jstat } // these are among its names
const { version } = require('jstat/package.json') as { version: string } // every manifest has one

const functions = ours as unknown as Record<string, Function> // asked by name below
const values = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../packages/scoring/test/values-at-40-digits.json'), 'utf8'),
) as Record<string, number[][]> // written by us

const relative = (actual: number, expected: number): number =>
  actual === expected ? 0 : Math.abs(actual - expected) / Math.abs(expected)

/** The worst relative error of a function over rows of arguments with the value last. */
function worst(name: string, rows: readonly number[][]): number {
  const errors = rows.map((row) =>
    relative(functions[name]?.(...row.slice(0, -1)) ?? Number.NaN, row.at(-1) ?? Number.NaN),
  )
  return Math.max(...errors)
}

/** The distribution vectors beside the checkout, as rows. */
function vectors(): Record<string, number[][]> {
  const file = resolve(import.meta.dirname, '../../shared/data/scoring/distributions.json')
  interface Vector {
    readonly name: string
    readonly inputs: { readonly p?: number[]; readonly cases?: number[][] }
    readonly expected: { readonly q?: number[]; readonly v?: number[] }
  }
  const all = JSON.parse(readFileSync(file, 'utf8')) as Vector[]
  const nameOf = ({ name }: Vector): string =>
    name.startsWith('normal') ? 'normalQuantile' : name.startsWith('beta') ? 'betaQuantile' : 'hypergeometric'
  const known = all.filter(({ name }) => /^(normal|beta|Gauss)/.test(name))
  return Object.fromEntries(
    known.map((vector) => {
      const { p, cases = (p ?? []).map((x) => [x]) } = vector.inputs
      const found = vector.expected.q ?? vector.expected.v ?? []
      return [nameOf(vector), cases.map((args, i) => [...args, found[i] ?? Number.NaN])]
    }),
  )
}

const N = 20_000
const shares = Array.from({ length: N }, (_, i) => ((i % 997) + 1) / 999)
let sink = 0

const each = (of: (share: number) => number) =>
  perSecond(N, () => {
    for (const share of shares) sink += of(share)
  })

/** The same call, ours and theirs. */
const calls: Record<string, readonly [Function, Function]> = {
  'ln Γ': [(u) => ours.lnGamma(30 * u), (u) => jstat.gammaln(30 * u)],
  'normal distribution': [(u) => ours.normalCdf(6 * u - 3), (u) => jstat.normal.cdf(6 * u - 3, 0, 1)],
  'normal quantile': [ours.normalQuantile, (u) => jstat.normal.inv(u, 0, 1)],
  'incomplete beta (20.5, 5.5)': [(u) => ours.incompleteBeta(u, 20.5, 5.5), (u) => jstat.ibeta(u, 20.5, 5.5)],
  'beta quantile (820.5, 180.5)': [(u) => ours.betaQuantile(u, 820.5, 180.5), (u) => jstat.beta.inv(u, 820.5, 180.5)],
  'beta quantile (5.5, 2.5)': [(u) => ours.betaQuantile(u, 5.5, 2.5), (u) => jstat.beta.inv(u, 5.5, 2.5)],
  'beta quantile (0.5, 20.5)': [(u) => ours.betaQuantile(u, 0.5, 20.5), (u) => jstat.beta.inv(u, 0.5, 20.5)],
  'Student quantile (9)': [(u) => ours.studentQuantile(u, 9), (u) => jstat.studentt.inv(u, 9)],
  'χ² quantile (7)': [(u) => ours.chiSquaredQuantile(u, 7), (u) => jstat.chisquare.inv(u, 7)],
}

export default bench('special-functions', async (report) => {
  const error = { unit: 'relative error', bar: 1e-12, hope: 1e-14, better: 'lower' } as const
  for (const [name, rows] of Object.entries(vectors())) {
    report.row({ ...error, what: `${name} against scipy` }, worst(name, rows))
  }
  for (const [name, rows] of Object.entries(values)) {
    report.row({ ...error, what: `${name} against 40 digits` }, worst(name, rows))
  }
  for (const [what, [own, theirs]] of Object.entries(calls)) {
    await report.ratio(
      { what, unit: 'calls/s', reference: 'jstat', bar: 1, hope: 3, pairs: 15 },
      each(own),
      each(theirs),
    )
  }
  const slip = Math.max(
    ...[0.025, 0.3, 0.975].map((p) => relative(jstat.beta.inv(p, 5.5, 2.5), ours.betaQuantile(p, 5.5, 2.5))),
  )
  report.note(
    `jstat ${version} stops earlier: its beta quantiles differ from ours by up to ${slip.toExponential(0)} (${sink > 0 ? 'all' : 'none'} used).`,
  )
})
