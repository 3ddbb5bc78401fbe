import { apk, gentoo } from './apk.ts'
import { conan } from './conan.ts'
import { datetime } from './datetime.ts'
import { deb } from './deb.ts'
import { dotted } from './dotted.ts'
import { gem } from './gem.ts'
import { generic } from './generic.ts'
import { lexicographic } from './lexicographic.ts'
import { maven } from './maven.ts'
import { nuget } from './nuget.ts'
import { openssl } from './openssl.ts'
import { pep440 } from './pep440.ts'
import { rpm } from './rpm.ts'
import type { Scheme } from './scheme.ts'
import { semver } from './semver.ts'

/** Which scheme counts the versions of which package type (vers, purl) and ecosystem (OSV), in lower case. */
const families: readonly (readonly [Scheme, string])[] = [
  [semver, 'semver|npm|golang|go|cargo|crates.io|hex|pub|dart|swift|swifturl|bitnami|julia'],
  [pep440, 'pep440|pypi'],
  [dotted, 'dotted|intdot'],
  [generic, 'generic'],
  [maven, 'maven'],
  [nuget, 'nuget'],
  [gem, 'gem|rubygems'],
  [apk, 'apk|alpine|alpaquita|chainguard|wolfi|minimos'],
  [gentoo, 'gentoo|ebuild'],
  [deb, 'deb|debian|ubuntu|echo'],
  [rpm, 'rpm|red hat|almalinux|rocky linux|opensuse|suse|openeuler|mageia|photon os'],
  [openssl, 'openssl'],
  [conan, 'conan|conancenter'],
  [datetime, 'datetime'],
  [lexicographic, 'lexicographic'],
]

const schemes: ReadonlyMap<string, Scheme> = new Map(
  families.flatMap(([scheme, names]) => names.split('|').map((name) => [name, scheme] as const)),
)

/**
 * The scheme of a package type (`npm`, `pypi`, `deb`: the names of vers and purl) or of an OSV ecosystem (`PyPI`, `Go`,
 * `Debian:12`), whatever their case. `undefined` when none is known.
 *
 * @example
 * ```ts
 * import { schemeFor } from '@casewell/versions'
 *
 * console.log(schemeFor('PyPI')?.name, schemeFor('Debian:12')?.name, schemeFor('acme')?.name) // pep440 deb undefined
 * ```
 */
export function schemeFor(name: string): Scheme | undefined {
  return schemes.get((name.split(':')[0] ?? '').toLowerCase())
}
