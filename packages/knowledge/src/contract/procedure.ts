import * as z from 'zod'
import { Setting } from './applicability.ts'

/** A text in several languages, by BCP 47 tag. */
export const Localized = z.record(z.string(), z.string())
export type Localized = z.output<typeof Localized>

/** One thing to look at or to do, and where its answers lead. */
export const Step = z.object({
  id: z.string(),
  text: Localized,
  /** A setting of the customer's asset that the answer tells; null if it tells none. */
  records: z.string().nullable(),
  answers: z.array(
    z.object({
      value: Setting,
      text: Localized,
      /** The next step; null: this is the end. */
      to: z.string().nullable(),
    }),
  ),
})
export type Step = z.output<typeof Step>

/** A guided diagnosis: steps with branches. */
export const Procedure = z.object({
  /** The first step's id. */
  first: z.string(),
  steps: z.array(Step),
})
export type Procedure = z.output<typeof Procedure>
