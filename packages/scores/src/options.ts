import { misfitsOf } from '@casewell/errors'
import * as z from 'zod'
import { scoresErrors } from './errors.ts'
import { usualEnds } from './fold/signal.ts'

const End = z.strictObject({ low: z.number(), high: z.number() })
const Amount = z.number().min(0)

const Options = z.strictObject({
  /** Money per hour of work, by agent; `default` for whoever is not named. Without rates, no costs. */
  rates: z.record(z.string(), Amount).default({}),
  /** A word for the money: `EUR`. */
  currency: z.string().default(''),
  /** Days that a resolution has to stay quiet to count as one, 1…60. */
  windowDays: z.number().int().min(1).max(60).default(7),
  /** Groups by agent with fewer answers are not shown. */
  floor: z.number().int().min(1).default(10),
  /**
   * Custom fields that cases can be counted by: of the case, and of the customer. Name the same as for surveys. Without a
   * product's field, the register of assets is asked, if there is one.
   */
  facets: z.strictObject({ product: z.string().optional(), segment: z.string().optional() }).default({}),
  /** Which answers are extreme. */
  ends: z
    .strictObject({
      csat: End.default(usualEnds.csat),
      nps: End.default(usualEnds.nps),
      ces: End.default(usualEnds.ces),
    })
    .default(usualEnds),
  /** Opens a task for a person when a customer is very dissatisfied. */
  followUp: z
    .strictObject({
      queue: z.string().nullable().default(null),
      subject: z.string().default('Call back: a customer is very dissatisfied'),
    })
    .optional(),
})

/** How scores are kept, with every default in its place. */
export type Settings = z.output<typeof Options>
/** How scores are kept. */
export type ScoresOptions = z.input<typeof Options>

/** @throws `scores/bad-options` */
export function settingsOf(options: ScoresOptions): Settings {
  const { success, data, error } = Options.safeParse(options)
  if (!success) throw scoresErrors['bad-options']({ reason: misfitsOf(error) })
  return data
}
