import type { Estimate } from '@casewell/scoring'
import { type Plot, plotWidth, scaleOf } from './frame.ts'
import { el, line, words } from './svg.ts'

/** Where each feature lies. */
export interface KanoData {
  readonly title: string
  readonly features: readonly {
    readonly feature: string
    readonly category: string
    /** 0…1 */
    readonly better: Estimate
    /** −1…0 */
    readonly worse: Estimate
  }[]
}

const [top, bottom, left, right] = [22, 322, 50, plotWidth - 14]
const x = scaleOf([0, 1], [left, right])
const y = scaleOf([0, 1], [bottom, top])

/**
 * Better against worse, both with the bars of their doubt: a bar that crosses a border is no ground for a decision.
 *
 * @example
 * ```ts
 * import { kanoPlot } from '@casewell/scores/plot'
 * import { kanoIndices } from '@casewell/scoring/kano'
 *
 * const callBack = { feature: 'call back', category: 'A', ...kanoIndices({ A: 40, O: 30, M: 20, I: 10 }) }
 * const plot = kanoPlot({ title: 'Wishes', features: [callBack] })
 * console.log(plot.description)
 * // call back: attractive, better 0.70 (0.60 to 0.78), worse −0.50 (−0.60 to −0.40)
 * ```
 */
export function kanoPlot({ title, features }: KanoData): Plot {
  const known = features.filter(({ better, worse }) => better.value !== null && worse.value !== null)
  const crosses = known.map(({ better, worse }) => {
    const [b, w] = [better.value ?? 0, -(worse.value ?? 0)]
    const [bi, wi] = [better.interval, worse.interval]
    const across = wi ? line(x(-wi.upper), y(b), x(-wi.lower), y(b), 'cross') : ''
    return across + (bi ? line(x(w), y(bi.lower), x(w), y(bi.upper), 'cross') : '')
  })
  const marks = known.map(({ better, worse }, i) => {
    const [cx, cy] = [x(-(worse.value ?? 0)), y(better.value ?? 0)]
    return (
      el('circle', { class: 'mark', cx, cy, r: 8.5 }) +
      words(cx, cy + 4, String(i + 1), { class: 'number', anchor: 'middle' })
    )
  })
  const legend = known.map(({ feature, category }, i) =>
    words(left, bottom + 58 + i * 17, `${i + 1}  ${feature}: ${categoryNames[category] ?? category}`),
  )
  return {
    title,
    description:
      known
        .map(
          ({ feature, category, better, worse }) =>
            `${feature}: ${categoryNames[category] ?? category}, better ${told(better)}, worse ${told(worse)}`,
        )
        .join('. ') || 'No answers yet.',
    height: bottom + 58 + Math.max(1, known.length) * 17,
    body: plane() + crosses.join('') + marks.join('') + legend.join(''),
    table: {
      head: ['Feature', 'Category', 'Better', 'Worse'],
      rows: features.map(({ feature, category, better, worse }) => [
        feature,
        categoryNames[category] ?? category,
        told(better),
        told(worse),
      ]),
    },
  }
}

const categoryNames: Readonly<Record<string, string>> = {
  A: 'attractive',
  O: 'one-dimensional',
  M: 'must-be',
  I: 'indifferent',
  R: 'reverse',
  Q: 'questionable',
}

/** The four quadrants; borders at one half (Timko 1993). */
function plane(): string {
  const corner = (cx: number, cy: number, name: string): string =>
    words(cx, cy, name, { class: 'soft', anchor: 'middle' })
  const ticks = [0, 0.5, 1].map(
    (tick) =>
      words(left - 6, y(tick) + 4, String(tick), { class: 'soft', anchor: 'end' }) +
      words(x(tick), bottom + 16, tick === 0 ? '0' : `−${tick}`, { class: 'soft', anchor: 'middle' }),
  )
  return [
    el('rect', { x: left, y: top, width: right - left, height: bottom - top, fill: 'none', class: 'axis' }),
    line(x(0.5), top, x(0.5), bottom, 'grid') + line(left, y(0.5), right, y(0.5), 'grid'),
    corner(x(0.25), top + 16, 'attractive') + corner(x(0.75), top + 16, 'one-dimensional'),
    corner(x(0.25), bottom - 8, 'indifferent') + corner(x(0.75), bottom - 8, 'must-be'),
    ...ticks,
    words(left, 14, '↑ better: how much it pleases if it is there', { class: 'soft' }),
    words(right, bottom + 34, 'worse: how much it annoys if it is missing →', { class: 'soft', anchor: 'end' }),
  ].join('')
}

const told = ({ value, interval }: Estimate): string =>
  value === null
    ? 'no answers'
    : `${value.toFixed(2)}${interval ? ` (${interval.lower.toFixed(2)} to ${interval.upper.toFixed(2)})` : ''}`.replaceAll(
        '-',
        '−',
      )
