import { storeErrors } from './errors.ts'

/** One part of an index key. */
export type Part = string | number | boolean | null

/** The parts of a compound key, first one first. */
export type Key = readonly Part[]

/**
 * Writes a key as text whose order by UTF-8 bytes is the order of the parts: null, false, true, numbers by value,
 * strings by UTF-8 bytes; a shorter key before its extensions. No NUL and no lone surrogate is ever in it, so every
 * engine can hold it.
 *
 * @throws `store/bad-key`
 * @example
 * ```ts
 * import { compareText, encodeKey } from '@casewell/store'
 *
 * const keys = [['b'], ['a', 10], ['a', 9], ['a'], [true], [-1]]
 * const sorted = keys.sort((a, b) => compareText(encodeKey(a), encodeKey(b)))
 * console.log(sorted) // [ [ true ], [ -1 ], [ 'a' ], [ 'a', 9 ], [ 'a', 10 ], [ 'b' ] ]
 * ```
 */
export function encodeKey(parts: Key): string {
  let text = ''
  for (const part of parts) text += encodePart(part)
  return text
}

function encodePart(part: Part): string {
  if (typeof part === 'string') return `4${encodeText(part)}\u0001`
  if (typeof part === 'number') return `3${encodeNumber(part)}`
  if (part === null) return '0'
  if (typeof part === 'boolean') return part ? '2' : '1'
  throw storeErrors['bad-key']({ part: String(part) })
}

/** What must not stand in the text itself: the terminator and its neighbours, and what UTF-8 cannot hold. */
const special = /[\u0000-\u0002\uFFFD]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g

/**
 * A text without NUL, lone surrogates and whatever ends a part, in the order of the text itself; two texts never become
 * one. Lone surrogates have no place in UTF-8: they stand just below U+FFFD.
 */
export function encodeText(text: string): string {
  if (plain.test(text)) return text
  return text.replace(special, (char) => {
    const code = char.charCodeAt(0)
    return code <= 2 ? `\u0002${code}` : `\uFFFD${code.toString(16)}`
  })
}
const plain = /^[\u0003-\u00FF]*$/

const digits = '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz'
const double = new DataView(new ArrayBuffer(8))

/** An IEEE 754 double, so turned that the order of the bits is the order of the numbers; 6 bits a character. */
function encodeNumber(number: number): string {
  if (!Number.isFinite(number)) throw storeErrors['bad-key']({ part: String(number) })
  double.setFloat64(0, number === 0 ? 0 : number)
  const high = double.getUint32(0)
  const low = double.getUint32(4)
  const negative = high >>> 31 === 1
  return word(negative ? ~high : high ^ 0x80000000) + word(negative ? ~low : low)
}

function word(bits: number): string {
  const d = (shift: number) => digits.charAt((bits >>> shift) & 63)
  return digits.charAt(bits >>> 30) + d(24) + d(18) + d(12) + d(6) + d(0)
}

/** A stretch of an index, by encoded keys: `lower` is part of it, `upper` is not. */
export interface Range {
  readonly lower: string
  readonly upper: string
}

/** Above every encoded part. */
const top = '5'

/** All keys that begin with `equals`, whose next part lies in [from, to). */
export function rangeOf(equals: Key, from?: Part, to?: Part): Range {
  const prefix = encodeKey(equals)
  return {
    lower: from === undefined ? prefix : prefix + encodePart(from),
    upper: to === undefined ? prefix + top : prefix + encodePart(to),
  }
}

/**
 * Orders strings by their UTF-8 bytes, which is by code point. `<` orders by UTF-16, which differs above U+FFFF.
 *
 * @example
 * ```ts
 * import { compareText } from '@casewell/store'
 *
 * console.log(['😀', '\uFF21'].sort(), ['😀', '\uFF21'].sort(compareText)) // [ '😀', 'Ａ' ] [ 'Ａ', '😀' ]
 * ```
 */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x !== y) return isSurrogate(x) === isSurrogate(y) ? x - y : isSurrogate(x) ? 1 : -1
  }
  return a.length - b.length
}

const isSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdfff
