import type { Configuration, ConfiguredAsset } from '@casewell/assets'
import { generic, schemeFor, within } from '@casewell/versions'
import type { Applicability, Applies, Setting } from '../contract/applicability.ts'

/** All must hold: one `no` is enough, else one doubt is (Kleene's strong conjunction). */
const all = (answers: readonly Applies[]): Applies =>
  answers.includes('no') ? 'no' : answers.includes('unknown') ? 'unknown' : 'yes'

/** One is enough; `no` needs all (Kleene's strong disjunction). */
const any = (answers: readonly Applies[]): Applies =>
  answers.includes('yes') ? 'yes' : answers.includes('unknown') ? 'unknown' : 'no'

/**
 * Is an article for what somebody runs? It is if it is for one of the assets. Where nothing is known of them, or not
 * what the article asks about, the answer is `unknown`. Pure.
 *
 * @example
 * ```ts
 * import { fits } from '@casewell/knowledge'
 *
 * const asset = { id: 'a', product: 'duo', version: '4.1.0', scheme: 'semver', settings: {}, name: '', purpose: '',
 *   environment: '', parent: null, inConflict: [], verifiedAt: null }
 * const to = (versions: string) => ({ products: [{ product: 'duo', versions }], settings: {}, excludes: {} })
 * console.log(fits(to('>=4.0.0 <4.2.0'), { of: 'customer', assets: [asset] })) // yes
 * console.log(fits(to('>=4.2.0'), { of: 'customer', assets: [asset] })) // no
 * console.log(fits(to('>=4.2.0'), { of: 'customer', assets: [] })) // unknown
 * ```
 */
export function fits(to: Applicability, { assets }: Configuration): Applies {
  return assets.length === 0 ? openTo(to) : any(assets.map((asset) => fitsAsset(to, asset)))
}

/** For whom nothing is known: only an article that asks for nothing fits. */
const openTo = ({ products, settings, excludes }: Applicability): Applies =>
  products.length + Object.keys(settings).length + Object.keys(excludes).length === 0 ? 'yes' : 'unknown'

function fitsAsset(to: Applicability, asset: ConfiguredAsset): Applies {
  const has = Object.entries(to.settings).map(([key, values]) => isOneOf(asset.settings[key], values))
  const hasNot = Object.entries(to.excludes).map(([key, values]) => not(isOneOf(asset.settings[key], values)))
  return all([fitsProduct(to, asset), ...has, ...hasNot])
}

function fitsProduct({ products }: Applicability, asset: ConfiguredAsset): Applies {
  if (products.length === 0) return 'yes'
  if (asset.product === null) return 'unknown'
  const named = products.filter(({ product }) => product === asset.product)
  return any(named.map(({ versions }) => fitsVersion(versions, asset)))
}

function fitsVersion(versions: string | null, { version, scheme }: ConfiguredAsset): Applies {
  return versions === null ? 'yes' : within(version ?? undefined, versions, schemeFor(scheme) ?? generic).is
}

function isOneOf(value: Setting | undefined, values: readonly Setting[]): Applies {
  if (value === undefined) return 'unknown'
  return values.some((one) => folded(one) === folded(value)) ? 'yes' : 'no'
}

const folded = (value: Setting): Setting => (typeof value === 'string' ? value.toLowerCase() : value)
const not = (answer: Applies): Applies => (answer === 'yes' ? 'no' : answer === 'no' ? 'yes' : 'unknown')
