import type { Given } from '@casewell/surveys/events'

/** Which answers are extreme, by metric: at most `low` is very dissatisfied, at least `high` extremely loyal. */
export type Ends = Readonly<Record<'csat' | 'nps' | 'ces', { readonly low: number; readonly high: number }>>

/** The ends of each scale: 1 and 5, 0–2 and 10, 1–2 and 7. */
export const usualEnds: Ends = { csat: { low: 1, high: 5 }, nps: { low: 2, high: 10 }, ces: { low: 2, high: 7 } }

/** An answer at one end. */
export interface Signal {
  readonly is: 'at-risk' | 'advocate'
  readonly question: string
  readonly value: number
}

/** What a customer's answers say, the worst first. Undefined: nothing extreme. */
export function signalOf(given: readonly Given[], ends: Ends): Signal | undefined {
  const scales = given.flatMap((one) =>
    one.kind === 'scale' && one.metric !== 'scale' ? [{ ...one, end: ends[one.metric] }] : [],
  )
  const low = scales.find(({ value, end }) => value <= end.low)
  if (low) return { is: 'at-risk', question: low.question, value: low.value }
  const high = scales.find(({ value, end }) => value >= end.high)
  return high && { is: 'advocate', question: high.question, value: high.value }
}
