import { requireWhole, requireWithin } from '../require.ts'

/**
 * Erlang B: the share of calls that find all lines busy and are turned away.
 *
 * @param erlangs - offered load: arrivals per hour × hours per contact
 * @throws `scoring/out-of-range`
 * @example
 * ```ts
 * import { erlangB } from '@casewell/scoring/queue'
 *
 * console.log(erlangB(10, 17).toFixed(4)) // 0.0129
 * ```
 */
export function erlangB(erlangs: number, lines: number): number {
  requireWithin('the load (erlangs)', erlangs, 0)
  requireWhole('the number of lines', lines)
  return 1 / inverseErlangB(erlangs, lines)
}

/** `1/B`, by its recursion over the lines: all terms positive, no division on the way, and Infinity where B underflows. */
export function inverseErlangB(erlangs: number, lines: number): number {
  const perErlang = 1 / erlangs
  let inverse = 1
  for (let k = 1; k <= lines; k++) inverse = 1 + inverse * k * perErlang
  return inverse
}

/**
 * The fewest lines that turn away no more than a share of the calls.
 *
 * @throws `scoring/out-of-range`
 * @example
 * ```ts
 * import { linesForBlocking } from '@casewell/scoring/queue'
 *
 * // Ten erlangs, one call of a hundred turned away: Erlang B tables say 18 lines.
 * console.log(linesForBlocking(10, 0.01)) // 18
 * ```
 */
export function linesForBlocking(erlangs: number, maxBlocking: number): number {
  requireWithin('the load (erlangs)', erlangs, 0)
  requireWithin('the share turned away', maxBlocking, 1e-12, 1)
  let lines = 0
  for (let inverse = 1; inverse * maxBlocking < 1; ) {
    lines++
    inverse = 1 + (inverse * lines) / erlangs
  }
  return lines
}
