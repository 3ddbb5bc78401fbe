import { type Asset, Assets, type Fact } from './asset.ts'
import { assetsErrors } from './errors.ts'
import { AssetAdded } from './events.ts'
import { checkOwner, record } from './facts/record.ts'
import { type Act, demand, isOne, productCalled } from './house.ts'

/** An asset to be added. */
export interface AssetWish extends Partial<Pick<Asset, 'name' | 'purpose' | 'environment' | 'parent'>> {
  readonly customer: string
  /** A product's id, name or alias; an unknown one is kept as it was said. */
  readonly product: string
  readonly version?: string
  readonly settings?: Readonly<Record<string, Fact['value']>>
}

/** Adds an asset inside a unit of work. */
export async function addAsset(given: Act, wish: AssetWish): Promise<string> {
  const { house, work, actor } = given
  if (actor.role !== 'customer' || !(await isOne(work, actor.id, wish.customer))) demand(actor, 'change')
  const { id: customer, organization } = await work.customers.current(wish.customer)
  const id = house.newId()
  await checkParent(given, id, wish.parent ?? null, customer)
  const { name = '', purpose = '', environment = '', parent = null } = wish
  const known = await whichProduct(given, wish.product)
  const addedAt = work.now.toISOString()
  work.put(Assets, id, {
    customer,
    organization,
    name,
    purpose,
    environment,
    parent,
    ...known,
    addedAt,
    retiredAt: null,
  })
  work.emit(AssetAdded(id, { customer, product: known.product }))
  if (wish.version !== undefined) await record(given, id, { key: 'version', value: wish.version })
  for (const [key, value] of Object.entries(wish.settings ?? {})) await record(given, id, { key, value })
  return id
}

export async function whichProduct({ work }: Act, called: string): Promise<Pick<Asset, 'product' | 'statedProduct'>> {
  const product = await productCalled(work, called)
  return { product, statedProduct: product === null ? called : null }
}

/** A part stands in an asset of the same customer, and nothing is part of itself. */
export async function checkParent(given: Act, id: string, parent: string | null, customer: string): Promise<void> {
  for (let above = parent; above !== null; ) {
    if (above === id) throw assetsErrors['own-parent']({ asset: id, parent: parent ?? above })
    above = (await checkOwner(given, above, customer)).parent
  }
}
