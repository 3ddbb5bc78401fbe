import type { Estimate } from '@casewell/scoring'
import { type Plot, plotWidth, scaleOf, ticksOf } from './frame.ts'
import { at, el, line, words } from './svg.ts'

/** A score over time. */
export interface SeriesData {
  readonly title: string
  readonly points: readonly { readonly label: string; readonly score: Estimate }[]
  /** The stretch of values to show, if the data do not go beyond. */
  readonly within: readonly [number, number]
  readonly say: (value: number) => string
}

const [top, bottom, left, right] = [20, 180, 46, plotWidth - 10]

interface Known {
  readonly x: number
  readonly value: number
  readonly lower: number
  readonly upper: number
}

/**
 * A point a week with the bar of its doubt, and a line where weeks follow each other; a week without answers is a gap.
 *
 * @example
 * ```ts
 * import { seriesPlot } from '@casewell/scores/plot'
 * import { proportion } from '@casewell/scoring'
 *
 * const week = (label: string, yes: number, n: number) => ({ label, score: proportion().result({ v: 1, yes, n }) })
 * const points = [week('5 Jan', 9, 10), week('12 Jan', 0, 0), week('19 Jan', 81, 263)]
 * const plot = seriesPlot({ title: 'Resolved', points, within: [0, 1], say: (share) => share.toFixed(2) })
 * console.log(plot.description) // 2 of 3 points have answers. 5 Jan: 0.90 (0.60 to 0.98); 19 Jan: 0.31 (0.26 to 0.37).
 * ```
 */
export function seriesPlot({ title, points, within, say }: SeriesData): Plot {
  const ends = points.flatMap(({ score: { value, interval } }) => [value, interval?.lower, interval?.upper])
  const values = ends.filter((end) => end !== null && end !== undefined)
  const range = [Math.min(within[0], ...values), Math.max(within[1], ...values)] as const
  const [x, y] = [scaleOf([0, Math.max(1, points.length - 1)], [left + 8, right - 8]), scaleOf(range, [bottom, top])]
  const known = points.map(({ score: { value, interval } }, i): Known | undefined =>
    value === null ? undefined : { x: x(i), value, lower: interval?.lower ?? value, upper: interval?.upper ?? value },
  )
  const grid = ticksOf(range[0], range[1]).map(
    (tick) =>
      line(left, y(tick), right, y(tick), 'grid') +
      words(left - 6, y(tick) + 4, say(tick), { class: 'soft', anchor: 'end' }),
  )
  const marks = known.flatMap((point) => (point ? [markOf(point, y)] : []))
  return {
    title,
    description: describe(points, say),
    height: 210,
    body: grid.join('') + pathOf(known, y) + marks.join('') + labels(points, x),
    table: {
      head: ['Week from', 'Score', 'Lower', 'Upper', 'Answers'],
      rows: points.map(({ label, score: { value, interval, n } }) => [
        label,
        value === null ? '–' : say(value),
        interval === null ? '–' : say(interval.lower),
        interval === null ? '–' : say(interval.upper),
        String(n),
      ]),
    },
  }
}

function markOf({ x, value, lower, upper }: Known, y: (value: number) => number): string {
  return line(x, y(lower), x, y(upper), 'doubt') + el('circle', { class: 'mark', cx: x, cy: y(value), r: 3.5 })
}

/** One line for each run of weeks with answers. */
function pathOf(known: readonly (Known | undefined)[], y: (value: number) => number): string {
  const steps = known.map((point, i) =>
    point ? `${known[i - 1] ? 'L' : 'M'}${at(point.x)} ${at(y(point.value))}` : '',
  )
  return el('path', { class: 'path', d: steps.join('') || 'M0 0' })
}

/** At most three labels, the first among them. */
function labels(points: SeriesData['points'], x: (i: number) => number): string {
  const every = Math.max(1, Math.ceil(points.length / 3))
  return points
    .map(({ label }, i) => {
      if (i % every !== 0) return ''
      const anchor = i === 0 ? 'start' : i === points.length - 1 ? 'end' : 'middle'
      return words(i === 0 ? left : x(i), bottom + 18, label, { class: 'soft', anchor })
    })
    .join('')
}

function describe(points: SeriesData['points'], say: (value: number) => string): string {
  const answered = points.filter(({ score }) => score.value !== null)
  const [first, last] = [answered[0], answered.at(-1)]
  if (!first || !last) return 'No answers yet.'
  const told = ({ label, score: { value, interval } }: (typeof points)[number]): string =>
    `${label}: ${value === null ? '–' : say(value)}${interval ? ` (${say(interval.lower)} to ${say(interval.upper)})` : ''}`
  return `${answered.length} of ${points.length} points have answers. ${told(first)}; ${told(last)}.`
}
