import { defineScheme } from './comparator-range.ts'
import type { Scheme } from './scheme.ts'
import { number, tidy } from './sortable.ts'

const pattern = /^(?:(\d+):)?([^-:\s]+)(?:-([^-:\s]+))?$/

/** Ends a part: after `~`, before `^`, letters and digits. */
const END = '1'

function tokenKey(token: string): string {
  if (token === '~') return '0'
  if (token === '^') return '2'
  return /^\d/.test(token) ? number(token) : `3${token}!`
}

/** Only letters, digits, `~` and `^` count; numbers follow words. */
const partKey = (part: string): string => (part.match(/\d+|[A-Za-z]+|[~^]/g) ?? []).map(tokenKey).join('') + END

/**
 * The package versions of Red Hat, SUSE and their kin, `[epoch:]version[-release]`; `1.0~rc1` < `1.0` < `1.0^git1` <
 * `1.0.1`. A version without a release comes before all releases of it.
 * Order: https://rpm.org/docs/latest/manual/dependencies.html and its version comparison.
 */
export const rpm: Scheme = defineScheme('rpm', (version) => {
  const [, epoch = '0', upstream, release = ''] = pattern.exec(tidy(version) ?? '') ?? []
  if (upstream === undefined || !/^[\w.+~^]+$/.test(upstream + release) || !/\d/.test(upstream)) return undefined
  return number(epoch) + partKey(upstream) + partKey(release)
})
