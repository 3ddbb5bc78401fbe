import { type Answer, any, no, unknown, yes } from './answer.ts'
import { affectedVersions, orderOf } from './osv-range.ts'
import type { OsvAffected, OsvRecord } from './osv-record.ts'
import { within } from './range.ts'
import type { Scheme } from './scheme.ts'

/** One product that a customer runs. */
export interface InstalledProduct {
  readonly name: string
  /** As OSV names it (`Go`, `PyPI`, `Debian:12`), or a name of your own. */
  readonly ecosystem?: string
  /** As the customer or the product states it; may be missing. */
  readonly version?: string | undefined
  /** How this product counts; left out, its ecosystem tells. */
  readonly scheme?: Scheme
}

/**
 * Does what the record says of its package concern this product at all? An ecosystem may be narrowed to a release,
 * `Debian:12`; a record without one holds for all of them, a product without one may be of any.
 */
function concerns({ package: affected }: OsvAffected, product: InstalledProduct): Answer {
  const theirs = affected?.ecosystem ?? ''
  const ours = product.ecosystem ?? ''
  if (affected?.name !== product.name) return no
  if (theirs === ours || ours.startsWith(`${theirs}:`)) return yes
  return theirs.startsWith(`${ours}:`) ? unknown('unknown-release') : no
}

function affectsVersion(affected: OsvAffected, { version, scheme }: InstalledProduct): Answer {
  if (version !== undefined && affected.versions?.includes(version)) return yes
  const { range, doubt } = affectedVersions(affected, scheme)
  const order = orderOf(affected, scheme)
  if (range === undefined || order === undefined) return unknown(doubt ?? 'unknown-scheme')
  const verdict = within(version, range, order)
  return verdict.is === 'no' && doubt !== undefined ? unknown(doubt) : verdict
}

/**
 * Does this advisory affect what the customer runs? Reads records of the Open Source Vulnerability format, public ones
 * and those you write for your own products. Never throws.
 *
 * @example
 * ```ts
 * import { affects } from '@casewell/versions'
 *
 * const advisory = {
 *   affected: [
 *     {
 *       package: { ecosystem: 'npm', name: 'acme-hub' },
 *       ranges: [{ type: 'SEMVER', events: [{ introduced: '1.2.0' }, { fixed: '1.4.1' }] }],
 *     },
 *   ],
 * }
 * const hub = { ecosystem: 'npm', name: 'acme-hub' }
 * console.log(affects(advisory, { ...hub, version: '1.4.0' })) // { is: 'yes' }
 * console.log(affects(advisory, { ...hub, version: '1.4.1' })) // { is: 'no' }
 * console.log(affects(advisory, { ...hub, version: 'nightly' })) // { is: 'unknown', because: 'unparsable-version' }
 * console.log(affects(advisory, hub)) // { is: 'unknown', because: 'missing-version' }
 * ```
 */
export function affects(record: OsvRecord, product: InstalledProduct): Answer {
  if (record.withdrawn !== undefined) return no
  const answers = (record.affected ?? []).map((affected) => {
    const concerned = concerns(affected, product)
    const verdict = concerned.is === 'no' ? no : affectsVersion(affected, product)
    return verdict.is === 'yes' ? concerned : verdict
  })
  return any(answers)
}
