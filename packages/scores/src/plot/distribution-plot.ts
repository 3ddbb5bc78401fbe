import type { Estimate } from '@casewell/scoring'
import { type Plot, plotWidth, scaleOf } from './frame.ts'
import { el, line, words } from './svg.ts'

/** How many gave each answer, and which answers are an end. */
export interface DistributionData {
  readonly title: string
  readonly points: readonly { readonly answer: number; readonly count: number }[]
  readonly low: { readonly to: number; readonly share: Estimate }
  readonly high: { readonly from: number; readonly share: Estimate }
}

const [top, bottom, left, right] = [58, 196, 14, plotWidth - 14]

/**
 * Every answer as a bar; both ends stand out and are named with their doubt, because a mean would hide them.
 *
 * @example
 * ```ts
 * import { distributionPlot } from '@casewell/scores/plot'
 * import { proportion } from '@casewell/scoring'
 *
 * const share = (yes: number) => proportion().result({ v: 1, yes, n: 100 })
 * const plot = distributionPlot({
 *   title: 'May', points: [10, 5, 10, 30, 45].map((count, i) => ({ answer: i + 1, count })),
 *   low: { to: 1, share: share(10) }, high: { from: 5, share: share(45) },
 * })
 * console.log(plot.description) // 100 answers. Very dissatisfied: 10 % (6 to 17). Extremely loyal: 45 % (36 to 55).
 * ```
 */
export function distributionPlot({ title, points, low, high }: DistributionData): Plot {
  const n = points.reduce((sum, { count }) => sum + count, 0)
  const shareOf = (count: number): number => (n === 0 ? 0 : count / n)
  const y = scaleOf([0, Math.max(0.01, ...points.map(({ count }) => shareOf(count)))], [bottom, top + 14])
  const step = (right - left) / points.length
  const bars = points.map(({ answer, count }, i) => {
    const kind = answer <= low.to ? 'bar-low' : answer >= high.from ? 'bar-high' : 'bar'
    const [x, height] = [left + i * step, bottom - y(shareOf(count))]
    const bar = el('rect', { class: kind, x: x + step * 0.1, y: bottom - height, width: step * 0.8, height, rx: 2 })
    const share = words(x + step / 2, bottom - height - 4, percentOf(shareOf(count)), {
      class: 'soft',
      anchor: 'middle',
    })
    return bar + share + words(x + step / 2, bottom + 16, String(answer), { anchor: 'middle' })
  })
  const ends =
    words(left, 20, 'very dissatisfied', { class: 'low-word' }) +
    words(left, 36, doubtOf(low.share), { class: 'soft' }) +
    words(right, 20, 'extremely loyal', { class: 'high-word', anchor: 'end' }) +
    words(right, 36, doubtOf(high.share), { class: 'soft', anchor: 'end' })
  return {
    title,
    description: `${n} answers. Very dissatisfied: ${doubtOf(low.share)}. Extremely loyal: ${doubtOf(high.share)}.`,
    height: 224,
    body: ends + line(left, bottom, right, bottom, 'axis') + bars.join(''),
    table: {
      head: ['Answer', 'Customers', 'Share'],
      rows: points.map(({ answer, count }) => [String(answer), String(count), percentOf(shareOf(count))]),
    },
  }
}

const percentOf = (share: number): string => `${(100 * share).toFixed(0)} %`

function doubtOf({ value, interval }: Estimate): string {
  if (value === null) return 'no answers'
  if (interval === null) return percentOf(value)
  return `${percentOf(value)} (${(100 * interval.lower).toFixed(0)} to ${(100 * interval.upper).toFixed(0)})`
}
