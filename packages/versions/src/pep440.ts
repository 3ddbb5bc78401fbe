import { common, everything, type Interval, type Intervals, outside, stretch } from './interval.ts'
import { FIRST_PHASE, type Pep440Parts, parsePep440, pep440Key, phaseKey, releaseKey } from './pep440-key.ts'
import type { Scheme } from './scheme.ts'
import { TOP } from './sortable.ts'

const specifier = /^(~=|==|!=|<=|>=|<|>)\s*(.+?)(\.\*)?$/

/** All versions whose release begins so: `1.4` → from `1.4.dev0` up to, and without, `1.5.dev0`. */
function beginningWith(epoch: string, release: readonly string[]): Interval {
  const next = [...release.slice(0, -1), String(BigInt(release.at(-1) ?? '0') + 1n)]
  return { from: releaseKey(epoch, release) + FIRST_PHASE, below: releaseKey(epoch, next) + FIRST_PHASE }
}

/** `==1.0` holds for `1.0+local` too, `==1.0+local` only for itself. */
function equal(parts: Pep440Parts): Interval {
  const key = pep440Key(parts)
  return parts.local === undefined ? { from: key, below: key + TOP } : stretch('=', key)
}

/** `~=1.4.2` is `>=1.4.2, ==1.4.*`. */
function compatible(parts: Pep440Parts): Interval | undefined {
  if (parts.release.length < 2) return undefined
  return { from: pep440Key(parts), below: beginningWith(parts.epoch, parts.release.slice(0, -1)).below }
}

/** `<1.0` leaves out the pre-releases of 1.0, unless 1.0 is one itself. */
function less(parts: Pep440Parts): Interval {
  const isPrerelease = parts.pre !== undefined || parts.dev !== undefined
  return stretch('<', pep440Key(isPrerelease ? parts : { ...parts, dev: '0' }))
}

/** `>1.0` leaves out `1.0+local`, and the post-releases of 1.0, unless 1.0 is one itself. */
function greater(parts: Pep440Parts): Interval {
  const isExact = parts.post !== undefined || parts.dev !== undefined
  const start = isExact ? pep440Key(parts) : releaseKey(parts.epoch, parts.release) + phaseKey(parts)
  return { from: start + TOP, below: TOP }
}

function ordered(comparator: string, parts: Pep440Parts): Interval | undefined {
  if (parts.local !== undefined) return undefined // PEP 440 permits local versions with == and != only
  if (comparator === '~=') return compatible(parts)
  if (comparator === '<') return less(parts)
  if (comparator === '>') return greater(parts)
  if (comparator === '<=') return { from: '', below: pep440Key(parts) + TOP }
  return stretch('>=', pep440Key(parts))
}

function readSpecifier(text: string): Intervals | undefined {
  const [, comparator = '', version = '', wildcard] = specifier.exec(text) ?? []
  const parts = parsePep440(version)
  if (!parts) return undefined
  if (comparator !== '==' && comparator !== '!=') {
    const interval = wildcard ? undefined : ordered(comparator, parts)
    return interval && [interval]
  }
  const isPlain = /^v?(?:\d+!)?[\d.]+$/i.test(version)
  if (wildcard && !isPlain) return undefined
  const found = wildcard ? beginningWith(parts.epoch, parts.release) : equal(parts)
  return comparator === '==' ? [found] : outside([found])
}

/**
 * Python's versions and version specifiers, PEP 440: epochs, `1.0rc1`, `1.0.post2`, `1.0.dev3`, `1.0+local`;
 * `~=1.4.2`, `==1.4.*`, `!=1.5`, `<2`, joined by commas. Pre-releases take part by their order, as the PEP has it for
 * what is already installed. `===` compares spelling, not versions, and is not read.
 */
export const pep440: Scheme = {
  name: 'pep440',
  key(version) {
    const parts = parsePep440(version)
    return parts && pep440Key(parts)
  },
  range(text) {
    if (text.trim() === '') return everything
    const read = text.split(',').map((part) => readSpecifier(part.trim()))
    if (!read.every((intervals) => intervals !== undefined)) return undefined
    return common(read)
  },
}
