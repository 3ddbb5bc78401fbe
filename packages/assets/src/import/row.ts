import { misfitsOf } from '@casewell/errors'
import * as z from 'zod'
import { Setting } from '../product.ts'

const words = z.string().trim().default('')

const RawRow = z
  .object({
    customer: z.string().min(1).optional(),
    email: z.email().optional(),
    product: z.string().trim().min(1),
    name: words,
    purpose: words,
    environment: words,
    version: Setting.optional(),
    settings: z.record(z.string(), Setting).default({}),
  })
  .loose()
  .refine((row) => row.customer !== undefined || row.email !== undefined, 'it names no customer and no email')

/** One asset of a file: whose, what, and the facts. */
export interface Row {
  readonly customer: string | undefined
  readonly email: string | undefined
  readonly product: string
  readonly name: string
  readonly purpose: string
  readonly environment: string
  readonly facts: Readonly<Record<string, Setting>>
}

/**
 * Reads an object of JSON, or a line of CSV: `customer` or `email`, `product`, and what there is of `version`, `name`,
 * `purpose`, `environment`, `settings`; columns called `setting.<name>` are settings, too. Empty cells say nothing.
 *
 * @throws Error with the reason
 */
export function readRow(given: unknown): Row {
  const filled =
    typeof given === 'object' && given !== null
      ? Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '' && value !== null))
      : given
  const { success, data, error } = RawRow.safeParse(filled)
  if (!success) throw new Error(misfitsOf(error))
  const { customer, email, product, name, purpose, environment, version, settings, ...rest } = data
  const columns = Object.entries(rest).flatMap(([column, value]) => settingColumn(column, value))
  const facts = { ...settings, ...Object.fromEntries(columns), ...(version !== undefined && { version }) }
  return { customer, email, product, name, purpose, environment, facts }
}

function settingColumn(column: string, value: unknown): readonly (readonly [string, Setting])[] {
  const { success, data } = Setting.safeParse(value)
  return column.startsWith('setting.') && success ? [[column.slice('setting.'.length), data]] : []
}
