import { modelErrors } from './errors.ts'
import { requireFinite } from './input.ts'

/** What a model explains an outcome with: one row of numbers an observation, one name a column. */
export interface Design {
  readonly names: readonly string[]
  readonly rows: readonly (readonly number[])[]
}

/** One or more columns made of a record: `numeric`, `category` or `steps`. */
export interface Term<Row> {
  readonly names: readonly string[]
  columns(row: Row): readonly number[]
}

/**
 * A number as it is.
 *
 * @example
 * ```ts
 * import { numeric } from '@casewell/scoring/models'
 *
 * const hours = numeric('hours', (c: { minutes: number }) => c.minutes / 60)
 * console.log(hours.names, hours.columns({ minutes: 90 })) // [ 'hours' ] [ 1.5 ]
 * ```
 */
export const numeric = <Row>(name: string, of: (row: Row) => number): Term<Row> => ({
  names: [name],
  columns: (row) => [of(row)],
})

/**
 * A column for each level but the first, the reference: 1 where the record is of that level (treatment contrasts).
 *
 * @throws `scoring/unknown-level` for a record of no listed level
 * @example
 * ```ts
 * import { category } from '@casewell/scoring/models'
 *
 * const channel = category('channel', (c: { channel: string }) => c.channel, ['phone', 'email', 'chat'])
 * console.log(channel.names, channel.columns({ channel: 'chat' })) // [ 'channel: email', 'channel: chat' ] [ 0, 1 ]
 * ```
 */
export function category<Row>(name: string, of: (row: Row) => string, levels: readonly string[]): Term<Row> {
  const others = levels.slice(1)
  return {
    names: others.map((level) => `${name}: ${level}`),
    columns(row) {
      const own = of(row)
      if (!levels.includes(own)) throw modelErrors['unknown-level']({ name, level: own, levels })
      return others.map((level) => (level === own ? 1 : 0))
    },
  }
}

/**
 * A column for each threshold: 1 from there on. What changes at the fourth call and not before, a straight line
 * through the number of calls would blur.
 *
 * @example
 * ```ts
 * import { steps } from '@casewell/scoring/models'
 *
 * const calls = steps('calls', (c: { calls: number }) => c.calls, [2, 4])
 * console.log(calls.names, calls.columns({ calls: 3 })) // [ 'calls ≥ 2', 'calls ≥ 4' ] [ 1, 0 ]
 * ```
 */
export const steps = <Row>(name: string, of: (row: Row) => number, thresholds: readonly number[]): Term<Row> => ({
  names: thresholds.map((threshold) => `${name} ≥ ${threshold}`),
  columns: (row) => thresholds.map((threshold) => (of(row) >= threshold ? 1 : 0)),
})

/**
 * Lays records out as a design.
 *
 * @throws `scoring/unknown-level`, `scoring/out-of-range`
 * @example
 * ```ts
 * import { category, design, numeric } from '@casewell/scoring/models'
 *
 * const cases = [{ hours: 3, channel: 'phone' }, { hours: 9, channel: 'email' }]
 * const laidOut = design(cases, [
 *   numeric('hours', (c) => c.hours),
 *   category('channel', (c) => c.channel, ['phone', 'email']),
 * ])
 * console.log(laidOut.names, laidOut.rows) // [ 'hours', 'channel: email' ] [ [ 3, 0 ], [ 9, 1 ] ]
 * ```
 */
export function design<Row>(records: readonly Row[], terms: readonly Term<Row>[]): Design {
  const names = terms.flatMap((term) => term.names)
  return requireDesign({ names, rows: records.map((record) => terms.flatMap((term) => term.columns(record))) })
}

/** Refuses a design with holes: rows of another length than the names, or entries that are not numbers. */
export function requireDesign<D extends Design>(design: D): D {
  const { names, rows } = design
  for (const [index, row] of rows.entries()) {
    if (row.length !== names.length) throw modelErrors['ragged-row']({ index, expected: names.length, got: row.length })
    const hole = row.findIndex((value) => !Number.isFinite(value))
    if (hole >= 0) {
      requireFinite(`${names[hole]} in row ${index}`, row[hole] ?? Number.NaN)
    }
  }
  return design
}

/** What a model calls the height where all columns are zero. */
export const INTERCEPT = '(intercept)'
