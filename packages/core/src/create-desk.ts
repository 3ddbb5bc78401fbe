import { allEvents } from './all-events.ts'
import { chance } from './chance.ts'
import { Desk } from './desk.ts'
import type { DeskOptions } from './desk-options.ts'
import { coreErrors } from './errors.ts'
import { newIds } from './new-ids.ts'
import { ownCollections } from './own-collections.ts'
import { sealer, tenantKey } from './tenant-key.ts'
import { needsIn } from './verification/settings.ts'

/**
 * Opens a desk on a store. Plug in, then `start()`.
 *
 * @throws `core/no-store`
 * @example
 * ```ts
 * import { createDesk } from '@casewell/core'
 * import { memoryStore } from '@casewell/store'
 *
 * await using desk = await createDesk({ store: memoryStore() })
 * await desk.start()
 * const ada = desk.as({ id: 'ada', role: 'agent' })
 * const { id } = await ada.cases.open({ subject: 'No sound', from: { email: 'bob@example.org' }, text: 'It is mute.' })
 * await ada.cases.reply(id, { text: 'Hold the power key for ten seconds.' })
 * console.log((await ada.cases.get(id)).status) // open
 * ```
 */
export async function createDesk(options: DeskOptions): Promise<Desk> {
  if (!isStore(options?.store)) throw coreErrors['no-store']()
  const tenant = options.tenant ?? 'default'
  const store = options.store.tenant(tenant)
  await store.prepare({ collections: ownCollections, events: allEvents })
  const random = options.random ?? chance()
  const seal = sealer(await tenantKey(store, random))
  const { referencePrefix = 'CW', fields = {}, ids = newIds(random) } = options
  const needs = needsIn(options.verification ?? {})
  const collections = new Map(ownCollections.map((collection) => [collection.name, collection]))
  const registers = { befores: new Map(), hears: [], answersIn: [], collections, erasings: new Map() }
  const kernel = { store, ids, random, referencePrefix, fields, seal, needs, ...registers }
  return new Desk(options, tenant, store, kernel, (await store.head()).position)
}

/** Programs that no compiler has read give what they like: here they are told, and not by a stack of ours. */
const isStore = (given: unknown): boolean =>
  typeof given === 'object' && given !== null && 'tenant' in given && typeof given.tenant === 'function'
