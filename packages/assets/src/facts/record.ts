import type { Asset, Fact, Source } from '../asset.ts'
import { Facts } from '../asset.ts'
import { assetsErrors } from '../errors.ts'
import { FactDecided, FactRecorded, FactsConflicted } from '../events.ts'
import { type Act, assetOf, factsOf, isOne, nameOf, ownerOf, productOf } from '../house.ts'
import type { Setting } from '../product.ts'
import { believed } from './believed.ts'
import { checkFact } from './check-fact.ts'

/** Something to be known of an asset. */
export interface FactWish {
  readonly key: string
  readonly value: Setting
  /** When it was so. @defaultValue now */
  readonly at?: Date
  /** @defaultValue `stated` for customers, `verified` for programs and imports, `stated` for the rest */
  readonly confidence?: Fact['confidence']
  /** @defaultValue whoever acts */
  readonly source?: Source
  /** The case in which it came up. */
  readonly case?: string
  /** Found in a text: it waits for a person. */
  readonly isProposed?: boolean
}

/** Keeps a fact; what does not fit the catalogue is kept as unverified. The fact's id and what became of it. */
export async function record(
  given: Act,
  id: string,
  wish: FactWish,
): Promise<{ readonly fact: string; readonly status: Fact['status'] }> {
  const asset = await assetOf(given, id)
  const { work, house, actor } = given
  const { value, doubt } = checkFact(await productOf(work, asset.product), wish.key, wish.value)
  const source = wish.source ?? sourceOf(given)
  const status: Fact['status'] = doubt !== null ? 'unverified' : wish.isProposed ? 'proposed' : 'counted'
  const confidence = wish.confidence ?? (source.kind === 'program' || source.kind === 'import' ? 'verified' : 'stated')
  const fact = house.newId()
  const now = work.now.toISOString()
  const at = wish.at?.toISOString() ?? now
  const how = { source, confidence, status, doubt, by: nameOf(actor), case: wish.case ?? null }
  const { customer, organization } = asset
  work.put(Facts, fact, { asset: id, customer, organization, key: wish.key, value, at, recordedAt: now, ...how })
  work.emit(FactRecorded(id, { fact, key: wish.key, source: source.kind, confidence, status, case: how.case }))
  if (status === 'counted') await tellConflict(given, id, wish.key)
  return { fact, status }
}

const sourceOf = ({ actor }: Act): Source => ({
  kind: actor.role === 'customer' ? 'customer' : actor.role === 'system' ? 'program' : 'agent',
  id: actor.id,
})

async function tellConflict({ work }: Act, asset: string, key: string): Promise<void> {
  const belief = believed(await factsOf(work, asset)).get(key)
  if (belief && belief.against.length > 0)
    work.emit(FactsConflicted(asset, { key, facts: [belief.fact.id, ...belief.against.map(({ id }) => id)] }))
}

/** Decides on a proposal: it counts from now on, verified by whoever looked, or not at all. @throws `assets/no-fact` */
export async function decide(given: Act, id: string, isAccepted: boolean): Promise<void> {
  const { work, actor } = given
  const fact = (await work.get(Facts, id))?.doc
  if (fact?.status !== 'proposed') throw assetsErrors['no-fact']({ fact: id })
  const verdict = isAccepted
    ? ({ status: 'counted', confidence: 'verified' } as const)
    : ({ status: 'rejected' } as const)
  work.put(Facts, id, { ...fact, ...verdict, by: nameOf(actor) })
  work.emit(FactDecided(fact.asset, { fact: id, isAccepted }))
  if (isAccepted) await tellConflict(given, fact.asset, fact.key)
}

/** Passes who speaks of an asset of this customer. @throws `assets/other-customer`, `assets/no-asset` */
export async function checkOwner(given: Act, id: string, customer: string): Promise<Asset> {
  const asset = await assetOf(given, id)
  if (await isOne(given.work, asset.customer, customer)) return asset
  throw assetsErrors['other-customer']({ asset: id, owner: asset.customer, customer })
}

/** As `record`; on a case, only of its customer's assets. @throws `assets/other-customer` */
export async function recordOnCase(given: Act, id: string, wish: FactWish): ReturnType<typeof record> {
  if (wish.case !== undefined) {
    await checkOwner(given, id, (await ownerOf(given.work, wish.case)) ?? '')
  }
  return record(given, id, wish)
}
