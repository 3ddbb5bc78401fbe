import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Plot, survivalPlot } from '@casewell/scores/plot'
import { bgNbd, fitBuyers, fitSpending, forecastPurchases } from '@casewell/scoring/clv'
import { kaplanMeier, lifeTable, logRank, survivalAt } from '@casewell/scoring/survival'

const files = { cdnow: 'cdnow_customers_summary_with_transactions.csv', telco: 'telco-churn.csv' }

/** Are both files of real customers in this folder? */
export const hasRealCustomers = (folder: string): boolean =>
  Object.values(files).every((file) => existsSync(join(folder, file)))

/** What real customers of two firms did: the buyers of CDNOW (1997), the subscribers of a telephone company. */
export function realCustomers(folder: string): { readonly text: string; readonly plot: Plot } {
  const telco = contracts(rows(folder, files.telco))
  return { text: `${buyers(rows(folder, files.cdnow))}\n${telco.text}`, plot: telco.plot }
}

type Row = Readonly<Record<string, string>>

/** A plain CSV file, no quotes in it, row by row. */
function rows(folder: string, file: string): readonly Row[] {
  const [head = '', ...lines] = readFileSync(join(folder, file), 'utf8').trim().split(/\r?\n/)
  const names = head.split(',')
  return lines.map((line) => {
    const values = line.split(',')
    return Object.fromEntries(names.map((name, i) => [name, values[i] ?? '']))
  })
}

/** How often they will buy again, and what a purchase is worth. */
function buyers(all: readonly Row[]): string {
  const histories = all.map((row) => ({
    frequency: Number(row['x']),
    recency: Number(row['t_x']),
    observed: Number(row['T']),
  }))
  const fit = fitBuyers(bgNbd, histories)
  const spending = all
    .filter((row) => Number(row['x']) > 0)
    .map((row) => ({ purchases: Number(row['x']), meanValue: Number(row['zbar']) }))
  const { p, q, v } = fitSpending(spending).parameters
  const active = forecastPurchases(bgNbd, fit, { frequency: 2, recency: 30.43, observed: 38.86 }, 39)
  const silent = forecastPurchases(bgNbd, fit, { frequency: 2, recency: 5, observed: 38.86 }, 39)
  const say = ({ alive, purchases }: typeof active): string =>
    `alive ${percent(alive.value)}, ${purchases.value?.toFixed(2)} purchases (${purchases.interval?.lower.toFixed(2)} to ${purchases.interval?.upper.toFixed(2)})`
  return [
    `CDNOW, ${all.length} customers, their first 39 weeks (Fader & Hardie's sample):`,
    `  BG/NBD       r ${fit.parameters.r.toFixed(3)}, alpha ${fit.parameters.alpha.toFixed(3)}, a ${fit.parameters.a.toFixed(3)}, b ${fit.parameters.b.toFixed(3)}`,
    `  Gamma-Gamma  p ${p.toFixed(2)}, q ${q.toFixed(2)}, v ${v.toFixed(2)}; the mean repeat purchase is worth ${((p * v) / (q - 1)).toFixed(2)} dollars`,
    '  The next 39 weeks of one who bought twice more,',
    `    the last time 8 weeks ago:   ${say(active)}`,
    `    the last time 34 weeks ago:  ${say(silent)}`,
    '  Two purchases each: what differs is the silence since.',
    '',
  ].join('\n')
}

/** Who stays, by contract; those who are still there count for as long as they were watched. */
function contracts(all: readonly Row[]): { readonly text: string; readonly plot: Plot } {
  const life = (row: Row) => ({ time: Number(row['tenure']), ended: row['Churn'] === 'Yes' })
  const names = [...new Set(all.map((row) => row['Contract'] ?? ''))].sort()
  const of = (name: string) => all.filter((row) => row['Contract'] === name).map(life)
  const tables = Object.fromEntries(names.map((name) => [name, lifeTable().addAll(lifeTable().zero(), of(name))]))
  const { chiSquare, degrees } = logRank(tables)
  const curve = kaplanMeier(all.map(life))
  const naive = all.filter((row) => row['Churn'] === 'Yes').length / all.length
  const lines = names.map((name) => {
    const step = survivalAt(kaplanMeier(of(name)), 24)
    return `  ${name.padEnd(15)} ${percent(step?.survival)} (${percent(step?.lower)} to ${percent(step?.upper)}) still there after 24 months`
  })
  const text = [
    `Telco, ${all.length} customers:`,
    ...lines,
    `  Contracts differ: log-rank ${chiSquare.toFixed(0)} on ${degrees} degrees of freedom.`,
    `  "${percent(naive)} churn" says little: most customers have been there for less time than a contract lasts.`,
    '',
  ].join('\n')
  return {
    text,
    plot: survivalPlot({ title: 'Telco customers who are still there', curve, unit: 'months', until: 72 }),
  }
}

const percent = (share: number | null | undefined): string => `${(100 * (share ?? 0)).toFixed(1)} %`
