import { distributionPlot } from '../plot/distribution-plot.ts'
import type { Plot } from '../plot/frame.ts'
import { kanoPlot } from '../plot/kano-plot.ts'
import { rangePlot } from '../plot/range-plot.ts'
import { seriesPlot } from '../plot/series-plot.ts'
import { survivalPlot } from '../plot/survival-plot.ts'
import type { QuestionScore, QuestionSeries, ScoreReport } from './score-report.ts'
import { money, sayer, titleOf } from './words.ts'

/**
 * The pictures of a report, the extremes first.
 *
 * @example
 * ```ts
 * import { testDesk } from '@casewell/core/testing'
 * import { reportPlots, scores } from '@casewell/scores'
 *
 * const { desk } = await testDesk()
 * const api = desk.use(scores())
 * await desk.start()
 * const { cases } = desk.as({ id: 'ada', role: 'agent' })
 * const { id } = await cases.open({ subject: 'No sound', from: { email: 'bob@example.org' }, text: 'It is mute.' })
 * await cases.resolve(id, { code: 'fixed' })
 * await desk.settled()
 * const report = await api.report({ period: { from: '2026-01-05', to: '2026-01-12' } })
 * console.log(reportPlots(report).map((plot) => plot.title)) // [ 'Resolved cases that have not come back' ]
 * await desk.stop()
 * ```
 */
export function reportPlots(report: ScoreReport): readonly Plot[] {
  const { overall, series, kano, currency, groups, by } = report
  const shown = groups.flatMap(({ name, score }) => (score ? [{ name, score }] : []))
  const questions = overall.questions.flatMap((question) => [
    distributionOf(question),
    ...series.filter((one) => isSame(one, question)).map((one) => overTime(one, question)),
    ...(shown.length === 0 ? [] : [byGroup(question, shown, by)]),
  ])
  const costs = Object.entries(overall.costs.channels).sort(([a], [b]) => (a < b ? -1 : 1))
  const costRows = costs.map(([name, { perContact }]) => ({ name, estimate: perContact }))
  return [
    ...questions,
    ...kano.map(({ survey, features }) => kanoPlot({ title: `What pleases, what is expected: ${survey}`, features })),
    ...(costRows.length === 0
      ? []
      : [rangePlot({ title: 'Cost of a resolved case, by channel', rows: costRows, say: money(currency) })]),
    ...(overall.resolution.resolved === 0 ? [] : [quietOf(report)]),
  ]
}

type Named = Pick<QuestionScore, 'survey' | 'question' | 'metric'>
const isSame = (a: Named, b: Named): boolean =>
  a.survey === b.survey && a.question === b.question && a.metric === b.metric

function distributionOf(question: QuestionScore): Plot {
  const { satisfaction, extremes, min, max } = question
  const boxes = (convention: string): number => Number(/^\d+/.exec(convention)?.[0] ?? 1)
  const bottom = boxes(extremes.veryDissatisfied.convention)
  const top = boxes(extremes.extremelyLoyal.convention)
  return distributionPlot({
    title: `${titleOf(question)}: every answer`,
    points: satisfaction.distribution.map(({ answer, weight }) => ({ answer, count: weight })),
    low: { to: min + bottom - 1, share: extremes.veryDissatisfied },
    high: { from: max - top + 1, share: extremes.extremelyLoyal },
  })
}

function overTime({ weeks, weeksPerPoint }: QuestionSeries, question: QuestionScore): Plot {
  const { metric, min, max } = question
  return seriesPlot({
    title: `${titleOf(question)} ${weeksPerPoint === 1 ? 'by week' : `by ${weeksPerPoint} weeks`}`,
    points: weeks.map(({ week, score }) => ({ label: week, score })),
    within: metric === 'nps' ? [-0.2, 0.2] : metric === 'scale' ? [min, max] : [0, 1],
    say: sayer(metric),
  })
}

function byGroup(
  question: QuestionScore,
  groups: readonly { readonly name: string; readonly score: { readonly questions: readonly QuestionScore[] } }[],
  by: string,
): Plot {
  const rows = groups.flatMap(({ name, score }) => {
    const own = score.questions.find((one) => isSame(one, question))
    return own ? [{ name, estimate: own.score }] : []
  })
  const within = question.metric === 'nps' ? ([-0.2, 0.2] as const) : ([0, 1] as const)
  return rangePlot({
    title: `${titleOf(question)} by ${by}`,
    rows,
    say: sayer(question.metric),
    within: question.metric === 'scale' ? [question.min, question.max] : within,
  })
}

const quietOf = ({ overall, windowDays }: ScoreReport): Plot =>
  survivalPlot({
    title: 'Resolved cases that have not come back',
    curve: overall.resolution.curve,
    unit: 'days after the resolution',
    until: Math.max(windowDays, 30),
  })
