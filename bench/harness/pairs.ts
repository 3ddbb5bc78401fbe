/** Takes one measurement and returns its number, in whatever unit both sides of a comparison share. */
export type Measure = () => number | Promise<number>

/** Where the middle half of some numbers lies. */
export interface Spread {
  /** The first quartile: a quarter of the numbers lies below. */
  readonly low: number
  readonly median: number
  /** The third quartile: a quarter of the numbers lies above. */
  readonly high: number
}

/** Two things measured side by side. */
export interface Comparison {
  /** Ours ÷ the reference's, pair by pair. */
  readonly ratio: Spread
  readonly ours: Spread
  readonly reference: Spread
}

/** Fewer pairs than this have no quartiles worth the name. */
const fewestPairs = 9

/** Quartiles by linear interpolation: type 7 of Hyndman & Fan, The American Statistician 50 (1996), as in R and NumPy. */
export function spreadOf(numbers: readonly number[]): Spread {
  const sorted = [...numbers].sort((a, b) => a - b)
  const at = (share: number): number => {
    const rank = (sorted.length - 1) * share
    const below = sorted[Math.floor(rank)]
    const above = sorted[Math.ceil(rank)]
    if (below === undefined || above === undefined) throw new Error('there is no spread of no numbers')
    return below + (above - below) * (rank - Math.floor(rank))
  }
  return { low: at(0.25), median: at(0.5), high: at(0.75) }
}

/** Garbage of one side is not collected at the other side's expense (Node runs benchmarks with --expose-gc). */
async function measured(measure: Measure): Promise<number> {
  globalThis.gc?.()
  const value = await measure()
  if (!(value > 0 && Number.isFinite(value))) throw new Error(`measured ${value}: a ratio needs a number above zero`)
  return value
}

/**
 * Measures two things in turn, so that whatever slows the machine down slows both. Who goes first changes from pair to
 * pair; one pair beforehand warms both up and is not counted.
 *
 * @param n - how many pairs, 9 at least
 */
export async function pairs(n: number, ours: Measure, reference: Measure): Promise<Comparison> {
  if (!(n >= fewestPairs)) throw new Error(`${n} pairs are too few: take ${fewestPairs} at least`)
  const found: { ours: number; reference: number }[] = []
  for (let i = 0; i <= n; i++) {
    if (i % 2 === 0) found.push({ ours: await measured(ours), reference: await measured(reference) })
    else {
      const second = await measured(reference)
      found.push({ reference: second, ours: await measured(ours) })
    }
  }
  const counted = found.slice(1)
  return {
    ratio: spreadOf(counted.map((pair) => pair.ours / pair.reference)),
    ours: spreadOf(counted.map((pair) => pair.ours)),
    reference: spreadOf(counted.map((pair) => pair.reference)),
  }
}
