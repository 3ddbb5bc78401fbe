import { compareExtremes } from '@casewell/scoring'
import { channelCosts } from '@casewell/scoring/economics'
import { kano } from '@casewell/scoring/kano'
import { type Cell, emptyCell, mergeCells } from '../fold/cell.ts'
import { readCohorts } from '../fold/cohort.ts'
import type { Dimension } from '../fold/place.ts'
import type { Ends } from '../fold/signal.ts'
import { type Period, weeksIn } from '../week.ts'
import { shownGroups } from './groups.ts'
import { answersIn, endsOf, questionScores, scoreOf } from './question-scores.ts'
import type { PlaceScore, QuestionSeries, ScoreReport } from './score-report.ts'

/** What a report is made of. */
export interface ReportSources {
  readonly period: Period
  readonly by: Dimension
  readonly asOfMs: number
  /** Cells of the whole desk in the period, and in the one before. */
  readonly all: readonly Cell[]
  readonly before: readonly Cell[]
  /** Cells of every place of the dimension. */
  readonly groups: readonly Cell[]
  readonly windowDays: number
  readonly floor: number
  readonly currency: string
  readonly ends: Ends
}

/**
 * Makes a report of cells. Pure.
 *
 * @example
 * ```ts
 * import { buildReport, Cell, usualEnds } from '@casewell/scores'
 * import { scale } from '@casewell/scoring'
 *
 * const stars = scale({ min: 1, max: 5 })
 * const asked = { survey: 'csat', question: 'csat', metric: 'csat', state: stars.addAll(stars.zero(), [5, 5, 4, 1]) }
 * const week = Cell.parse({
 *   v: 1, by: 'all', of: 'all', week: '2026-01-05', asked: { csat: { invited: 10, answered: 4 } },
 *   scales: { 'csat/csat/1–5': asked }, kano: {}, choices: {}, cohorts: {}, costs: { v: 1, channels: {} },
 * })
 * const { overall } = buildReport({
 *   period: { from: '2026-01-05', to: '2026-01-12' }, asOfMs: Date.UTC(2026, 0, 12), all: [week], before: [],
 *   by: 'all', groups: [], windowDays: 7, floor: 5, currency: 'EUR', ends: usualEnds,
 * })
 * const [csat] = overall.questions
 * console.log(csat?.extremes.veryDissatisfied.value, csat?.responseRate.value) // 0.25 0.4
 * ```
 */
export function buildReport(sources: ReportSources): ScoreReport {
  const { period, by, asOfMs, all, before, groups, windowDays, floor, currency, ends } = sources
  const whole = mergedOf(all)
  const score = (cell: Cell): PlaceScore => placeScore(cell, { windowDays, asOfMs, ends })
  return {
    period,
    asOf: new Date(asOfMs).toISOString(),
    by,
    windowDays,
    floor,
    currency,
    overall: score(whole),
    series: seriesOf(whole, all, mergedOf(before), period, ends),
    groups: by === 'all' ? [] : shownGroups(byPlace(groups), floor, score),
    kano: Object.keys(whole.kano)
      .sort()
      .map((survey) => ({ survey, features: kanoScores(whole.kano[survey]) })),
  }
}

/** What one merged cell says. */
export function placeScore(
  cell: Cell,
  { windowDays, asOfMs, ends }: { readonly windowDays: number; readonly asOfMs: number; readonly ends: Ends },
): PlaceScore {
  return {
    questions: questionScores(cell, ends),
    resolution: readCohorts(cell.cohorts, { windowDays, asOfMs }),
    costs: channelCosts().result(cell.costs),
  }
}

const mergedOf = (cells: readonly Cell[]): Cell =>
  cells.reduce(mergeCells, emptyCell({ by: 'all', of: 'all' }, cells[0]?.week ?? ''))

function byPlace(cells: readonly Cell[]): readonly Cell[] {
  const places = new Map<string, Cell>()
  for (const cell of cells) {
    const held = places.get(cell.of)
    places.set(cell.of, held ? mergeCells(held, cell) : cell)
  }
  return [...places.values()]
}

function kanoScores(state: Cell['kano'][string] | undefined): ScoreReport['kano'][number]['features'] {
  if (!state) return []
  const features = [...kano().result(state)].sort((a, b) => (a.feature < b.feature ? -1 : 1))
  return features.map(({ curve: _, ...feature }) => feature)
}

/** More would show noise. */
const mostPoints = 13

function seriesOf(
  whole: Cell,
  all: readonly Cell[],
  before: Cell,
  period: Period,
  ends: Ends,
): readonly QuestionSeries[] {
  const weeks = new Map(all.map((cell) => [cell.week, cell]))
  const mondays = weeksIn(period)
  const weeksPerPoint = Math.ceil(mondays.length / mostPoints)
  const stretches = Array.from({ length: Math.ceil(mondays.length / weeksPerPoint) }, (_, i) =>
    mondays.slice(i * weeksPerPoint, (i + 1) * weeksPerPoint),
  )
  const over = (stretch: readonly string[], key: string) =>
    mergedOf(stretch.flatMap((week) => weeks.get(week) ?? [])).scales[key]
  return Object.keys(whole.scales)
    .sort()
    .flatMap((key) => {
      const count = whole.scales[key]
      if (!count || answersIn(count.state) === 0) return []
      const { survey, question, metric, state } = count
      const empty = { ...count, state: { ...state, counts: state.counts.map(() => 0), weighted: {} } }
      const points = stretches.map((stretch) => ({
        week: stretch[0] ?? '',
        score: scoreOf(over(stretch, key) ?? empty),
      }))
      const earlier = before.scales[key]?.state
      const isKnown = earlier !== undefined && answersIn(earlier) > 0
      const change = isKnown ? compareExtremes(earlier, state, endsOf(count, ends)) : null
      return [{ survey, question, metric, weeksPerPoint, weeks: points, change }]
    })
}
