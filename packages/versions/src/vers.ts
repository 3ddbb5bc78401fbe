import { versionsErrors } from './errors.ts'
import type { Scheme } from './scheme.ts'
import { schemeFor } from './scheme-for.ts'

// VERS writes the ranges of all schemes in one notation: https://github.com/package-url/vers-spec

/** One constraint, its version decoded. `*` stands alone and has an empty version. */
export interface VersConstraint {
  readonly comparator: '=' | '!=' | '<' | '<=' | '>' | '>=' | '*'
  readonly version: string
}

/** A vers taken apart, `vers:npm/>=1.0.0|<2.0.0`. */
export interface Vers {
  /** The package type: `npm`, `pypi`, `deb`. */
  readonly type: string
  readonly constraints: readonly VersConstraint[]
}

/** What a canonical vers does not contain, and how one says so. */
const flaws: readonly (readonly [flaw: RegExp, why: string])[] = [
  [/\s/, 'whitespace is not permitted'],
  [/^vers:[^/]*\/\|/, 'leading pipe is not permitted'],
  [/\|$/, 'trailing pipe is not permitted'],
  [/\|\|/, 'consecutive pipes are not permitted'],
  [/[/|]=/, 'an equal sign before a version is not permitted'],
  [/%(?![0-9A-Fa-f]{2})/, 'invalid percent-encoding in version'],
  [/%.?[a-f]/, 'percent-encoding in version is not canonical'],
  [/^vers:datetime\/.*[tz]/, 'datetime must use uppercase T and Z'],
  [/^vers:datetime\/.*%3A/, 'datetime time colons must be unencoded'],
]

/** Takes a vers apart, forgiving its spelling and order; text says why that is not possible. */
function readVers(text: string): Vers | string {
  const [, type, list = ''] = /^vers:([a-z][a-z0-9.-]*)\/(.*)$/i.exec(text.replace(/\s+/g, '')) ?? []
  if (type === undefined || type.toLowerCase() === 'invalid') return 'it does not have the form vers:type/constraints'
  const read = list.split('|').filter(Boolean).map(readConstraint)
  const why = read.find((constraint) => typeof constraint === 'string')
  const constraints = read.filter((constraint) => typeof constraint !== 'string')
  if (why !== undefined || constraints.length === 0) return why ?? 'it has no constraint'
  const isMixed = constraints.length > 1 && constraints.some(({ comparator }) => comparator === '*')
  return isMixed ? 'an asterisk stands alone' : { type: type.toLowerCase(), constraints }
}

function readConstraint(text: string): VersConstraint | string {
  if (text === '*') return { comparator: '*', version: '' }
  const [, sign = '', version = ''] = /^(>=|<=|!=|<|>|=)?(.*)$/.exec(text) ?? []
  if (version === '') return 'a constraint has no version'
  if (/[<>=!*]/.test(version)) return 'a version has comparators in it that are not percent-encoded'
  try {
    // The pattern lets nothing through but the comparators; none at all means `=`.
    return { comparator: (sign || '=') as VersConstraint['comparator'], version: decodeURIComponent(version) }
  } catch {
    return 'invalid percent-encoding in version'
  }
}

/** The keys of the versions, in the order of the constraints; `undefined` when one of them is no version. */
function keysOf({ constraints }: Vers, scheme: Scheme): readonly string[] | undefined {
  const keys = constraints.map(({ comparator, version }) => (comparator === '*' ? '' : scheme.key(version)))
  return keys.every((key) => key !== undefined) ? keys : undefined
}

/** The constraints in the order of their versions. */
function sorted(vers: Vers, keys: readonly string[]): Vers {
  const order = keys
    .map((key, at) => ({ key, at }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.at - b.at))
  return { type: vers.type, constraints: order.flatMap(({ at }) => vers.constraints[at] ?? []) }
}

/** After `>` comes `<`, after `<` comes `>`; a single version stands outside of what they enclose. */
function isAlternating({ constraints }: Vers): boolean {
  const signs = constraints.map(({ comparator }) => comparator.charAt(0)).filter((sign) => sign !== '!')
  return signs.every((sign, at) => !['<<', '>>', '=<', '>='].includes(sign + (signs[at + 1] ?? '')))
}

function orderFlaw(vers: Vers): string | undefined {
  const scheme = schemeFor(vers.type)
  const keys = scheme && keysOf(vers, scheme)
  if (keys?.some((key, at) => at > 0 && key < (keys[at - 1] ?? ''))) return 'constraints are not sorted by version'
  if (keys && new Set(keys).size < keys.length) return 'a version occurs twice'
  return isAlternating(vers) ? undefined : 'comparators do not alternate'
}

/**
 * Takes a canonical vers apart. What is not canonical is refused, as the specification asks; {@link tidyVers} mends it.
 *
 * @throws `versions/not-vers`
 * @example
 * ```ts
 * import { parseVers } from '@casewell/versions'
 *
 * console.log(parseVers('vers:npm/1.0.4|>=2.0.0').constraints)
 * // [ { comparator: '=', version: '1.0.4' }, { comparator: '>=', version: '2.0.0' } ]
 * ```
 */
export function parseVers(text: string): Vers {
  const why = flaws.find(([flaw]) => flaw.test(text))?.[1]
  const vers = why ?? readVers(text)
  const flaw = typeof vers === 'string' ? vers : orderFlaw(vers)
  if (typeof vers === 'string' || flaw !== undefined) throw versionsErrors['not-vers']({ vers: text, why: flaw ?? '' })
  return vers
}

const percentEncoded = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`

/** A vers as text. */
function format({ type, constraints }: Vers): string {
  const parts = constraints.map(({ comparator, version }) => {
    const sign = comparator === '=' ? '' : comparator
    return sign + version.replace(/[><=!*|% ]/g, percentEncoded)
  })
  return `vers:${type}/${parts.join('|')}`
}

/**
 * A vers in order: sorted by version, without blanks, encoded where it must be. Says the same as before.
 *
 * @param own - counts the versions of a type that {@link schemeFor} does not know
 * @throws `versions/not-vers`, `versions/unknown-scheme`
 * @example
 * ```ts
 * import { tidyVers } from '@casewell/versions'
 *
 * console.log(tidyVers('vers:pypi/ 3.0 | >=1.0 | <2.0')) // vers:pypi/>=1.0|<2.0|3.0
 * ```
 */
export function tidyVers(text: string, own?: Scheme): string {
  const { vers, keys } = readKnownVers(text, own)
  return format(sorted(vers, keys))
}

/**
 * A vers, its scheme and the keys of its versions.
 *
 * @throws `versions/not-vers`, `versions/unknown-scheme`
 */
export function readKnownVers(text: string, own?: Scheme): { vers: Vers; scheme: Scheme; keys: readonly string[] } {
  const vers = readVers(text)
  if (typeof vers === 'string') throw versionsErrors['not-vers']({ vers: text, why: vers })
  const scheme = schemeFor(vers.type) ?? own
  if (scheme === undefined) throw versionsErrors['unknown-scheme']({ name: vers.type })
  const keys = keysOf(vers, scheme)
  if (keys === undefined)
    throw versionsErrors['not-vers']({ vers: text, why: `a version in it is none of ${scheme.name}` })
  return { vers, scheme, keys }
}
