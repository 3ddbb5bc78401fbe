import { type Asset, Assets, CaseAssets } from './asset.ts'
import { type House, mostAssets, ownerOf } from './house.ts'

/** The products of the assets that a case names, or the only one that its customer runs: nobody guesses between two. */
export async function productsOf({ desk: { read } }: House, of: string): Promise<readonly string[]> {
  const named = (await read.get(CaseAssets, of))?.doc.assets ?? []
  if (named.length > 0) {
    const assets = await Promise.all(named.map(async (id) => (await read.get(Assets, id))?.doc))
    return known(assets.flatMap((asset) => asset ?? []))
  }
  const customer = await ownerOf(read, of)
  if (customer === undefined) return []
  const { items } = await read.find(Assets, { index: 'customer', equals: [customer], limit: mostAssets })
  const products = known(items.map(({ doc }) => doc))
  const isOnlyOne = products.length === 1 && items.every(({ doc }) => doc.product !== null)
  return isOnlyOne ? products : []
}

const known = (assets: readonly Asset[]): readonly string[] =>
  [...new Set(assets.flatMap(({ product }) => product ?? []))].sort()
