import { defineScheme } from './comparator-range.ts'
import type { Scheme } from './scheme.ts'
import { number, tidy } from './sortable.ts'

// Alpine took its versions from Gentoo: `1.2.3b_rc1-r4` is numbers, perhaps a letter, suffixes, and the revision of
// the package. Where they differ, a dialect says how.
interface Dialect {
  readonly suffixes: readonly string[]
  /** A missing number of a suffix or a revision is a zero; without this it is less than zero. */
  readonly isMissingZero: boolean
  /** A part with a leading zero is a fraction; this is its text. */
  readonly fraction: (digits: string) => string
}

const before = ['alpha', 'beta', 'pre', 'rc']
const pattern = /^(\d+)((?:\.\d+)*)([a-z]?)((?:_[a-z]+\d*)*)(?:~[0-9a-f]+)?(?:-r(\d+))?$/

/** Ends the suffixes: after those before a release, before those after it, a letter and further numbers. */
const END = '4'

function suffixKey(suffix: string, { suffixes, isMissingZero }: Dialect): string | undefined {
  const [, name = '', digits = ''] = /^([a-z]+)(\d*)$/.exec(suffix) ?? []
  const rank = before.indexOf(name)
  const after = suffixes.indexOf(name)
  if (rank < 0 && after < 0) return undefined
  const count = digits === '' && !isMissingZero ? '' : number(digits || '0')
  return (rank < 0 ? `6${after}` : String(rank)) + count
}

function keyOf(version: string, dialect: Dialect): string | undefined {
  const found = pattern.exec(tidy(version) ?? '')
  if (!found) return undefined
  const [, first = '', more = '', letter = '', suffixes = '', revision] = found
  const parts = more.split('.').slice(1)
  const partKeys = parts.map((part) => `8${part.startsWith('0') ? `${dialect.fraction(part)}!` : number(part)}`)
  const suffixKeys = suffixes
    .split('_')
    .slice(1)
    .map((suffix) => suffixKey(suffix, dialect))
  if (suffixKeys.includes(undefined)) return undefined
  const letterKey = letter && `7${letter}`
  const revisionKey = revision ?? (dialect.isMissingZero ? '0' : undefined)
  return [number(first), ...partKeys, letterKey, ...suffixKeys, END, revisionKey && number(revisionKey)].join('')
}

const alpine: Dialect = {
  suffixes: ['cvs', 'svn', 'git', 'hg', 'p'],
  isMissingZero: false,
  fraction: (digits) => digits,
}
const portage: Dialect = { suffixes: ['p'], isMissingZero: true, fraction: (digits) => digits.replace(/0+$/, '') }

/**
 * Alpine's package versions: `1.2.3b_rc1-r4`. The hash of a commit (`~1a2b3c`) does not count.
 * Source: https://gitlab.alpinelinux.org/alpine/apk-tools/-/blob/master/doc/apk-package.5.scd
 */
export const apk: Scheme = defineScheme('apk', (version) => keyOf(version, alpine))

/** Gentoo's ebuild versions. Order: Package Manager Specification, section 3.3. */
export const gentoo: Scheme = defineScheme('gentoo', (version) => keyOf(version, portage))
