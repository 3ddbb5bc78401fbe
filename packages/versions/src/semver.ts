import { type Answer, answer, unknown } from './answer.ts'
import { inside, normalise } from './interval.ts'
import { npmRange } from './npm-range.ts'
import type { Scheme } from './scheme.ts'
import { parseSemver, semverKey } from './semver-key.ts'

function scheme(loosely: boolean): Scheme {
  return {
    name: 'semver',
    key(version) {
      const parts = parseSemver(version, loosely)
      return parts && semverKey(parts)
    },
    range(text) {
      const alternatives = npmRange(text, { loosely, byOrder: true })
      return alternatives && normalise(alternatives.flatMap((a) => a.intervals))
    },
  }
}

/**
 * Semantic Versioning 2.0.0, with npm's range notation (`^1.2.0`, `~1.2`, `1.x`, `1.0.0 - 2.0.0`, `>=1 <2 || 3.x`).
 * A leading `v` is forgiven, build metadata (`+…`) does not count. Pre-releases take part by their order, as with
 * node-semver's `includePrerelease`; for what `npm install` would choose there is {@link npmSatisfies}.
 */
export const semver: Scheme = scheme(false)

/**
 * {@link semver} for versions as people type them: `=v1.2.3`, `1.02.3` and `1.2.3beta` are versions too.
 * Its keys are those of `semver`; the two may be mixed.
 */
export const looseSemver: Scheme = scheme(true)

/**
 * Would npm choose this version for this range? npm hides pre-releases, unless the range names one of the very same
 * `major.minor.patch`: a rule for choosing what to install, and the wrong one for what a customer already runs (there,
 * {@link within} is right).
 *
 * @example
 * ```ts
 * import { npmSatisfies, semver, within } from '@casewell/versions'
 *
 * console.log(npmSatisfies('1.5.0-beta.1', '^1.2.0')) // { is: 'no' }
 * console.log(within('1.5.0-beta.1', '^1.2.0', semver)) // { is: 'yes' }
 * ```
 */
export function npmSatisfies(version: string, range: string, { loose = false }: { loose?: boolean } = {}): Answer {
  const alternatives = npmRange(range, { loosely: loose, byOrder: false })
  if (!alternatives) return unknown('unparsable-range')
  const parts = parseSemver(version, loose)
  if (!parts) return unknown(version.trim() === '' ? 'missing-version' : 'unparsable-version')
  const key = semverKey(parts)
  const isShown = (named: readonly string[]) => parts.pre === undefined || named.some((start) => key.startsWith(start))
  return answer(alternatives.some((a) => inside(a.intervals, key) && isShown(a.named)))
}
