import { personOf } from '@casewell/core'
import type { Reader } from '@casewell/store'
import { type Asset, Assets, CaseAssets } from './asset.ts'
import { type Configuration, type ConfiguredAsset, configured } from './configuration.ts'
import { factsOf, type House, mostAssets, ownerOf, productOf } from './house.ts'

export async function configuredAsset({ desk }: House, id: string, asset: Asset): Promise<ConfiguredAsset> {
  const product = await productOf(desk.read, asset.product)
  return configured(id, asset, product?.scheme ?? 'generic', await factsOf(desk.read, id))
}

/** What somebody runs, for whoever has to know: knowledge, advisories, routing. */
export async function configurationOf(
  house: House,
  about: { readonly case?: string; readonly customer?: string },
): Promise<Configuration> {
  const { read } = house.desk
  const named = about.case === undefined ? undefined : (await read.get(CaseAssets, about.case))?.doc.assets
  if (named && named.length > 0) {
    const assets = await Promise.all(named.map(async (id) => ({ id, doc: (await read.get(Assets, id))?.doc })))
    const known = assets.flatMap(({ id, doc }) => (doc ? [configuredAsset(house, id, doc)] : []))
    return { of: 'case', assets: await Promise.all(known) }
  }
  const customer = await whose(read, about)
  if (customer === undefined) return { of: 'customer', assets: [] }
  const { items } = await read.find(Assets, { index: 'customer', equals: [customer], limit: mostAssets })
  return { of: 'customer', assets: await Promise.all(items.map(({ id, doc }) => configuredAsset(house, id, doc))) }
}

async function whose(
  reader: Pick<Reader, 'get'>,
  { case: of, customer }: { readonly case?: string; readonly customer?: string },
): Promise<string | undefined> {
  if (customer !== undefined) return personOf(reader, customer)
  return of === undefined ? undefined : ownerOf(reader, of)
}
