import { requireWithin } from '../require.ts'
import { modelErrors } from './errors.ts'
import { requireSameLength } from './input.ts'

/** Answers of persons (rows) to items (columns), each 0, 1, 2 … of its scale; null where one was not given. */
export interface AnswerMatrix {
  readonly items: readonly string[]
  readonly answers: readonly (readonly (number | null)[])[]
  /** How many persons gave each row of answers; 1 by default. */
  readonly weights?: readonly number[]
}

/** A row of answers with the number of persons who gave it. */
export interface AnswerPattern {
  readonly answers: readonly (number | null)[]
  readonly persons: number
}

/** What items and persons a checked matrix holds. */
export interface CheckedAnswers {
  readonly patterns: readonly AnswerPattern[]
  /** The highest answer of each item. */
  readonly highest: readonly number[]
  readonly persons: number
}

/**
 * Equal rows as one, and the height of each item's scale.
 *
 * @throws `scoring/ragged-row`, `scoring/bad-answer`, `scoring/empty-level`, `scoring/no-observations`
 */
export function checkedAnswers({ items, answers, weights = answers.map(() => 1) }: AnswerMatrix): CheckedAnswers {
  requireSameLength('persons and weights', answers, weights)
  const patterns = new Map<string, AnswerPattern>()
  for (const [index, row] of answers.entries()) {
    if (row.length !== items.length) throw modelErrors['ragged-row']({ index, expected: items.length, got: row.length })
    row.forEach((answer, i) => {
      if (answer !== null && !(Number.isInteger(answer) && answer >= 0)) {
        throw modelErrors['bad-answer']({ person: index, item: items[i] ?? '', answer })
      }
    })
    const persons = requireWithin('a weight', weights[index] ?? 0, 0) + (patterns.get(row.join())?.persons ?? 0)
    if (persons > 0 && row.some((answer) => answer !== null)) patterns.set(row.join(), { answers: row, persons })
  }
  if (patterns.size === 0) throw modelErrors['no-observations']({ method: 'an item response model' })
  const all = [...patterns.values()]
  const highest = items.map((item, i) => heightOf(item, i, all))
  return { patterns: all, highest, persons: all.reduce((sum, { persons }) => sum + persons, 0) }
}

/** The highest answer given to an item; every answer below it must occur too. */
function heightOf(item: string, index: number, patterns: readonly AnswerPattern[]): number {
  const given = new Set(patterns.map(({ answers }) => answers[index]))
  const highest = Math.max(...[...given].map((answer) => answer ?? -1))
  for (let level = 0; level <= Math.max(1, highest); level++) {
    if (!given.has(level)) throw modelErrors['empty-level']({ level: `${level}`, of: item })
  }
  return highest
}
