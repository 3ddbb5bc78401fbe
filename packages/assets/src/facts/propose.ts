import { Cases, Messages, personOf } from '@casewell/core'
import { type Asset, Assets, CaseAssets, Products } from '../asset.ts'
import { type Act, factsOf, mostAssets } from '../house.ts'
import type { Product } from '../product.ts'
import { believed } from './believed.ts'
import { same } from './check-fact.ts'
import { record } from './record.ts'
import { type Statement, statedIn } from './stated-in.ts'

/** Products whose names are looked for in a text. */
const mostProducts = 1_000

/** What a message states about the customer's assets is proposed as facts, with the case as their source. */
export async function propose(given: Act, of: string, message: string): Promise<void> {
  const { work } = given
  const [state, said] = [(await work.get(Cases, of))?.doc, (await work.get(Messages, message))?.doc]
  if (!state || !said || said.isAutomatic) return
  const products = await catalogue(given)
  const statements = statedIn(`${said.subject ?? ''}\n${said.text}`, products)
  if (statements.length === 0) return
  const assets = await assetsOf(given, of, await personOf(work, state.customer))
  for (const statement of statements) {
    const asset = meant(statement, assets)
    if (asset && !(await isKnown(given, asset, statement))) await proposeOne(given, of, asset, statement)
  }
}

/** One proposal for one thing said, however often it is said. */
async function isKnown({ work }: Act, asset: string, { key, value }: Statement): Promise<boolean> {
  const facts = await factsOf(work, asset)
  const current = believed(facts).get(key)?.fact.value
  const isWaiting = facts.some((fact) => fact.key === key && fact.status !== 'counted' && same(fact.value, value))
  return isWaiting || (current !== undefined && same(String(current), String(value)))
}

async function proposeOne(given: Act, of: string, asset: string, { key, value }: Statement): Promise<void> {
  await record(given, asset, {
    key,
    value,
    source: { kind: 'case', id: of },
    case: of,
    isProposed: true,
    confidence: 'stated',
  })
}

async function catalogue({ work }: Act): Promise<ReadonlyMap<string, Product>> {
  const { items } = await work.find(Products, { index: 'name', limit: mostProducts })
  return new Map(items.map(({ id, doc }) => [id, doc]))
}

async function assetsOf({ work }: Act, of: string, customer: string): Promise<ReadonlyMap<string, Asset>> {
  const named = (await work.get(CaseAssets, of))?.doc.assets
  if (named && named.length > 0) {
    const assets = await Promise.all(named.map(async (id) => [id, (await work.get(Assets, id))?.doc] as const))
    return new Map(assets.flatMap(([id, doc]) => (doc ? [[id, doc] as const] : [])))
  }
  const { items } = await work.find(Assets, { index: 'customer', equals: [customer], limit: mostAssets })
  return new Map(items.map(({ id, doc }) => [id, doc]))
}

/** The one asset that can be meant; where two can, nobody guesses. */
function meant({ product }: Statement, assets: ReadonlyMap<string, Asset>): string | undefined {
  const candidates = [...assets].filter(([, asset]) => product === null || asset.product === product)
  return candidates.length === 1 ? candidates[0]?.[0] : undefined
}
