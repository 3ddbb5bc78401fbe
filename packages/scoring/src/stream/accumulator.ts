/**
 * A score that grows answer by answer, anywhere.
 *
 * The state is plain JSON. `add`, `retract` and `merge` return a new state and leave the old one alone. The order of
 * additions and retractions and the way they are spread over shards never matter: equal multisets of input give equal
 * states, to the last bit. `zero()` is the neutral state, and `retract` undoes `add`, even before it.
 */
export interface Accumulator<In, State, Out, Options = never> {
  /** Says what the state counts; states of unlike ids do not merge. */
  readonly id: string
  zero(): State
  add(state: State, input: In): State
  /** Many additions for the price of one copy. */
  addAll(state: State, inputs: Iterable<In>): State
  retract(state: State, input: In): State
  merge(a: State, b: State): State
  result(state: State, options?: Options): Out
}

/**
 * Merges any number of states.
 *
 * @throws what `merge` of the accumulator does: `scoring/unlike-states`
 * @example
 * ```ts
 * import { mergeAll, proportion } from '@casewell/scoring'
 *
 * const resolved = proportion('resolved')
 * const days = [[true, true], [true, false]].map((day) => resolved.addAll(resolved.zero(), day))
 * console.log(resolved.result(mergeAll(resolved, days)).value) // 0.75
 * ```
 */
export function mergeAll<In, State, Out, Options>(
  accumulator: Accumulator<In, State, Out, Options>,
  states: Iterable<State>,
): State {
  let merged = accumulator.zero()
  for (const state of states) merged = accumulator.merge(merged, state)
  return merged
}
