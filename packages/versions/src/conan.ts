import { comparatorRange, defineScheme } from './comparator-range.ts'
import type { Scheme } from './scheme.ts'
import { number, tidy } from './sortable.ts'

const pattern = /^([0-9a-z_*][0-9a-z_.*]*)(?:-([0-9a-z_.*-]*))?(?:\+([0-9a-z_.*+-]*))?$/

function itemKey(item: string): string {
  const [, digits = '', rest = ''] = /^(\d*)(.*)$/s.exec(item) ?? []
  if (digits === '') return `{${rest}!`
  return rest === '' ? number(digits) : `${number(digits)}|${rest}!`
}

/** Parts between dots; zeros at the end do not count. */
function itemsKey(text: string): string {
  const items = text.split('.')
  return items
    .slice(0, items.findLastIndex((item) => !/^0+$/.test(item)) + 1)
    .map(itemKey)
    .join('')
}

function conanKey(version: string): string | undefined {
  const found = pattern.exec(tidy(version)?.toLowerCase() ?? '')
  if (!found) return undefined
  const [, main = '', pre, build] = found
  const suffix = build === undefined ? '' : `+${itemsKey(build)}`
  return itemsKey(main) + (pre === undefined ? '=' : `-${itemsKey(pre)}`) + suffix
}

/** `~2.5` and `^1.2` as comparators; `2.6-` is below all pre-releases of 2.6. */
function plain(sign: string, version: string): string {
  const numbers = version.split('.')
  const first = numbers.findIndex((n) => !/^0+$/.test(n))
  const place = sign === '~' ? Math.min(1, numbers.length - 1) : first < 0 ? numbers.length - 1 : first
  const next = [...numbers.slice(0, place), String(BigInt(numbers[place] ?? '0') + 1n)]
  return `>=${version} <${next.join('.')}-`
}

/**
 * Conan's versions of C and C++ packages: semantic versions with as many numbers and letters as they like; zeros at the
 * end do not count. Where Conan compares a number with a mixed part (`10` and `9a`) as text, and so may go in circles,
 * the leading digits count as a number here. Source: https://docs.conan.io/2/tutorial/versioning/version_ranges.html
 */
export const conan: Scheme = defineScheme('conan', conanKey, (text) => {
  // Whether pre-releases are wanted (`, include_prerelease`, or a hyphen at the end) matters for choosing what to install.
  const bare = text.replace(/,\s*include_prerelease.*$/s, '').replace(/([\d*])-(?=\s|\||$)/g, '$1')
  const spelled = bare.replace(/([~^])\s*(\d+(?:\.\d+)*)(?=\s|\||$)/g, (_, sign: string, v: string) => plain(sign, v))
  return comparatorRange(spelled.replace(/(^|[\s|])\*(?=[\s|]|$)/g, '$1>=0.0.0'), conanKey)
})
