import { analyzer } from '@casewell/search'
import { expect, test } from 'vitest'
import { readQuery } from '../src/reading.ts'

const english = analyzer({
  synonyms: [
    ['mute', 'silent'],
    ['wifi', 'wireless network'],
  ],
})
const read = (query: string) => readQuery(query, { analyzer: english, termFor: (word) => english.term(word) })

test('[READ1] a word that is asked for twice is one word that counts twice', () => {
  expect(read('printers and printers')).toMatchObject([
    { word: 'printers', term: 'printer', weight: 2, start: 0, end: 8, soft: false },
    { word: 'and', soft: true },
  ])
})

test('[READ1] one word for one word joins it; several are asked for beside it, together no heavier than 0.8', () => {
  expect(read('mute')).toMatchObject([{ term: 'mute', synonyms: ['silent'] }])
  const [, ...beside] = read('wifi')
  expect(beside.map(({ term }) => term)).toEqual(['wireless', 'network'])
  // 0.8 / √2 each: their squares add up to 0.8²
  expect(beside.reduce((sum, { weight }) => sum + weight ** 2, 0)).toBeCloseTo(0.8 ** 2)
})
