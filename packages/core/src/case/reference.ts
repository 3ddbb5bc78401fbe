/** Digits and letters that nobody mistakes for another on the telephone: no 0/O, 1/I/L, U/V. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTWXYZ'

/**
 * A reference for people, `CW-7K3M-9QXD`: 29⁸ ≈ 5 · 10¹¹ of them, so that nobody guesses one and few ever meet.
 *
 * @param random - eight random bytes
 * @example
 * ```ts
 * import { referenceOf } from '@casewell/core/case'
 *
 * console.log(referenceOf(new Uint8Array([0, 1, 2, 3, 4, 5, 6, 7]))) // CW-2345-6789
 * ```
 */
export function referenceOf(random: Uint8Array, prefix = 'CW'): string {
  const letters = Array.from(random.subarray(0, 8), (byte) => alphabet.charAt(byte % alphabet.length))
  return `${prefix}-${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`
}

const pattern = /\b[A-Z]{2,8}-[2-9A-HJKMNP-TW-Z]{4}-[2-9A-HJKMNP-TW-Z]{4}\b/gi

/**
 * The references that stand in a text, as they are stored.
 *
 * @example
 * ```ts
 * import { referencesIn } from '@casewell/core/case'
 *
 * console.log(referencesIn('Re: [cw-7k3m-9qxd] No sound')) // [ 'CW-7K3M-9QXD' ]
 * ```
 */
export function referencesIn(text: string): readonly string[] {
  return [...new Set((text.match(pattern) ?? []).map((found) => found.toUpperCase()))]
}
