import type { GroupScore, PlaceScore, QuestionSeries, ScoreReport } from './score-report.ts'
import { money, percent, said, sayer, titleOf, trimmed } from './words.ts'

/**
 * A report as plain text: for a terminal, a mail, a chat.
 *
 * @example
 * ```ts
 * import { testDesk } from '@casewell/core/testing'
 * import { reportText, scores } from '@casewell/scores'
 *
 * const { desk } = await testDesk()
 * const api = desk.use(scores())
 * await desk.start()
 * const report = await api.report({ period: { from: '2026-01-05', to: '2026-01-12' } })
 * console.log(reportText(report).split('\n')[0]) // Scores from 2026-01-05 to 2026-01-12
 * await desk.stop()
 * ```
 */
export function reportText(report: ScoreReport): string {
  const { period, asOf, overall, series, groups, kano, by } = report
  const lines = [
    `Scores from ${period.from} to ${period.to}`,
    `What was known by ${asOf.slice(0, 10)}. In brackets: where the truth lies in 95 of 100 such reports.`,
    ...placeLines(report, overall),
    ...series.flatMap(changeLines),
    ...kano.flatMap(({ survey, features }) => [
      '',
      `Kano: ${survey}`,
      ...features.map(
        (f) => `  ${f.feature}: ${f.category}, better ${said(f.better)}, worse ${said(f.worse)}${doubts(f.warnings)}`,
      ),
    ]),
    ...(by === 'all' ? [] : ['', `By ${by}`, ...groups.flatMap((group) => groupLines(report, group))]),
  ]
  return `${lines.join('\n')}\n`
}

function placeLines(report: ScoreReport, { questions, resolution, costs }: PlaceScore): readonly string[] {
  const { firstContact, resolved, mature } = resolution
  return [
    ...questions.flatMap((question) => {
      const { extremes, score, satisfaction, responseRate, metric, silence } = question
      return [
        '',
        titleOf(question),
        `  very dissatisfied  ${said(extremes.veryDissatisfied)}`,
        `  extremely loyal    ${said(extremes.extremelyLoyal)}`,
        `  score              ${said(score, sayer(metric))} [${score.convention}]${doubts(score.warnings)}`,
        `  mean               ${said(satisfaction.mean, (value) => trimmed(value, 2))}`,
        `  answered           ${said(responseRate)}`,
        ...(silence === null
          ? []
          : [
              `  whatever the silent think, ${percent(silence.bounds.lower)} to ${percent(silence.bounds.upper)} are satisfied`,
            ]),
      ]
    }),
    '',
    `Resolution: ${resolved} cases, ${mature} of them old enough to tell`,
    `  at first contact   ${said(firstContact)}`,
    ...costLines(report, costs),
  ]
}

function costLines(
  { currency }: ScoreReport,
  { contacts, perContact, channels }: PlaceScore['costs'],
): readonly string[] {
  if (contacts === 0) return ['Cost: not known; nobody has entered effort with a rate']
  const each = Object.entries(channels).sort(([a], [b]) => (a < b ? -1 : 1))
  return [
    `Cost per case: ${said(perContact, money(currency))}`,
    ...each.map(([channel, one]) => `  ${channel}: ${said(one.perContact, money(currency))}`),
  ]
}

function changeLines({ change, ...question }: QuestionSeries): readonly string[] {
  if (change === null) return []
  const line = (name: string, { difference, interval, adjustedP }: typeof change.veryDissatisfied): string =>
    `  ${name}  ${points(difference)} (${points(interval.lower)} to ${points(interval.upper)}), p = ${trimmed(adjustedP, 3)}`
  return [
    '',
    `Change against the period before: ${titleOf(question)}`,
    line('very dissatisfied', change.veryDissatisfied),
    line('extremely loyal  ', change.extremelyLoyal),
  ]
}

const points = (share: number): string => `${share > 0 ? '+' : ''}${trimmed(100 * share, 1)} points`

function groupLines(report: ScoreReport, { name, score, hidden }: GroupScore): readonly string[] {
  if (score === null)
    return [
      hidden === 'too-small'
        ? `  ${name}: fewer than ${report.floor} answers, not shown`
        : `  ${name}: not shown, so that it does not tell the one that is too small`,
    ]
  const { questions, resolution } = score
  const parts = questions.map((q) => `${titleOf(q)} ${said(q.score, sayer(q.metric))}`)
  return [`  ${name}: ${[...parts, `first contact ${said(resolution.firstContact)}`].join('; ')}`]
}

const doubts = (warnings: readonly { readonly code: string }[]): string =>
  warnings.length === 0 ? '' : ` ! ${warnings.map(({ code }) => code).join(', ')}`
