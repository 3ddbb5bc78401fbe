// How long BG/NBD takes to find the published parameters of CDNOW's 2,357 customers, cold and warm.
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { bgNbd, fitBuyers, type PurchaseHistory } from '@casewell/scoring/clv'
import { bench, milliseconds } from './harness.ts'

const file = resolve(import.meta.dirname, '../../shared/data/scoring/data/cdnow_customers_summary.csv')

/** Fader, Hardie & Lee, Marketing Science 24 (2005), table 2: r, α, a, b and the log-likelihood. */
const published = ['0.243', '4.414', '0.793', '2.426', '-9582.4']

const WARM_FITS = 15

/** Histories in weeks: repeat purchases, the last of them, the watch. */
function customers(): PurchaseHistory[] {
  const lines = readFileSync(file, 'utf8').trim().split(/\r?\n/).slice(1)
  return lines.map((line) => {
    const [, frequency = 0, recency = 0, observed = 0] = line.split(',').map(Number)
    return { frequency, recency, observed }
  })
}

export default bench('bgnbd-fit', async (report) => {
  if (!existsSync(file))
    return report.note('Not measured: needs ../shared/data/scoring/data/cdnow_customers_summary.csv.')
  const histories = customers()
  const fitting = milliseconds(() => fitBuyers(bgNbd, histories))
  const cold = (await fitting()) / 1000
  const warm: number[] = []
  for (let i = 0; i < WARM_FITS; i++) warm.push((await fitting()) / 1000)

  const { parameters, logLikelihood, card } = fitBuyers(bgNbd, histories)
  const found = [...Object.values(parameters).map((x) => x.toFixed(3)), logLikelihood.toFixed(1)]
  const equal = found.filter((digits, i) => digits === published[i]).length
  report.row({ what: 'of r, α, a, b, LL equal to the paper in three digits (LL one)', unit: 'of 5', bar: 5 }, equal)
  report.row({ what: 'first fit of the process', unit: 's', bar: 1, hope: 0.1, better: 'lower' }, cold)
  report.row({ what: 'fit, warm', unit: 's', bar: 1, hope: 0.1, better: 'lower' }, warm)
  report.note(`${card.observations} customers, ${card.iterations} steps; found ${found.join(', ')}.`)
})
