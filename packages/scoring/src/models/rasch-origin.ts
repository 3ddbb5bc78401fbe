/** What is zero on the scale, which the data leave open: the mean location, the mean first threshold, or the mean of all cumulative steps. */
export type RaschOrigin = 'locations' | 'first-thresholds' | 'cumulative'

export const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length

/** A threshold is what the next step costs: minus the gain in cumulative easiness. */
export const thresholdsOf = (easiness: readonly (readonly number[])[]): number[][] =>
  easiness.map((item) => item.map((step, h) => (item[h - 1] ?? 0) - step))

/** Thresholds with the chosen zero. */
export function centred(items: readonly (readonly number[])[], origin: RaschOrigin): number[][] {
  const zero = origins[origin](items)
  return items.map((item) => item.map((threshold) => threshold - zero))
}

const origins: Readonly<Record<RaschOrigin, (items: readonly (readonly number[])[]) => number>> = {
  locations: (items) => mean(items.map(mean)),
  'first-thresholds': (items) => mean(items.map((item) => item[0] ?? 0)),
  // Threshold h of m enters m − h + 1 cumulative steps.
  cumulative: (items) => {
    const weighted = items.flatMap((item) => item.map((threshold, h) => ({ threshold, weight: item.length - h })))
    const total = weighted.reduce((sum, { weight }) => sum + weight, 0)
    return weighted.reduce((sum, { threshold, weight }) => sum + threshold * weight, 0) / total
  },
}
