import type { Estimate } from '@casewell/scoring'
import { type Plot, plotWidth, scaleOf, ticksOf } from './frame.ts'
import { el, line, words } from './svg.ts'

/** Estimates of the same kind, one below the other. */
export interface RangeData {
  readonly title: string
  readonly rows: readonly {
    readonly name: string
    readonly estimate: Estimate
    /** What stands at the end of the row. @defaultValue the number of observations: `n = 120` */
    readonly note?: string
  }[]
  readonly say: (value: number) => string
  /** Shown at least; null: from zero. */
  readonly within?: readonly [number, number]
}

const [top, left, right] = [14, 14, plotWidth - 20]
const rowHeight = 42

/** A label at an edge stays inside of the picture. */
const anchorAt = (place: number): 'start' | 'middle' | 'end' =>
  place < left + 30 ? 'start' : place > right - 30 ? 'end' : 'middle'

/**
 * One row each: a dot and the bar of its doubt. Bars that overlap much are not known to differ.
 *
 * @example
 * ```ts
 * import { rangePlot } from '@casewell/scores/plot'
 * import { proportion } from '@casewell/scoring'
 *
 * const resolved = (yes: number, n: number) => proportion('resolved').result({ v: 1, yes, n })
 * const rows = [{ name: 'Chat', estimate: resolved(9, 10) }, { name: 'Phone', estimate: resolved(81, 263) }]
 * const plot = rangePlot({ title: 'Resolved', rows, say: (share) => `${Math.round(100 * share)} %` })
 * console.log(plot.description) // Chat: 90 % (60 % to 98 %). Phone: 31 % (26 % to 37 %).
 * ```
 */
export function rangePlot({ title, rows, say, within = [0, 0] }: RangeData): Plot {
  const shown = rows.filter(({ estimate }) => estimate.value !== null)
  const ends = shown.flatMap(({ estimate: { value, interval } }) => [
    value ?? 0,
    interval?.upper ?? 0,
    interval?.lower ?? 0,
  ])
  const range = [Math.min(within[0], ...ends), Math.max(within[1], ...ends)] as const
  const x = scaleOf(range, [left, right])
  const bottom = top + Math.max(1, shown.length) * rowHeight
  const grid = ticksOf(range[0], range[1], 4).map(
    (tick) =>
      line(x(tick), top, x(tick), bottom, 'grid') +
      words(x(tick), bottom + 16, say(tick), { class: 'soft', anchor: anchorAt(x(tick)) }),
  )
  const bars = shown.map(({ name, estimate: { value, interval, n }, note = `n = ${n}` }, i) => {
    const y = top + i * rowHeight + 30
    const label =
      words(left, y - 14, `${name}  ${say(value ?? 0)}`) + words(right, y - 14, note, { class: 'soft', anchor: 'end' })
    const doubt = interval ? line(x(interval.lower), y, x(interval.upper), y, 'doubt') : ''
    return label + doubt + el('circle', { class: 'mark', cx: x(value ?? 0), cy: y, r: 4.5 })
  })
  const told = ({ name, estimate: { value, interval } }: (typeof rows)[number]): string =>
    `${name}: ${value === null ? 'not known' : say(value)}${interval ? ` (${say(interval.lower)} to ${say(interval.upper)})` : ''}`
  return {
    title,
    description: rows.length === 0 ? 'Nothing is known yet.' : `${rows.map(told).join('. ')}.`,
    height: bottom + 26,
    body: grid.join('') + bars.join(''),
    table: {
      head: ['Name', 'Value', 'Lower', 'Upper', 'n'],
      rows: rows.map(({ name, estimate: { value, interval, n } }) => [
        name,
        value === null ? '–' : say(value),
        interval ? say(interval.lower) : '–',
        interval ? say(interval.upper) : '–',
        String(n),
      ]),
    },
  }
}
