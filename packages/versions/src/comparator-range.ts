import { type Comparator, common, everything, type Intervals, normalise, outside, stretch } from './interval.ts'
import type { Scheme } from './scheme.ts'

/** The spellings of a comparator; none at all means `=`. */
const comparators: Readonly<Record<string, Comparator>> = {
  '': '=',
  '=': '=',
  '==': '=',
  '<': '<',
  '<<': '<',
  '<=': '<=',
  '>': '>',
  '>>': '>',
  '>=': '>=',
}

function readOne(text: string, key: Scheme['key']): Intervals | undefined {
  const [, sign = '', version = ''] = /^([<>=!]*)(.*)$/.exec(text) ?? []
  const found = version === '' ? undefined : key(version)
  const comparator = comparators[sign === '!=' ? '=' : sign]
  if (found === undefined || comparator === undefined) return undefined
  const intervals = [stretch(comparator, found)]
  return sign === '!=' ? outside(intervals) : intervals
}

/** All that one alternative asks for, `>=1.2, <2 !=1.4`. */
function readAll(text: string, key: Scheme['key']): Intervals | undefined {
  if (text === '' || text === '*') return everything
  const parts = text.replace(/([<>=!])\s+/g, '$1').split(/[\s,]+/)
  const read = parts.map((part) => readOne(part, key))
  return read.every((intervals) => intervals !== undefined) ? common(read) : undefined
}

/**
 * The notation of schemes that have none of their own: comparators that must all hold, parted by blanks or commas;
 * alternatives parted by `||`; `*` for everything.
 */
export function comparatorRange(text: string, key: Scheme['key']): Intervals | undefined {
  const read = text.split('||').map((alternative) => readAll(alternative.trim(), key))
  return read.every((intervals) => intervals !== undefined) ? normalise(read.flat()) : undefined
}

/**
 * A scheme of your own, from its keys alone. Ranges are written as comparators, `>=1.2 <1.5 || 2.0`, unless you bring
 * a reader of your own notation.
 *
 * @param name - says which keys may be compared with each other
 * @param key - the sortable key, printable ASCII from `!` to `}`; `undefined` for what is no version
 * @example
 * ```ts
 * import { defineScheme, within } from '@casewell/versions'
 *
 * const letters = defineScheme('firmware-letter', (version) => /^[A-Z]$/.exec(version)?.[0])
 * console.log(within('C', '>=B <D', letters)) // { is: 'yes' }
 * ```
 */
export function defineScheme(name: string, key: Scheme['key'], range?: Scheme['range']): Scheme {
  return { name, key, range: range ?? ((text) => comparatorRange(text, key)) }
}
