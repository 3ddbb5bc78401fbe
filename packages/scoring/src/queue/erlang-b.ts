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
  let blocking = 1
  for (let k = 1; k <= lines; k++) blocking = (erlangs * blocking) / (k + erlangs * blocking)
  return blocking
}

/**
 * The fewest lines that turn away no more than a share of the calls.
 *
 * @throws `scoring/out-of-range`
 */
export function linesForBlocking(erlangs: number, maxBlocking: number): number {
  requireWithin('the load (erlangs)', erlangs, 0)
  requireWithin('the share turned away', maxBlocking, 1e-12, 1)
  let lines = 0
  for (let blocking = 1; blocking > maxBlocking; ) {
    lines++
    blocking = (erlangs * blocking) / (lines + erlangs * blocking)
  }
  return lines
}
