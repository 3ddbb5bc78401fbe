import { scale } from '@casewell/scoring'
import { channelCosts } from '@casewell/scoring/economics'
import { kano } from '@casewell/scoring/kano'
import type { Given } from '@casewell/surveys/events'
import * as z from 'zod'
import { Cohorts, mergeCohorts } from './cohort.ts'
import type { Place } from './place.ts'

const ExactSum = z.array(z.number()).readonly()
const Counts = z.array(z.number()).readonly()

const ScaleCount = z.object({
  survey: z.string(),
  question: z.string(),
  metric: z.enum(['csat', 'nps', 'ces', 'scale']),
  state: z.object({
    v: z.literal(1),
    min: z.number(),
    max: z.number(),
    counts: Counts,
    weighted: z.record(z.string(), z.object({ count: z.number(), sum: ExactSum, squares: ExactSum })),
  }),
})
const KanoCount = z.object({
  v: z.literal(1),
  features: z.record(z.string(), z.object({ cells: Counts, importance: Counts })),
})
const Asked = z.object({ invited: z.number(), answered: z.number() })
const MeanSums = z.object({ n: z.number(), sum: ExactSum, squares: ExactSum })

/** Everything that one place's scores of one week are made of: accumulators, as plain JSON. */
export const Cell = z.object({
  v: z.literal(1),
  by: z.enum(['all', 'queue', 'agent', 'product', 'channel', 'segment']),
  of: z.string(),
  /** The Monday, `YYYY-MM-DD`. Answers belong to the week of their invitation, cases to that of their first resolution. */
  week: z.string(),
  /** By survey. */
  asked: z.record(z.string(), Asked),
  /** By survey, question and scale: another scale is never added to. */
  scales: z.record(z.string(), ScaleCount),
  /** By survey. */
  kano: z.record(z.string(), KanoCount),
  /** By survey and question, then by option. */
  choices: z.record(z.string(), z.record(z.string(), z.number())),
  cohorts: Cohorts,
  /** What resolved cases cost, by channel: cases whose effort is known. */
  costs: z.object({ v: z.literal(1), channels: z.record(z.string(), MeanSums) }),
})
export type Cell = z.output<typeof Cell>

/** Nothing yet. */
export const emptyCell = ({ by, of }: Place, week: string): Cell => ({
  v: 1,
  by,
  of,
  week,
  asked: {},
  scales: {},
  kano: {},
  choices: {},
  cohorts: {},
  costs: channelCosts().zero(),
})

/** One invitation more, or one that was answered for the first time. */
export function countAsked(cell: Cell, survey: string, what: 'invited' | 'answered'): Cell {
  const before = cell.asked[survey] ?? { invited: 0, answered: 0 }
  return { ...cell, asked: { ...cell.asked, [survey]: { ...before, [what]: before[what] + 1 } } }
}

/** Answers counted in, or (−1) taken back. */
export const countGiven = (cell: Cell, survey: string, given: readonly Given[], times: 1 | -1): Cell =>
  given.reduce((sum, one) => countOne(sum, survey, one, times), cell)

function countOne(cell: Cell, survey: string, given: Given, times: 1 | -1): Cell {
  if (given.kind === 'scale') return countScale(cell, survey, given, times)
  if (given.kind === 'choice') return countChoice(cell, survey, given, times)
  const { feature, functional, dysfunctional, importance } = given
  const answer = { feature, functional, dysfunctional, ...(importance !== null && { importance }) }
  const pairs = kano()
  const before = cell.kano[survey] ?? pairs.zero()
  const after = times === 1 ? pairs.add(before, answer) : pairs.retract(before, answer)
  return { ...cell, kano: { ...cell.kano, [survey]: after } }
}

type ScaleGiven = Extract<Given, { kind: 'scale' }>

function countScale(cell: Cell, survey: string, given: ScaleGiven, times: 1 | -1): Cell {
  const { question, metric, min, max, value } = given
  const key = `${survey}/${question}/${min}–${max}`
  const points = scale({ min, max })
  const before = cell.scales[key] ?? { survey, question, metric, state: points.zero() }
  const state = times === 1 ? points.add(before.state, value) : points.retract(before.state, value)
  return { ...cell, scales: { ...cell.scales, [key]: { ...before, state } } }
}

function countChoice(
  cell: Cell,
  survey: string,
  { question, option }: Extract<Given, { kind: 'choice' }>,
  times: 1 | -1,
): Cell {
  const key = `${survey}/${question}`
  const { [option]: before = 0, ...others } = cell.choices[key] ?? {}
  const count = before + times
  const options = count === 0 ? others : { ...others, [option]: count }
  return { ...cell, choices: { ...cell.choices, [key]: options } }
}

/** The cost of a case changed. Null: not known. */
export function countCost(cell: Cell, channel: string, before: number | null, after: number | null): Cell {
  const costs = channelCosts()
  const without = before === null ? cell.costs : costs.retract(cell.costs, { channel, cost: before })
  const state = after === null ? without : costs.add(without, { channel, cost: after })
  return { ...cell, costs: state }
}

/**
 * Cells of one place, or of many, as one; the first one's name and week stay.
 *
 * @example
 * ```ts
 * import { Cell, mergeCells } from '@casewell/scores'
 *
 * const counted = (week: string, invited: number, answered: number) =>
 *   Cell.parse({
 *     v: 1, by: 'queue', of: 'audio', week, asked: { csat: { invited, answered } },
 *     scales: {}, kano: {}, choices: {}, cohorts: {}, costs: { v: 1, channels: {} },
 *   })
 * const both = mergeCells(counted('2026-01-05', 40, 12), counted('2026-01-12', 60, 15))
 * console.log(both.asked['csat']) // { invited: 100, answered: 27 }
 * ```
 */
export function mergeCells(a: Cell, b: Cell): Cell {
  return {
    ...a,
    asked: joined(a.asked, b.asked, (x, y) => ({ invited: x.invited + y.invited, answered: x.answered + y.answered })),
    scales: joined(a.scales, b.scales, (x, y) => ({
      ...x,
      state: scale(x.state).merge(x.state, y.state) as typeof x.state,
    })),
    kano: joined(a.kano, b.kano, (x, y) => kano().merge(x, y) as typeof x),
    choices: joined(a.choices, b.choices, (x, y) => joined(x, y, (n, m) => n + m)),
    cohorts: mergeCohorts(a.cohorts, b.cohorts),
    costs: channelCosts().merge(a.costs, b.costs),
  }
}

function joined<T>(
  a: Readonly<Record<string, T>>,
  b: Readonly<Record<string, T>>,
  join: (x: T, y: T) => T,
): Record<string, T> {
  const all = new Map(Object.entries(a))
  for (const [key, more] of Object.entries(b)) {
    const held = all.get(key)
    all.set(key, held === undefined ? more : join(held, more))
  }
  return Object.fromEntries(all)
}
