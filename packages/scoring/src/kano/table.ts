import { inputErrors } from '../errors.ts'

/** Attractive, one-dimensional, must-be, indifferent, reverse, questionable. */
export type KanoCategory = 'A' | 'O' | 'M' | 'I' | 'R' | 'Q'

/** How ties are broken, strongest claim first: what must be there comes before what may be (Berger et al. 1993). */
export const tieOrder: readonly KanoCategory[] = ['M', 'O', 'A', 'I', 'R', 'Q']

/**
 * Which category a pair of answers means: rows are the answers to "if it is there", columns to "if it is missing", both
 * in the order like, must-be, neutral, live-with, dislike.
 */
export type KanoTable = readonly (readonly KanoCategory[])[]

/** The tables that are published. */
export const kanoTables: Readonly<Record<'standard' | 'pouliot', KanoTable>> = {
  /** Kano et al. 1984; Berger et al., Kano's methods for understanding customer-defined quality, 1993. */
  standard: tableOf('QAAAO', 'RIIIM', 'RIIIM', 'RIIIM', 'RRRRQ'),
  /** Pouliot, in Berger et al. 1993: nobody expects a thing and expects it to be missing, or can live with both. */
  pouliot: tableOf('QAAAO', 'RQIIM', 'RIIIM', 'RIIQM', 'RRRRQ'),
}

function tableOf(...rows: string[]): KanoTable {
  return rows.map((row) => row.split('').map(categoryOf))
}

function categoryOf(letter: string): KanoCategory {
  const category = tieOrder.find((known) => known === letter)
  if (category === undefined) {
    throw inputErrors['out-of-range']({ what: 'a cell of a Kano table', value: letter, range: 'one of A O M I R Q' })
  }
  return category
}

/**
 * A table of one's own, checked.
 *
 * @throws `scoring/out-of-range` unless it has five rows of five categories
 * @example
 * ```ts
 * import { kanoCategory, kanoTable } from '@casewell/scoring/kano'
 *
 * // Ours doubts those who expect a thing and expect it to be missing.
 * const ours = kanoTable(['QAAAO', 'RQIIM', 'RIIIM', 'RIIIM', 'RRRRQ'].map((row) => [...row]))
 * console.log(kanoCategory(2, 2), kanoCategory(2, 2, ours)) // I Q
 * ```
 */
export function kanoTable(rows: readonly (readonly string[])[]): KanoTable {
  const isSquare = rows.length === 5 && rows.every((row) => row.length === 5)
  if (!isSquare) {
    const value = rows.map((row) => row.length).join('+')
    throw inputErrors['out-of-range']({ what: 'the size of a Kano table', value, range: '5 rows of 5' })
  }
  return rows.map((row) => row.map(categoryOf))
}

/**
 * The category of one pair of answers, 1 (like) to 5 (dislike).
 *
 * @throws `scoring/out-of-scale`
 * @example
 * ```ts
 * import { kanoCategory } from '@casewell/scoring/kano'
 *
 * console.log(kanoCategory(1, 3), kanoCategory(3, 5), kanoCategory(1, 1)) // A M Q
 * ```
 */
export function kanoCategory(
  functional: number,
  dysfunctional: number,
  table: KanoTable = kanoTables.standard,
): KanoCategory {
  for (const answer of [functional, dysfunctional]) {
    if (!Number.isInteger(answer)) throw inputErrors['out-of-scale']({ answer, min: 1, max: 5 })
  }
  const category = table[functional - 1]?.[dysfunctional - 1]
  if (category !== undefined) return category
  const answer = table[functional - 1] === undefined ? functional : dysfunctional
  throw inputErrors['out-of-scale']({ answer, min: 1, max: 5 })
}
