import {
  csat,
  type Estimate,
  effort,
  extremes,
  type NonResponse,
  nonResponse,
  npsOf,
  proportion,
  type ScaleState,
  satisfaction,
} from '@casewell/scoring'
import type { Cell } from '../fold/cell.ts'
import { type Ends, usualEnds } from '../fold/signal.ts'
import type { QuestionScore } from './score-report.ts'

type ScaleCount = Cell['scales'][string]

/** The score of a question by the usual convention of its metric. */
export function scoreOf({ metric, state }: Pick<ScaleCount, 'metric' | 'state'>): Estimate {
  if (metric === 'csat') return csat(state)
  if (metric === 'ces') return effort(state)
  if (metric === 'nps') {
    const { value, interval, n, effectiveN, convention, evidence, warnings } = npsOf(state)
    return { value, interval, n, effectiveN, metric: 'nps', convention, evidence, warnings }
  }
  return satisfaction(state).mean
}

/** How many points of the scale count as each end. */
export function endsOf(
  { metric, state }: Pick<ScaleCount, 'metric' | 'state'>,
  ends: Ends = usualEnds,
): { readonly bottom: number; readonly top: number } {
  if (metric === 'scale') return { bottom: 1, top: 1 }
  return { bottom: ends[metric].low - state.min + 1, top: state.max - ends[metric].high + 1 }
}

/** Everything that a cell says about its questions, in the order of their names. */
export function questionScores(cell: Cell, ends: Ends): readonly QuestionScore[] {
  const keys = Object.keys(cell.scales).sort()
  return keys.flatMap((key) => {
    const count = cell.scales[key]
    return count && answersIn(count.state) > 0 ? [questionScore(cell, count, ends)] : []
  })
}

function questionScore(cell: Cell, count: ScaleCount, ends: Ends): QuestionScore {
  const { survey, question, metric, state } = count
  const { min, max } = state
  const n = answersIn(state)
  const invited = Math.max(n, cell.asked[survey]?.invited ?? 0)
  return {
    survey,
    question,
    metric,
    min,
    max,
    n,
    extremes: extremes(state, endsOf(count, ends)),
    score: scoreOf(count),
    satisfaction: satisfaction(state),
    responseRate: proportion('response rate').result({ v: 1, yes: n, n: invited }),
    silence: metric === 'csat' ? silenceOf(state, n, invited) : null,
  }
}

function silenceOf(state: ScaleState, responded: number, surveyed: number): NonResponse {
  const satisfied = state.counts.slice(-2).reduce((sum, count) => sum + count, 0)
  return nonResponse({ surveyed, responded, satisfied })
}

/** How many answers a state holds. */
export const answersIn = ({ counts, weighted }: ScaleState): number =>
  counts.reduce((sum, count) => sum + count, 0) + Object.values(weighted).reduce((sum, { count }) => sum + count, 0)
