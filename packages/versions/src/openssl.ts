import { comparatorRange, defineScheme } from './comparator-range.ts'
import type { Scheme } from './scheme.ts'
import { number, tidy } from './sortable.ts'

const pattern = /^(\d+)\.(\d+)\.(\d+)(?:([a-z]+)|-(dev|alpha|beta|pre)(\d*))?$/
const phases = ['dev', 'alpha', 'beta', 'pre']

function opensslKey(version: string): string | undefined {
  const found = pattern.exec(tidy(version)?.toLowerCase() ?? '')
  if (!found) return undefined
  const [, major = '', minor = '', patch = '', letters = '', phase, count] = found
  const numbers = [major, minor, patch].map(number).join('')
  return phase === undefined ? `${numbers}=${letters}` : `${numbers}-${phases.indexOf(phase)}${number(count || '0')}`
}

/**
 * OpenSSL's versions: up to 1.1.1 with letters for the patches (`1.0.2y` < `1.0.2za`), from 3 on with three numbers.
 * Ranges as its advisories write them, a list with commas (`1.0.2ck, 3.1.2`), or as comparators.
 * Source: https://openssl-library.org/policies/releasestrat/
 */
export const openssl: Scheme = defineScheme('openssl', opensslKey, (text) =>
  comparatorRange(/[<>=!|*]/.test(text) ? text : text.replaceAll(',', '||'), opensslKey),
)
