import type { Estimate } from '@casewell/scoring'
import type { QuestionScore } from './score-report.ts'

/** A share as people say it: `12 %`. */
export const percent = (share: number): string => `${trimmed(100 * share, 0)} %`

/** A number with so many decimals, and a true minus sign. */
export const trimmed = (value: number, digits: number): string => {
  const text = value.toFixed(digits)
  return (Number(text) === 0 ? text.replace('-', '') : text).replace('-', '−')
}

/** How the numbers of a metric are said. */
export function sayer(metric: QuestionScore['metric']): (value: number) => string {
  if (metric === 'nps') return (value) => trimmed(100 * value, 0)
  return metric === 'scale' ? (value) => trimmed(value, 2) : percent
}

/** An estimate with its doubt: `72 % (64–79), n = 120`. Nothing to go by is said, too. */
export function said({ value, interval, n }: Estimate, say: (value: number) => string = percent): string {
  if (value === null) return 'no answers'
  const doubt = interval === null ? 'no interval' : `${say(interval.lower)} to ${say(interval.upper)}`
  return `${say(value)} (${doubt}), n = ${n}`
}

const names = { csat: 'Satisfaction (CSAT)', nps: 'Recommendation (NPS)', ces: 'Ease (CES)', scale: 'Mean' } as const

/** What a question is called in a report. */
export function titleOf({ metric, survey, question }: Pick<QuestionScore, 'metric' | 'survey' | 'question'>): string {
  const isUsual = survey === metric && question === metric
  return isUsual ? names[metric] : `${names[metric]}: ${survey}, ${question}`
}

/** Money. */
export const money =
  (currency: string) =>
  (amount: number): string =>
    `${trimmed(amount, 2)} ${currency}`.trim()
