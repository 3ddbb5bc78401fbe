import type { Actor } from '@casewell/core'
import { misfitsOf } from '@casewell/errors'
import { type AssetWish, addAsset, checkParent, whichProduct } from './add-asset.ts'
import { type Asset, Assets, CaseAssets, type Fact, Facts, Products } from './asset.ts'
import type { Configuration, ConfiguredAsset } from './configuration.ts'
import { configurationOf, configuredAsset } from './configure.ts'
import { assetsErrors } from './errors.ts'
import { AssetChanged, AssetRetired, CaseAssetsNamed, ProductChanged } from './events.ts'
import { type Belief, believed, type Told } from './facts/believed.ts'
import { checkOwner, decide, type FactWish, recordOnCase } from './facts/record.ts'
import { type Act, assetOf, demand, factsOf, type House, isOne, ownerOf, productOf, told } from './house.ts'
import { type ImportOptions, type ImportReport, importAssets } from './import/import-assets.ts'
import { Product } from './product.ts'

/** What may change of an asset; facts are recorded, not changed. */
export type AssetChange = Partial<Pick<Asset, 'name' | 'purpose' | 'environment' | 'parent' | 'customer'>> & {
  readonly product?: string
}

/** What somebody knows and may tell of what customers run. */
export class AssetsSeat {
  readonly actor: Actor
  readonly #house: House

  /** @internal Use `assets.as`. */
  constructor(house: House, actor: Actor) {
    this.#house = house
    this.actor = actor
  }

  /** Adds a product to the catalogue, or replaces it. @throws `assets/bad-product`, `assets/denied` */
  putProduct(id: string, wish: Pick<Product, 'name'> & Partial<Product>): Promise<void> {
    return this.#act(async ({ work }) => {
      demand(this.actor, 'catalogue')
      const blank = {
        vendor: '',
        scheme: 'generic',
        aliases: [],
        versions: [],
        components: [],
        settings: {},
        endOfSupport: null,
      }
      const { success, data, error } = Product.safeParse({ ...blank, ...(await productOf(work, id)), ...wish })
      if (!success) throw assetsErrors['bad-product']({ product: id, reason: misfitsOf(error) })
      work.put(Products, id, data)
      work.emit(ProductChanged(id, { vendor: data.vendor }))
    })
  }

  product(id: string): Promise<Product | undefined> {
    return productOf(this.#house.desk.read, id)
  }

  /** The catalogue in the order of names, page by page. */
  async products(query: { readonly limit?: number; readonly cursor?: string } = {}) {
    const { limit = 100, cursor } = query
    const page = await this.#house.desk.read.find(Products, {
      index: 'name',
      limit,
      ...(cursor !== undefined && { cursor }),
    })
    return {
      items: page.items.map(({ id, doc }) => ({ id, ...doc })),
      ...(page.next !== undefined && { next: page.next }),
    }
  }

  /** Adds an asset; its version and settings become its first facts. */
  add(wish: AssetWish): Promise<string> {
    return this.#act((given) => addAsset(given, wish))
  }

  change(id: string, { product, ...wish }: AssetChange): Promise<void> {
    return this.#act(async (given) => {
      demand(this.actor, 'change')
      const asset = await assetOf(given, id)
      await checkParent(given, id, wish.parent ?? null, wish.customer ?? asset.customer)
      const known = product === undefined ? {} : await whichProduct(given, product)
      given.work.put(Assets, id, { ...asset, ...wish, ...known })
      given.work.emit(AssetChanged(id, { fields: [...Object.keys(wish), ...Object.keys(known)] }))
    })
  }

  /** The customer runs it no more; what was known of it stays. */
  retire(id: string): Promise<void> {
    return this.#act(async (given) => {
      demand(this.actor, 'change')
      const asset = await assetOf(given, id)
      if (asset.retiredAt !== null) return
      given.work.put(Assets, id, { ...asset, retiredAt: given.work.now.toISOString() })
      given.work.emit(AssetRetired(id, {}))
    })
  }

  /** Tells something of an asset. On a case, only of its customer's. @throws `assets/other-customer`, `assets/no-asset` */
  record(id: string, wish: FactWish): Promise<{ readonly fact: string; readonly status: Fact['status'] }> {
    return this.#act((given) => recordOnCase(given, id, wish))
  }

  /** It is so: from now on it counts, verified. @throws `assets/no-fact` */
  accept(fact: string): Promise<void> {
    return this.#decide(fact, true)
  }

  reject(fact: string): Promise<void> {
    return this.#decide(fact, false)
  }

  /** Facts that wait for a person, oldest first. */
  proposals(query: { readonly limit?: number } = {}): Promise<readonly Told[]> {
    return this.#byStatus('proposed', query.limit)
  }

  /** Facts that do not fit the catalogue, each with its doubt. */
  unverified(query: { readonly limit?: number } = {}): Promise<readonly Told[]> {
    return this.#byStatus('unverified', query.limit)
  }

  /** An asset as it is believed to be. @throws `assets/no-asset` */
  async asset(id: string): Promise<ConfiguredAsset & { readonly customer: string; readonly retiredAt: string | null }> {
    const { read } = this.#house.desk
    const asset = await assetOf({ work: read, actor: this.actor }, id)
    const { customer, retiredAt } = asset
    return { ...(await configuredAsset(this.#house, id, asset)), customer, retiredAt }
  }

  /** Everything that was ever told of an asset, newest first. */
  async facts(id: string): Promise<readonly Told[]> {
    const { read } = this.#house.desk
    await assetOf({ work: read, actor: this.actor }, id)
    return [...(await factsOf(read, id))].sort((a, b) => (a.at < b.at ? 1 : -1))
  }

  /** What contradicts what is believed of an asset, by key. */
  async conflicts(id: string): Promise<ReadonlyMap<string, Belief>> {
    const beliefs = [...believed(await this.facts(id))]
    return new Map(beliefs.filter(([, { against }]) => against.length > 0))
  }

  /** Says which assets a case is about. @throws `assets/other-customer` */
  name(of: string, assets: readonly string[]): Promise<void> {
    return this.#act(async (given) => {
      demand(this.actor, 'change')
      const customer = (await ownerOf(given.work, of)) ?? ''
      for (const id of assets) await checkOwner(given, id, customer)
      given.work.put(CaseAssets, of, { assets: [...assets], customer })
      given.work.emit(CaseAssetsNamed(of, { assets: [...assets] }))
    })
  }

  /** What the customer runs; of a case, what it is about, or else all of its customer's. */
  async configurationOf(about: { readonly case?: string; readonly customer?: string }): Promise<Configuration> {
    const { read } = this.#house.desk
    const isTheirs = this.actor.role !== 'customer' || (await isOne(read, about.customer ?? '', this.actor.id))
    return isTheirs ? configurationOf(this.#house, about) : { of: 'customer', assets: [] }
  }

  /** Reads a file of assets: what is wrong is named, the rest goes on. */
  import(rows: AsyncIterable<unknown> | Iterable<unknown>, options: ImportOptions): Promise<ImportReport> {
    demand(this.actor, 'change')
    return importAssets(this.#house, this.actor, rows, options)
  }

  async #byStatus(status: Fact['status'], limit = 100): Promise<readonly Told[]> {
    demand(this.actor, 'change')
    const { items } = await this.#house.desk.read.find(Facts, { index: 'status', equals: [status], limit })
    return items.map(told)
  }

  #decide(fact: string, isAccepted: boolean): Promise<void> {
    return this.#act(async (given) => {
      demand(this.actor, 'change')
      await decide(given, fact, isAccepted)
    })
  }

  #act<R>(decision: (given: Act) => Promise<R>): Promise<R> {
    const { desk } = this.#house
    return desk.transact((work) => decision({ house: this.#house, work, actor: this.actor }), this.actor)
  }
}
