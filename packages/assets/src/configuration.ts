import type { Asset } from './asset.ts'
import type { Told } from './facts/believed.ts'
import { believed } from './facts/believed.ts'
import type { Setting } from './product.ts'

/** One asset, as it is believed to be. */
export interface ConfiguredAsset extends Pick<Asset, 'product' | 'name' | 'purpose' | 'environment' | 'parent'> {
  readonly id: string
  /** How its product's versions count; a name for `schemeFor`. */
  readonly scheme: string
  readonly version: string | null
  readonly settings: Readonly<Record<string, Setting>>
  /** Keys of which two sources tell different things. */
  readonly inConflict: readonly string[]
  /** When something of it was last verified; ISO 8601. */
  readonly verifiedAt: string | null
}

/** What a customer runs, or what a case is about. */
export interface Configuration {
  /** `case`: the case names its assets. `customer`: all that the customer has. */
  readonly of: 'case' | 'customer'
  /** Empty: nobody knows. */
  readonly assets: readonly ConfiguredAsset[]
}

/** An asset with what is believed of it. Pure. */
export function configured(id: string, asset: Asset, scheme: string, facts: readonly Told[]): ConfiguredAsset {
  const beliefs = [...believed(facts)]
  const version = beliefs.find(([key]) => key === 'version')?.[1].fact.value
  const { product, name, purpose, environment, parent } = asset
  const verified = facts.filter((f) => f.status === 'counted' && f.confidence === 'verified').map(({ at }) => at)
  return {
    ...{ id, product, name, purpose, environment, parent, scheme },
    version: version === undefined ? null : String(version),
    settings: Object.fromEntries(
      beliefs.filter(([key]) => key !== 'version').map(([key, { fact }]) => [key, fact.value]),
    ),
    inConflict: beliefs.filter(([, { against }]) => against.length > 0).map(([key]) => key),
    verifiedAt: verified.sort().at(-1) ?? null,
  }
}
