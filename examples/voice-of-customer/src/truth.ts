import type { ScoreReport } from '@casewell/scores'
import type { SimulatedCase } from './simulate.ts'

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

/** What the desk cannot know: what everybody thinks, also those who said nothing. */
function truthOf(cases: readonly SimulatedCase[]) {
  const asked = cases.filter(({ survey }) => survey === 'csat')
  const share = (test: (opinion: number) => boolean): number =>
    asked.filter(({ opinion }) => test(Number(opinion))).length / asked.length
  return { veryDissatisfied: share((opinion) => opinion === 1), satisfied: share((opinion) => opinion >= 4) }
}

/** Beside what the report says, what is so. */
export function compared(report: ScoreReport, cases: readonly SimulatedCase[]): string {
  const truth = truthOf(cases)
  const csat = report.overall.questions.find(({ metric }) => metric === 'csat')
  if (!csat?.silence) return 'Nobody has answered.\n'
  const { bounds } = csat.silence
  const isInside = truth.satisfied >= bounds.lower && truth.satisfied <= bounds.upper
  return [
    'What the desk cannot know, because this year was simulated:',
    `  satisfied          ${percent(truth.satisfied)} of all; of those who answered ${percent(csat.score.value ?? 0)}`,
    `  very dissatisfied  ${percent(truth.veryDissatisfied)} of all; of those who answered ${percent(csat.extremes.veryDissatisfied.value ?? 0)}`,
    `  The unhappy answer less, and no interval of sampling knows that. The bounds do: ${percent(bounds.lower)} to ${percent(bounds.upper)}`,
    `  hold the truth: ${isInside ? 'yes' : 'no'}.`,
    '',
  ].join('\n')
}
