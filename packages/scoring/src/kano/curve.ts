import { requireWithin } from '../require.ts'
import type { KanoCategory } from './table.ts'

/** Satisfaction, −1…1, by how far a feature is fulfilled, 0…1. */
export type KanoCurve = (fulfilment: number) => number

/**
 * The S-curve of a feature between its two known ends: `worse` at fulfilment 0 and `better` at 1; straight for O, rising
 * late for A and early for M. Indifferent, reverse and questionable features have none.
 *
 * Source: Wang & Ji, Understanding customer needs through quantitative analysis of Kano's model, IJQRM 27 (2010);
 * Atlason & Giacalone, Rapid computation and visualization of data from Kano surveys in R, BMC Research Notes 11 (2018).
 *
 * @returns null for a category without a curve; the curve refuses a fulfilment outside 0…1 with `scoring/out-of-range`
 * @example
 * ```ts
 * import { kanoCurve } from '@casewell/scoring/kano'
 *
 * const callBack = kanoCurve('A', 0.6, -0.4)
 * console.log(callBack?.(0), callBack?.(0.5).toFixed(3), callBack?.(1).toFixed(1)) // -0.4 -0.022 0.6
 * ```
 */
export function kanoCurve(category: KanoCategory, better: number, worse: number): KanoCurve | null {
  const rise = better - worse
  const shapes: Partial<Record<KanoCategory, KanoCurve>> = {
    O: (x) => worse + rise * x,
    A: (x) => worse + (rise * Math.expm1(x)) / (Math.E - 1),
    M: (x) => worse + (rise * Math.E * -Math.expm1(-x)) / (Math.E - 1),
  }
  const shape = shapes[category]
  return shape === undefined ? null : (fulfilment) => shape(requireWithin('the fulfilment', fulfilment, 0, 1))
}
