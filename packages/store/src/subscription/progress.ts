import { storeErrors } from '../errors.ts'
import type { Store } from '../store.ts'
import { transact } from '../transact.ts'
import type { Unit } from '../unit.ts'
import { Parked, Subscriptions } from './state.ts'

/**
 * How far a subscription is behind: events in the log after its checkpoint, whether it wants them or not.
 *
 * @example
 * ```ts
 * import { eventType } from '@casewell/bus'
 * import { lagOf, memoryStore, subscription } from '@casewell/store'
 * import * as z from 'zod'
 *
 * const BoxOpened = eventType('box.opened', z.undefined())
 * await using host = memoryStore()
 * const store = host.tenant('acme')
 * await store.commit({ events: [BoxOpened('one'), BoxOpened('two')] })
 * console.log(await lagOf(store, 'tally')) // 2
 * const tally = subscription(store, { name: 'tally', events: [BoxOpened], handle() {} })
 * tally.start()
 * await tally.caughtUp()
 * await tally.stop()
 * console.log(await lagOf(store, 'tally')) // 0
 * ```
 */
export async function lagOf(store: Store, subscription: string): Promise<number> {
  const [{ position }, state] = await Promise.all([store.head(), store.get(Subscriptions, subscription)])
  return position - (state?.doc.position ?? 0)
}

/**
 * Lets a subscription begin again behind a position: 0 replays the whole log. Whoever runs it notices by itself. Events
 * behind that position that are parked or dead are forgotten: they come again.
 *
 * @throws `store/bad-query` if the log does not reach so far
 * @example
 * ```ts
 * import { eventType } from '@casewell/bus'
 * import { lagOf, memoryStore, replayFrom } from '@casewell/store'
 * import * as z from 'zod'
 *
 * const BoxOpened = eventType('box.opened', z.undefined())
 * await using host = memoryStore()
 * const store = host.tenant('acme')
 * await store.commit({ events: [BoxOpened('one'), BoxOpened('two'), BoxOpened('three')] })
 * await replayFrom(store, 'tally', 1) // it will begin with two
 * console.log(await lagOf(store, 'tally')) // 2
 * ```
 */
export async function replayFrom(store: Store, subscription: string, position: number): Promise<void> {
  const last = (await store.head()).position
  if (!(Number.isInteger(position) && position >= 0 && position <= last)) {
    const reason = `one can replay from behind 0 to ${last}, not ${position}`
    throw storeErrors['bad-query']({ collection: 'the log', index: 'position', reason })
  }
  await transact(store, async (unit) => {
    const holder = (await unit.get(Subscriptions, subscription))?.doc.holder ?? null // whatever is parked from here on conflicts
    await forgetBehind(store, unit, { index: 'key', subscription, position })
    await forgetBehind(store, unit, { index: 'dead', subscription, position })
    unit.put(Subscriptions, subscription, { position, holder })
  })
}

async function forgetBehind(
  store: Store,
  unit: Unit,
  { index, subscription, position }: { index: 'key' | 'dead'; subscription: string; position: number },
): Promise<void> {
  for (let page = {}; ; ) {
    const { items, next } = await store.find(Parked, { index, equals: [subscription], limit: 1000, ...page })
    for (const { id, doc } of items) if (doc.position > position) unit.remove(Parked, id)
    if (next === undefined) return
    page = { cursor: next }
  }
}
