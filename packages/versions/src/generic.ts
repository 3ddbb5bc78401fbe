import { defineScheme } from './comparator-range.ts'
import type { Scheme } from './scheme.ts'
import { number, tidy, withoutTrailingZeros } from './sortable.ts'

/** Words that stand before a release, in their order. A single letter is none of them: `1.0.2b` follows `1.0.2`. */
const before: readonly (readonly string[])[] = [
  ['dev', 'snapshot', 'nightly', 'canary'],
  ['alpha'],
  ['beta'],
  ['milestone', 'pre', 'preview'],
  ['rc', 'cr'],
]

const END = '5'

function wordKey(word: string): string {
  const rank = before.findIndex((words) => words.includes(word))
  return rank < 0 ? `6${word}!` : String(rank)
}

const isDigits = (part: string): boolean => /^\d/.test(part)

/**
 * For products whose counting nobody has described: `2024-R1`, `10.2b`, `Release 5 SP2`. Numbers by value, words by
 * letters without regard to case, `alpha`, `beta`, `rc` and their like before the release, anything else after it;
 * the marks between them do not count, and `10.2` is `10.2.0`. Text without a digit is no version.
 */
export const generic: Scheme = defineScheme('generic', (version) => {
  const parts = tidy(version)
    ?.toLowerCase()
    .replace(/^v(?=\d)/, '')
    .match(/\d+|[a-z]+/g)
  if (!parts?.some(isDigits)) return undefined
  const firstWord = parts.findIndex((part) => !isDigits(part))
  const numbers = firstWord < 0 ? parts : parts.slice(0, firstWord)
  const rest = parts.slice(numbers.length)
  const tail = rest.map((part) => (isDigits(part) ? number(part) : wordKey(part)))
  return [...withoutTrailingZeros(numbers).map(number), ...tail, END].join('')
})
