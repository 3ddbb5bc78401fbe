import type { SurvivalCurve, SurvivalStep } from '@casewell/scoring/survival'
import { type Plot, plotWidth, scaleOf, ticksOf } from './frame.ts'
import { at, el, line, words } from './svg.ts'

/** A curve of what goes on, by time. */
export interface SurvivalData {
  readonly title: string
  readonly curve: SurvivalCurve
  /** The unit of time: `days`. */
  readonly unit: string
  /** Where the curve ends, if it does not end before. */
  readonly until: number
}

const [top, bottom, left, right] = [14, 180, 46, plotWidth - 12]

/**
 * Steps with the band of their doubt. The share axis begins where the band does, and says so.
 *
 * @example
 * ```ts
 * import { survivalPlot } from '@casewell/scores/plot'
 * import { kaplanMeier } from '@casewell/scoring/survival'
 *
 * const curve = kaplanMeier([
 *   { time: 1, ended: true }, { time: 2, ended: false }, { time: 3, ended: true }, { time: 4, ended: false },
 * ])
 * const plot = survivalPlot({ title: 'Quiet cases', curve, unit: 'days', until: 7 })
 * console.log(plot.table.rows.length) // 4
 * ```
 */
export function survivalPlot({ title, curve, unit, until }: SurvivalData): Plot {
  const steps = curve.steps.filter(({ time }) => time <= until)
  const lowest = Math.min(0.9, ...steps.map(({ lower, survival }) => lower ?? survival))
  const floor = Math.max(0, Math.floor(lowest * 10) / 10)
  const x = scaleOf([0, until], [left, right])
  const y = scaleOf([floor, 1], [bottom, top])
  const grid = ticksOf(floor, 1).map(
    (tick) =>
      line(left, y(tick), right, y(tick), 'grid') +
      words(left - 6, y(tick) + 4, `${(100 * tick).toFixed(0)} %`, { class: 'soft', anchor: 'end' }),
  )
  const ticks = ticksOf(0, until, 5).map((tick) =>
    words(x(tick), bottom + 16, String(tick), { class: 'soft', anchor: 'middle' }),
  )
  const end = Math.min(until, steps.at(-1)?.time ?? 0)
  const stairs = (height: (step: SurvivalStep) => number): readonly string[] => {
    let before = 1
    const corners = steps.flatMap((step) => {
      const corner = [`${at(x(step.time))} ${at(y(before))}`, `${at(x(step.time))} ${at(y(height(step)))}`]
      before = height(step)
      return corner
    })
    return [`${at(x(0))} ${at(y(1))}`, ...corners, `${at(x(end))} ${at(y(before))}`]
  }
  const upper = stairs(({ upper: u, survival }) => u ?? survival)
  const lower = stairs(({ lower: l, survival }) => l ?? survival)
  const band = el('path', { class: 'band', d: `M${[...upper, ...[...lower].reverse()].join('L')}Z` })
  const path = el('path', { class: 'path', d: `M${stairs(({ survival }) => survival).join('L')}` })
  return {
    title,
    description: describe(curve, steps, unit),
    height: 220,
    body:
      grid.join('') + band + path + ticks.join('') + words(right, bottom + 32, unit, { class: 'soft', anchor: 'end' }),
    table: {
      head: [unit, 'Still quiet', 'Lower', 'Upper', 'Watched'],
      rows: steps.map(({ time, survival, lower: l, upper: u, atRisk }) => [
        String(time),
        share(survival),
        share(l),
        share(u),
        String(atRisk),
      ]),
    },
  }
}

const share = (value: number | null): string => (value === null ? '–' : `${(100 * value).toFixed(1)} %`)

function describe({ n, ended }: SurvivalCurve, steps: readonly SurvivalStep[], unit: string): string {
  const last = steps.at(-1)
  if (!last) return 'Nothing has been watched yet.'
  const doubt = last.lower === null || last.upper === null ? '' : ` (${share(last.lower)} to ${share(last.upper)})`
  return `Of ${n}, ${ended} have come back. After ${last.time} ${unit} ${share(last.survival)}${doubt} are still quiet.`
}
