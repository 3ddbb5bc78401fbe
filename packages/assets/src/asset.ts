import { collection } from '@casewell/store'
import * as z from 'zod'
import { Product, Setting } from './product.ts'

/** By product id, which events and articles name. */
export const Products = collection('products', Product, {
  version: 1,
  indexes: {
    name: (p) => [p.name.toLowerCase()],
    called: { each: (p) => [p.name, ...p.aliases].map((name) => [name.toLowerCase()]) },
    vendor: (p) => [p.vendor, p.name],
  },
})

/** One instance of a product that a customer runs. */
export const Asset = z.object({
  customer: z.string(),
  organization: z.string().nullable(),
  /** A product of the catalogue; null as long as nobody knows which. */
  product: z.string().nullable(),
  /** What was said to be the product, where the catalogue does not know it. */
  statedProduct: z.string().nullable(),
  /** As the customer calls it, or its serial number. */
  name: z.string(),
  /** What the customer uses it for: without it, one cannot know how bad a failure is. */
  purpose: z.string(),
  /** `production`, `test`, `kitchen`: where it stands. */
  environment: z.string(),
  /** The asset that it is part of. */
  parent: z.string().nullable(),
  addedAt: z.string(),
  retiredAt: z.string().nullable(),
})
export type Asset = z.output<typeof Asset>

/** The assets, by id: what each customer runs, and what is no longer run. */
export const Assets = collection('assets', Asset, {
  version: 1,
  indexes: {
    customer: (a) => (a.retiredAt === null ? [a.customer, a.addedAt] : undefined),
    owner: (a) => [a.customer, a.addedAt],
    product: (a) => (a.retiredAt === null && a.product !== null ? [a.product, a.customer] : undefined),
    named: (a) => [a.customer, a.product, a.name],
    parent: (a) => (a.parent === null ? undefined : [a.parent]),
    unknown: (a) => (a.product === null && a.retiredAt === null ? [a.addedAt] : undefined),
  },
  about: (a) => [a.customer],
})

/** Where a fact comes from. */
export const Source = z.object({
  kind: z.enum(['agent', 'customer', 'import', 'program', 'case', 'procedure']),
  /** Who, which file, which case. */
  id: z.string(),
})
export type Source = z.output<typeof Source>

/** Why a fact is kept and not believed. */
export const Doubt = z.enum(['unknown-product', 'unparsable-version', 'unknown-setting', 'wrong-type', 'unknown-value'])
export type Doubt = z.output<typeof Doubt>

/** One thing that somebody told of an asset: `version`, or a setting by its name. Nothing told is ever overwritten. */
export const Fact = z.object({
  asset: z.string(),
  customer: z.string(),
  /** Of the asset, when it was told. */
  organization: z.string().nullable(),
  key: z.string(),
  value: Setting,
  source: Source,
  /** When it was so; ISO 8601, UTC. */
  at: z.string(),
  /** When it became known here. */
  recordedAt: z.string(),
  /** `verified`: a program read it, or somebody looked. `stated`: somebody said so. */
  confidence: z.enum(['verified', 'stated']),
  /** `proposed`: found in a text, waits for a person. `unverified`: kept, with the doubt. */
  status: z.enum(['counted', 'proposed', 'unverified', 'rejected']),
  doubt: Doubt.nullable(),
  by: z.string(),
  case: z.string().nullable(),
})
export type Fact = z.output<typeof Fact>

/** Everything that was told of assets, by id: one document each, never overwritten. */
export const Facts = collection('asset-facts', Fact, {
  version: 1,
  indexes: {
    asset: (f) => [f.asset, f.key, f.at],
    case: (f) => (f.case === null ? undefined : [f.case, f.recordedAt]),
    status: (f) => [f.status, f.recordedAt],
    recent: (f) => [f.recordedAt],
  },
  about: (f) => [f.customer],
})

/** The assets that a case is about, by case. */
export const CaseAssets = collection(
  'case-assets',
  z.object({ assets: z.array(z.string()).max(50), customer: z.string() }),
  {
    version: 1,
    indexes: { asset: { each: (c) => c.assets.map((asset) => [asset]) } },
    about: (c) => [c.customer],
  },
)
