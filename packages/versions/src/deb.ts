import { defineScheme } from './comparator-range.ts'
import type { Scheme } from './scheme.ts'
import { number, tidy } from './sortable.ts'

const pattern = /^(?:(\d+):)?([0-9A-Za-z.+~-]+?)(?:-([0-9A-Za-z+.~]+))?$/

/** Ends a stretch without digits: after `~`, before all letters. */
const END = '1'

/** `~` before everything, even the end; letters before all other characters. */
const charactersKey = (text: string): string =>
  text.replace(/[^A-Za-z]/g, (character) => (character === '~' ? '0' : `{${character}`))

/** Stretches without digits and stretches of digits in turn, a missing number being zero. */
function partKey(part: string): string {
  const pairs = [...part.matchAll(/(\D*)(\d*)/g)].filter(([whole]) => whole !== '')
  return pairs.map(([, text = '', digits = '']) => charactersKey(text) + END + number(digits || '0')).join('') + END
}

/**
 * Debian's and Ubuntu's package versions, `[epoch:]upstream[-revision]`; `1.0~rc1` < `1.0` < `1.0-1` < `1.0+dfsg`.
 * Ranges with `<<`, `<=`, `=`, `>=`, `>>`. Order: Debian Policy, section 5.6.12.
 */
export const deb: Scheme = defineScheme('deb', (version) => {
  const [, epoch = '0', upstream, revision = '0'] = pattern.exec(tidy(version) ?? '') ?? []
  if (upstream === undefined || !/^\d/.test(upstream)) return undefined
  return number(epoch) + partKey(upstream) + partKey(revision)
})
