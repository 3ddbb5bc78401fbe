import type { Conflict, RawOutcome } from '@casewell/store'

/** Outcomes in a row: of a commit that was written its number and its position, of another one its conflicts. */
export type FlatOutcomes = readonly (number | readonly [Conflict, ...Conflict[]])[]

/** Outcomes, for the way between threads. */
export function flat(outcomes: readonly RawOutcome[]): FlatOutcomes {
  const row: FlatOutcomes[number][] = []
  for (const outcome of outcomes)
    if (outcome.ok) row.push(outcome.commit, outcome.position)
    else row.push(outcome.conflicts)
  return row
}

/** The outcomes that were made flat. */
export function outcomesIn(row: FlatOutcomes): readonly RawOutcome[] {
  const outcomes: RawOutcome[] = []
  let commit: number | undefined
  for (const item of row)
    if (typeof item !== 'number') outcomes.push({ ok: false, conflicts: item })
    else if (commit === undefined) commit = item
    else {
      outcomes.push({ ok: true, commit, position: item })
      commit = undefined
    }
  return outcomes
}
