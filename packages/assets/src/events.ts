import { eventType } from '@casewell/bus'
import * as z from 'zod'

/** Events carry ids, keys and categories, never a value: what a customer runs may tell who it is. */
const id = z.string()

/** Subject: the product. */
export const ProductChanged = eventType('product.changed', z.object({ vendor: z.string() }))
/** Subject of the rest: the asset. */
export const AssetAdded = eventType('asset.added', z.object({ customer: id, product: id.nullable() }))
/** Something about an asset itself was corrected: its name, its purpose, where it stands. */
export const AssetChanged = eventType('asset.changed', z.object({ fields: z.array(z.string()) }))
/** The customer runs it no more. */
export const AssetRetired = eventType('asset.retired', z.object({}))
/** Somebody, or a program, told something of an asset. */
export const FactRecorded = eventType(
  'asset.fact-recorded',
  z.object({
    fact: id,
    key: z.string(),
    source: z.string(),
    confidence: z.enum(['verified', 'stated']),
    status: z.enum(['counted', 'proposed', 'unverified', 'rejected']),
    case: id.nullable(),
  }),
)
/** Somebody decided on a proposal. */
export const FactDecided = eventType('asset.fact-decided', z.object({ fact: id, isAccepted: z.boolean() }))
/** Two sources tell different things of one asset, and the newer one is not verified. */
export const FactsConflicted = eventType('asset.facts-conflicted', z.object({ key: z.string(), facts: z.array(id) }))
/** Subject: the case. */
export const CaseAssetsNamed = eventType('case.assets-named', z.object({ assets: z.array(id) }))

/** All event types of this package. */
export const assetEvents = [
  ProductChanged,
  AssetAdded,
  AssetChanged,
  AssetRetired,
  FactRecorded,
  FactDecided,
  FactsConflicted,
  CaseAssetsNamed,
] as const
