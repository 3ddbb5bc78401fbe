/** What a model said of a text: how strongly it spoke for its first label, and how far ahead that was of the second. */
export interface Signal {
  readonly strength: number
  readonly lead: number
}

/** A signal whose outcome is known. */
export interface Outcome extends Signal {
  readonly right: boolean
  /** How many texts of the real world it stands for. */
  readonly weight: number
}

/** Turns a signal into the probability that the first label is right. */
export type Calibration = readonly [base: number, strength: number, lead: number]

const ROUNDS = 25
/** Keeps the coefficients finite where right and wrong part completely: as if a few texts had gone the other way. */
const RIDGE = 0.01

export const probabilityOf = ([base, strength, lead]: Calibration, signal: Signal): number =>
  1 / (1 + Math.exp(-(base + strength * signal.strength + lead * signal.lead)))

/**
 * Logistic regression of "right" on the signal, by Newton's method.
 *
 * Source: Platt, "Probabilistic outputs for support vector machines", 1999, for more than one signal.
 */
export function calibrate(outcomes: readonly Outcome[]): Calibration {
  let found: Calibration = [0, 0, 0]
  let loss = lossOf(found, outcomes)
  for (let round = 0; round < ROUNDS; round++) {
    const step = newtonStep(found, outcomes)
    for (let much = 1; much > 1e-6; much /= 2) {
      const next: Calibration = [found[0] - much * step[0], found[1] - much * step[1], found[2] - much * step[2]]
      const better = lossOf(next, outcomes)
      if (better >= loss) continue
      found = next
      loss = better
      break
    }
  }
  return found
}

type Triple = [number, number, number]

function lossOf(found: Calibration, outcomes: readonly Outcome[]): number {
  let loss = (RIDGE / 2) * found.reduce((sum, c) => sum + c * c, 0)
  for (const { right, weight, ...signal } of outcomes) {
    const margin = (right ? 1 : -1) * (found[0] + found[1] * signal.strength + found[2] * signal.lead)
    loss += weight * (margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin)
  }
  return loss
}

/** The gradient of the loss, divided by its curvature. */
function newtonStep(found: Calibration, outcomes: readonly Outcome[]): Triple {
  const gradient: Triple = [RIDGE * found[0], RIDGE * found[1], RIDGE * found[2]]
  const curvature: Triple[] = [0, 1, 2].map((i) => [0, 1, 2].map((j) => (i === j ? RIDGE : 0)) as Triple) // three of three
  for (const outcome of outcomes) {
    const p = probabilityOf(found, outcome)
    const shown: Triple = [1, outcome.strength, outcome.lead]
    const error = outcome.weight * (p - (outcome.right ? 1 : 0))
    const bend = outcome.weight * p * (1 - p)
    curvature.forEach((row, i) => {
      const x = shown[i] as number // one of three
      gradient[i] = (gradient[i] as number) + error * x
      shown.forEach((y, j) => {
        row[j] = (row[j] as number) + bend * x * y
      })
    })
  }
  return solve(curvature, gradient)
}

/** The x with matrix · x = right, by Gauss–Jordan elimination; the matrix is positive definite, so no pivot is 0. */
function solve(matrix: readonly Triple[], right: Triple): Triple {
  const rows = matrix.map((row, i) => [...row, right[i] as number])
  rows.forEach((pivot, i) => {
    for (const row of rows) {
      if (row === pivot) continue
      const factor = (row[i] as number) / (pivot[i] as number)
      pivot.forEach((x, k) => {
        row[k] = (row[k] as number) - factor * x
      })
    }
  })
  return rows.map((row, i) => (row[3] as number) / (row[i] as number)) as Triple // three rows
}
