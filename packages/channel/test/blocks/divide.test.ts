import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { divide, fits } from '../../src/blocks/divide.ts'

const texts = fc.oneof(
  fc.string({ maxLength: 400 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc
    .array(fc.constantFrom('sound ', '没有声音', '👨‍👩‍👧‍👦', 'é', '\n\n', '🇩🇪', ' ', 'x'.repeat(50)), { maxLength: 60 })
    .map((a) => a.join('')),
)

describe('a text that is too long', () => {
  test('[PART1] is divided into pieces that fit, and joined they are the text again', () => {
    fc.assert(
      fc.property(
        texts,
        fc.integer({ min: 1, max: 120 }),
        fc.option(fc.integer({ min: 4, max: 200 })),
        (text, chars, bytes) => {
          const room = { chars: Math.max(2, chars), bytes: bytes ?? undefined }
          const pieces = divide(text, room)
          expect(pieces.join('')).toBe(text)
          for (const piece of pieces) expect(fits(piece, room) && (piece !== '' || text === '')).toBe(true)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('[PART1] is divided where a reader would pause: after a paragraph, a line, a word', () => {
    expect(divide('One two three.\n\nFour five', { chars: 20 })).toEqual(['One two three.\n\n', 'Four five'])
    expect(divide('One two three\nfour five', { chars: 18 })).toEqual(['One two three\n', 'four five'])
    expect(divide('One two three four', { chars: 15 })).toEqual(['One two three ', 'four'])
  })

  test('[PART2] is never divided within a grapheme, nor within a Chinese word if it can be helped', () => {
    expect(divide('👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦', { chars: 25 })).toEqual(['👨‍👩‍👧‍👦👨‍👩‍👧‍👦', '👨‍👩‍👧‍👦'])
    expect(divide('耳机没有声音', { chars: 5 })).toEqual(['耳机没有', '声音'])
    expect(divide('耳机没有声音', { bytes: 16 })).toEqual(['耳机没有', '声音']) // 3 bytes each
    expect(divide('e\u0301'.repeat(3), { chars: 3 })).toEqual(['e\u0301', 'e\u0301', 'e\u0301'])
  })

  test('[PART2] comes to an end even where nothing fits', () => {
    expect(divide('👍👍', { chars: 1 })).toEqual(['👍', '👍'])
    expect(divide('声音', { bytes: 1 })).toEqual(['声', '音'])
  })

  test('[PART2] keeps a code point whole even where a grapheme alone is too long', () => {
    const pieces = divide('👨‍👩‍👧‍👦', { chars: 4 }) // 11 code units, one grapheme
    expect(pieces.join('')).toBe('👨‍👩‍👧‍👦')
    for (const piece of pieces) expect(piece).not.toMatch(/[\ud800-\udbff]$/)
  })
})
