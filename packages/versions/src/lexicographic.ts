import { defineScheme } from './comparator-range.ts'
import type { Scheme } from './scheme.ts'
import { tidy } from './sortable.ts'

const FIRST_ESCAPED = 0x7d

/**
 * Text by its UTF-8 bytes, without any normalisation: for code names in alphabetical order. Text with blanks or control
 * characters in it is no version.
 */
export const lexicographic: Scheme = defineScheme('lexicographic', (version) => {
  const text = tidy(version)
  if (text === undefined || /[\s\p{Cc}\p{Surrogate}]/u.test(text)) return undefined
  const bytes = [...new TextEncoder().encode(text)]
  return bytes.map((b) => (b < FIRST_ESCAPED ? String.fromCharCode(b) : `}${b.toString(16)}`)).join('')
})
