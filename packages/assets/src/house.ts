import { type Actor, actorName, Cases, type DeskPort, personOf, type Work } from '@casewell/core'
import type { Reader, Stored } from '@casewell/store'
import { type Asset, Assets, type Fact, Facts, Products } from './asset.ts'
import { assetsErrors } from './errors.ts'
import type { Told } from './facts/believed.ts'
import type { Product } from './product.ts'

/** What everything inside this plugin shares. */
export interface House {
  readonly desk: DeskPort
  newId(): string
}

/** Somebody at work, in one unit. */
export interface Act {
  readonly house: House
  readonly work: Work
  readonly actor: Actor
}

/** Facts of one asset that are read: more than that, and the oldest stay unread. */
const mostFacts = 1_000
/** Assets of one customer that are read. */
export const mostAssets = 500

/** Customers touch what is theirs, the team everything, leads the catalogue. @throws `assets/denied` */
export function demand({ role }: Actor, deed: 'catalogue' | 'change' | 'state'): void {
  const may = {
    catalogue: ['lead', 'admin', 'system'],
    change: ['agent', 'lead', 'admin', 'system'],
    state: [] as string[],
  }
  if (deed !== 'state' && !may[deed].includes(role)) throw assetsErrors.denied({ role, deed })
}

/** @throws `assets/no-asset`, also for a customer who asks for somebody else's */
export async function assetOf(
  { work, actor }: Pick<Act, 'actor'> & { work: Pick<Reader, 'get'> },
  id: string,
): Promise<Asset> {
  const asset = (await work.get(Assets, id))?.doc
  if (!asset || (actor.role === 'customer' && !(await isOne(work, actor.id, asset.customer))))
    throw assetsErrors['no-asset']({ asset: id })
  return asset
}

/** Are these two one person? Customers may have been merged. */
export const isOne = async (reader: Pick<Reader, 'get'>, one: string, other: string): Promise<boolean> =>
  one === other || (await personOf(reader, one)) === (await personOf(reader, other))

/** Whose a case is, or who they were merged into; undefined where there is no such case. */
export async function ownerOf(reader: Pick<Reader, 'get'>, of: string): Promise<string | undefined> {
  const customer = (await reader.get(Cases, of))?.doc.customer
  return customer === undefined ? undefined : personOf(reader, customer)
}

export async function factsOf(reader: Pick<Reader, 'find'>, asset: string): Promise<readonly Told[]> {
  const { items } = await reader.find(Facts, { index: 'asset', equals: [asset], order: 'desc', limit: mostFacts })
  return items.map(told)
}

export const told = ({ id, doc }: Stored<Fact>): Told => ({ id, ...doc })

export async function productOf(reader: Pick<Reader, 'get'>, id: string | null): Promise<Product | undefined> {
  return id === null ? undefined : (await reader.get(Products, id))?.doc
}

/** A product by its id, its name or an alias. */
export async function productCalled(reader: Pick<Reader, 'get' | 'find'>, called: string): Promise<string | null> {
  if (await reader.get(Products, called)) return called
  const { items } = await reader.find(Products, { index: 'called', equals: [called.trim().toLowerCase()], limit: 1 })
  return items[0]?.id ?? null
}

export const nameOf = (actor: Actor): string => actorName(actor)
