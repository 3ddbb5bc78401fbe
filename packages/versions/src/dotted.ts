import { defineScheme } from './comparator-range.ts'
import type { Scheme } from './scheme.ts'
import { number, tidy, withoutTrailingZeros } from './sortable.ts'

/**
 * Plain and dotted numbers: `7`, `20241105`, `10.2.0.4711`, as many parts as they like. Missing parts are zeros, so
 * `10.2` and `10.2.0` are one version; leading zeros do not count. Anything but digits and dots is no such version.
 */
export const dotted: Scheme = defineScheme('dotted', (version) => {
  const text = tidy(version)
  if (text === undefined || !/^v?\d+(?:\.\d+)*$/i.test(text)) return undefined
  return `${withoutTrailingZeros(text.replace(/^v/i, '').split('.')).map(number).join('')}=`
})
