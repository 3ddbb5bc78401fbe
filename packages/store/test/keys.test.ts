import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareText, encodeKey, type Key, type Part } from '../src/index.ts'
import { encodeText, rangeOf } from '../src/key.ts'

/** Any text that UTF-8 can hold, with a liking for what the encoding treats specially. */
const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom('\u0000', '\u0001', '\u0002', '\u0003', '\uFFFD', 'a'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
})
const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer())
const part: fc.Arbitrary<Part> = fc.oneof(text, number, fc.boolean(), fc.constant(null))
const key: fc.Arbitrary<Key> = fc.array(part, { maxLength: 4 })

const kindOf = (p: Part): number => (p === null ? 0 : typeof p === 'boolean' ? 1 : typeof p === 'number' ? 2 : 3)

/** The order of parts, said in the plainest way. */
function compareParts(a: Part, b: Part): number {
  if (kindOf(a) !== kindOf(b)) return kindOf(a) - kindOf(b)
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b))
  return a === b ? 0 : (a as number) < (b as number) ? -1 : 1 // both are numbers, booleans or null
}

function compareKeys(a: Key, b: Key): number {
  for (const [i, p] of a.entries()) {
    if (i >= b.length) return 1
    const order = compareParts(p, b[i] as Part) // i lies inside b
    if (order !== 0) return order
  }
  return a.length - b.length
}

const bytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

describe('a key', () => {
  test('[KEY1] stands in the order of its parts, as UTF-8 bytes', () => {
    fc.assert(
      fc.property(key, key, (a, b) => {
        expect(Math.sign(bytes(encodeKey(a), encodeKey(b)))).toBe(Math.sign(compareKeys(a, b)))
      }),
      { numRuns: 5_000 },
    )
  })

  test('[KEY1] stands before its extensions, and -0 is 0', () => {
    fc.assert(
      fc.property(key, part, (a, p) => {
        expect(bytes(encodeKey(a), encodeKey([...a, p]))).toBe(-1)
      }),
    )
    expect(encodeKey([-0])).toBe(encodeKey([0]))
  })

  test('[KEY2] holds no NUL and no lone surrogate, whatever it was made from', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string({ unit: utf16 }), part)), (parts) => {
        const encoded = encodeKey(parts)
        expect(encoded).not.toContain('\u0000')
        expect(Buffer.from(encoded).toString()).toBe(encoded)
      }),
    )
  })

  test('[KEY3] belongs to one list of parts only', () => {
    expect(encodeKey(['\uD800'])).not.toBe(encodeKey(['\uFFFDd800'])) // what stands for a lone surrogate is no text
    fc.assert(
      fc.property(fc.string({ unit: utf16 }), fc.string({ unit: utf16 }), (a, b) => {
        expect(encodeKey([a]) === encodeKey([b])).toBe(a === b)
        expect(encodeText(a) === encodeText(b)).toBe(a === b)
        expect(encodeKey([a, b]) === encodeKey([a + b])).toBe(false)
      }),
    )
  })

  test('[KEY4] of text is compared by code points, not by UTF-16 units', () => {
    expect(['😀', '\uFFFD', 'z', '\uE000'].sort(compareText)).toEqual(['z', '\uE000', '\uFFFD', '😀'])
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareText(a, b))).toBe(bytes(a, b))
      }),
      { numRuns: 2_000 },
    )
  })

  test('[KEY5] lies in a range exactly if it begins with its parts and goes on inside its bounds', () => {
    fc.assert(
      fc.property(
        key,
        key,
        fc.option(part, { nil: undefined }),
        fc.option(part, { nil: undefined }),
        (a, equals, from, to) => {
          const { lower, upper } = rangeOf(equals, from, to)
          const encoded = encodeKey(a)
          const begins = equals.every((p, i) => i < a.length && compareParts(p, a[i] as Part) === 0)
          const next = a[equals.length]
          const isIn =
            begins &&
            (from === undefined || (next !== undefined && compareParts(next, from) >= 0)) &&
            (to === undefined || next === undefined || compareParts(next, to) < 0)
          expect(bytes(encoded, lower) >= 0 && bytes(encoded, upper) < 0).toBe(isIn)
        },
      ),
      { numRuns: 3_000 },
    )
  })

  test('[KEY6] is refused with a part that is none', () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, 1n, {}, undefined, Symbol('s')])
      expect(() => encodeKey([bad as Part])).toThrow(expect.objectContaining({ code: 'store/bad-key' }))
  })
})

/** Any UTF-16, lone surrogates too. */
const utf16 = fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit))
