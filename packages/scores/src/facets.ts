import type { Settings } from './options.ts'

/** Where scores look up what the log does not tell. */
export interface Sources {
  /** Custom values of a case; undefined if there are none, or none any more. */
  caseFields(of: string): Promise<Fields | undefined>
  /** Custom values of the case's customer, or of the one who remains after merges. */
  customerFields(of: string): Promise<Fields | undefined>
  /** What the register of assets says, if there is one. */
  products(of: string): Promise<readonly string[]>
}

export type Fields = Readonly<Record<string, unknown>>

/** What the log does not tell of a case. */
export interface CaseFacets {
  readonly products: readonly string[]
  readonly segment: string | null
}

/** The products and the segment of a case, as they are now. */
export async function facetsOf(
  sources: Sources,
  of: string,
  { product, segment }: Settings['facets'],
): Promise<CaseFacets> {
  const stated = product === undefined ? null : valueIn(await sources.caseFields(of), product)
  return {
    products: stated === null ? await sources.products(of) : [stated],
    segment: segment === undefined ? null : valueIn(await sources.customerFields(of), segment),
  }
}

function valueIn(fields: Fields | undefined, name: string): string | null {
  const value = fields?.[name]
  return typeof value === 'string' && value !== '' ? value : null
}
