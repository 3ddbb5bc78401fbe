import { generic, type Scheme, schemeFor } from '@casewell/versions'
import * as z from 'zod'

/** What a setting can be. */
export const Setting = z.union([z.string(), z.number(), z.boolean()])
export type Setting = z.output<typeof Setting>

/** A setting that assets of a product have. */
export const SettingType = z.object({
  type: z.enum(['string', 'number', 'boolean']),
  /** The only values it can have; empty: any of its type. */
  values: z.array(Setting),
  /** Words by which people name it, besides its own name. */
  words: z.array(z.string()),
})
export type SettingType = z.output<typeof SettingType>

/** Something that customers run: of us, or of another vendor. */
export const Product = z.object({
  name: z.string().min(1),
  vendor: z.string(),
  /** How its versions count: a scheme of `@casewell/versions` by name, package type or ecosystem (`semver`, `PyPI`). */
  scheme: z.string(),
  /** Other names by which people call it. */
  aliases: z.array(z.string()),
  versions: z.array(
    z.object({
      version: z.string(),
      /** ISO 8601 dates. */
      releasedAt: z.string().nullable(),
      endOfSupport: z.string().nullable(),
    }),
  ),
  /** Products that are part of it, by id. */
  components: z.array(z.string()),
  settings: z.record(z.string(), SettingType),
  /** Of all versions; ISO 8601 date. */
  endOfSupport: z.string().nullable(),
})
export type Product = z.output<typeof Product>

/** How versions of a product count; where nobody has said how, as people would order them. */
export const schemeOf = ({ scheme }: Pick<Product, 'scheme'>): Scheme => schemeFor(scheme) ?? generic
