import * as z from 'zod'

/** What a setting can be. */
export const Setting = z.union([z.string(), z.number(), z.boolean()])
export type Setting = z.output<typeof Setting>

/** Which configurations an article is for. What is not named does not matter. */
export const Applicability = z.object({
  /** One of these products; none named: any. */
  products: z.array(
    z.object({
      product: z.string(),
      /** A range in the notation of the product's own version scheme, `>=4.0 <4.2`; null: every version. */
      versions: z.string().nullable(),
    }),
  ),
  /** For each setting named, one of these values. */
  settings: z.record(z.string(), z.array(Setting)),
  /** Never where a setting named has one of these values. */
  excludes: z.record(z.string(), z.array(Setting)),
})
export type Applicability = z.output<typeof Applicability>

/** `unknown` is no mild `no`: somebody has to find out what the customer runs. */
export type Applies = 'yes' | 'unknown' | 'no'
