import { number, tidy, word } from './sortable.ts'

/** A semantic version taken apart: `['1', '2', '3']`, and in `pre` what follows the hyphen. */
export interface SemverParts {
  readonly numbers: readonly string[]
  readonly pre?: string | undefined
}

const IDENTIFIERS = '[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*'
const strict = new RegExp(`^v?(\\d+)\\.(\\d+)\\.(\\d+)(?:-(${IDENTIFIERS}))?(?:\\+${IDENTIFIERS})?$`)
const loose = new RegExp(`^[v=\\s]*(\\d+)\\.(\\d+)\\.(\\d+)(?:-?(${IDENTIFIERS}))?(?:\\+${IDENTIFIERS})?$`)

/** Ends the numbers of a release; higher than `-`, so that a release follows all its pre-releases. */
const RELEASE = '='

/** Semantic versions of which node-semver says the numbers are too large are none here either. */
const isSafe = (digits: string): boolean => Number(digits) <= Number.MAX_SAFE_INTEGER
const isPadded = (digits: string): boolean => /^0\d+$/.test(digits)

/** Are these numbers, and the numbers among the identifiers of `pre`, written as a semantic version writes them? */
export function isSound({ numbers, pre }: SemverParts, loosely: boolean): boolean {
  return numbers.every(isSafe) && (loosely || ![...numbers, ...(pre?.split('.') ?? [])].some(isPadded))
}

/** `undefined` when the text is no semantic version. Read loosely, `=v1.02.3beta` is one. */
export function parseSemver(version: string, loosely: boolean): SemverParts | undefined {
  const found = (loosely ? loose : strict).exec(tidy(version) ?? '')
  if (!found) return undefined
  const [, major = '', minor = '', patch = '', pre] = found
  const parts = { numbers: [major, minor, patch], pre }
  return isSound(parts, loosely) ? parts : undefined
}

/** Identifiers as parts of a key: numbers before words, the shorter list before the longer one. */
export const identifiersKey = (pre: string): string =>
  pre
    .split('.')
    .map((id) => (/^\d+$/.test(id) ? number(id) : word(id)))
    .join('')

/** What the keys of all pre-releases of `major.minor.patch` begin with. */
export const prereleasesOf = (numbers: readonly string[]): string => `${numbers.map(number).join('')}-`

/** The key of a version already taken apart. Precedence: Semantic Versioning 2.0.0, section 11. */
export function semverKey({ numbers, pre }: SemverParts): string {
  return pre === undefined ? numbers.map(number).join('') + RELEASE : prereleasesOf(numbers) + identifiersKey(pre)
}
