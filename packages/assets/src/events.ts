import { eventType } from '@casewell/bus'
import * as z from 'zod'

/** Events carry ids, keys and categories, never a value: what a customer runs may tell who it is. */
const id = z.string()

/** A product was added to the catalogue, or changed. Subject: the product. */
export const ProductChanged = eventType('product.changed', z.object({ vendor: z.string() }))
/** A customer runs one more product; `product` is null while the catalogue does not know it. Subject: the asset. */
export const AssetAdded = eventType('asset.added', z.object({ customer: id, product: id.nullable() }))
/** Something about an asset changed: which fields, but not to what. Subject: the asset. */
export const AssetChanged = eventType('asset.changed', z.object({ fields: z.array(z.string()) }))
/** The customer does not run it any more. Subject: the asset. */
export const AssetRetired = eventType('asset.retired', z.object({}))
/** Somebody said something about an asset. It counts at once, or waits as a proposal. Subject: the asset. */
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
/** Somebody decided on a proposal. Subject: the asset. */
export const FactDecided = eventType('asset.fact-decided', z.object({ fact: id, isAccepted: z.boolean() }))
/** Two sources tell different things of one asset, and the newer one is not verified. Subject: the asset. */
export const FactsConflicted = eventType('asset.facts-conflicted', z.object({ key: z.string(), facts: z.array(id) }))
/** Somebody said which assets a case is about. Subject: the case. */
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
