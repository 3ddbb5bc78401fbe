import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fingerprintOf } from '../src/cases/words.ts'
import { Messages } from '../src/index.ts'

test('[ERASE12] the index of words holds none of them, and tells them apart', () => {
  const word = fc.string({ unit: 'grapheme', minLength: 2, maxLength: 40 })
  fc.assert(
    fc.property(fc.uniqueArray(word, { maxLength: 200 }), (words) => {
      expect(new Set(words.map(fingerprintOf)).size).toBe(words.length)
    }),
  )
  const said = { case: 'c', at: 1, subject: 'Kopfhörer', text: 'zerbrochen', deletedAt: null, visibility: 'public' }
  const keys = Messages.entries({ ...said, about: [], files: [] } as never).map(({ key }) => key)
  expect(keys.length).toBe(4)
  expect(keys.join()).not.toMatch(/kopf|zerbrochen/i)
})
