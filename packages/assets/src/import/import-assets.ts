import type { Actor } from '@casewell/core'
import { isCasewellError, messageOf } from '@casewell/errors'
import { addAsset } from '../add-asset.ts'
import { type Asset, Assets } from '../asset.ts'
import { AssetChanged } from '../events.ts'
import { believed } from '../facts/believed.ts'
import { same } from '../facts/check-fact.ts'
import { record } from '../facts/record.ts'
import { type Act, factsOf, type House, productCalled } from '../house.ts'
import type { Setting } from '../product.ts'
import { type Row, readRow } from './row.ts'

/** How a file is imported. */
export interface ImportOptions {
  /** What the facts name as their source: a file's name, a system's. */
  readonly source: string
  /** When the file was true. @defaultValue now */
  readonly at?: Date
  /** Told after every hundred rows, and at the end. */
  readonly onProgress?: (rows: number) => void
}

/** What became of a file. */
export interface ImportReport {
  readonly rows: number
  readonly created: number
  readonly updated: number
  /** Nothing new in them. */
  readonly unchanged: number
  /** Facts that were kept with a doubt. */
  readonly unverified: number
  readonly skipped: readonly { readonly row: number; readonly code: string; readonly reason: string }[]
}

const every = 100

/**
 * Reads rows one after the other, each in a commit of its own: what stands in the report stands in the store. The same
 * file again changes nothing.
 */
export async function importAssets(
  house: House,
  actor: Actor,
  rows: AsyncIterable<unknown> | Iterable<unknown>,
  options: ImportOptions,
): Promise<ImportReport> {
  const count = { created: 0, updated: 0, unchanged: 0 }
  const skipped: { row: number; code: string; reason: string }[] = []
  let [row, unverified] = [0, 0]
  for await (const given of rows) {
    row++
    try {
      const wish = readRow(given)
      const done = await house.desk.transact((work) => takeIn({ house, work, actor }, wish, options), actor)
      count[done.outcome]++
      unverified += done.unverified
    } catch (error) {
      skipped.push({ row, code: codeOf(error), reason: messageOf(error) })
    }
    if (row % every === 0) options.onProgress?.(row)
  }
  options.onProgress?.(row)
  return { rows: row, ...count, unverified, skipped }
}

const codeOf = (error: unknown): string => (isCasewellError(error) ? error.code : 'assets/bad-row')

type Outcome = 'created' | 'updated' | 'unchanged'

async function takeIn(given: Act, row: Row, options: ImportOptions): Promise<{ outcome: Outcome; unverified: number }> {
  const { work } = given
  const customer = await customerOf(given, row)
  const { product, name, purpose, environment } = row
  const known = await work.find(Assets, {
    index: 'named',
    equals: [customer, await productCalled(work, product), name],
    limit: 1,
  })
  const found = known.items[0]
  const id = found?.id ?? (await addAsset(given, { customer, product, name, purpose, environment }))
  const isDescribed = found !== undefined && describe(given, found.id, found.doc, { purpose, environment })
  const facts = await tell(given, id, row.facts, options)
  const isNew = isDescribed || facts.recorded > 0
  return { outcome: found === undefined ? 'created' : isNew ? 'updated' : 'unchanged', unverified: facts.unverified }
}

function describe({ work }: Act, id: string, asset: Asset, words: { purpose: string; environment: string }): boolean {
  const changed = (['purpose', 'environment'] as const).filter(
    (field) => words[field] !== '' && words[field] !== asset[field],
  )
  if (changed.length === 0) return false
  work.put(Assets, id, { ...asset, ...Object.fromEntries(changed.map((field) => [field, words[field]])) })
  work.emit(AssetChanged(id, { fields: [...changed] }))
  return true
}

async function tell(
  given: Act,
  id: string,
  facts: Readonly<Record<string, Setting>>,
  { source, at }: ImportOptions,
): Promise<{ recorded: number; unverified: number }> {
  const told = await factsOf(given.work, id)
  const beliefs = believed(told)
  let [recorded, unverified] = [0, 0]
  for (const [key, value] of Object.entries(facts)) {
    const isBelieved = same(String(beliefs.get(key)?.fact.value ?? ''), String(value))
    const isDoubted = told.some(
      (fact) => fact.key === key && fact.status === 'unverified' && same(String(fact.value), String(value)),
    )
    if (isBelieved || isDoubted) continue
    const { status } = await record(given, id, {
      key,
      value,
      source: { kind: 'import', id: source },
      ...(at && { at }),
    })
    recorded++
    if (status === 'unverified') unverified++
  }
  return { recorded, unverified }
}

async function customerOf({ work }: Act, { customer, email }: Row): Promise<string> {
  if (customer !== undefined) return (await work.customers.current(customer)).id
  return (await work.customers.identify({ kind: 'email', value: email ?? '', assurance: 'asserted' })).id
}
