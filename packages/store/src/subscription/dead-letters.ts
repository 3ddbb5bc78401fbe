import { storeErrors } from '../errors.ts'
import type { Page, Store, Stored } from '../store.ts'
import { transact } from '../transact.ts'
import type { Unit } from '../unit.ts'
import { Parked, type ParkedEvent, parkedId } from './state.ts'

/** An event that failed for the last time: kept until a person decides. */
export interface DeadLetter {
  readonly subscription: string
  /** Of the event, in the log. */
  readonly position: number
  readonly key: string
  readonly attempts: number
  readonly diedAt: Date
  /** What the last attempt failed with. */
  readonly error: string
}

/** @internal */
export const letterOf = ({ subscription, position, key, attempts, at, error }: ParkedEvent): DeadLetter => ({
  subscription,
  position,
  key,
  attempts,
  diedAt: new Date(at),
  error,
})

/**
 * The dead letters of one subscription, oldest event first.
 *
 * @example
 * ```ts
 * import { eventType } from '@casewell/bus'
 * import { deadLetters, dropDeadLetter, memoryStore, retryDeadLetter, subscription } from '@casewell/store'
 * import * as z from 'zod'
 *
 * const BoxOpened = eventType('box.opened', z.object({ colour: z.string() }))
 * await using host = memoryStore()
 * const store = host.tenant('acme')
 * let isMended = false
 * const labels = subscription(store, {
 *   name: 'labels',
 *   events: [BoxOpened],
 *   retry: { attempts: 1 },
 *   handle() {
 *     if (!isMended) throw new Error('no paper')
 *   },
 * })
 * labels.start()
 * await store.commit({ events: [BoxOpened('one', { colour: 'red' }), BoxOpened('two', { colour: 'red' })] })
 * await labels.caughtUp()
 * const { items } = await deadLetters(store, 'labels')
 * console.log(items.map(({ key, error }) => `${key}: ${error}`)) // [ 'one: no paper', 'two: no paper' ]
 * isMended = true
 * await retryDeadLetter(store, 'labels', 1)
 * await dropDeadLetter(store, 'labels', 2)
 * await labels.stop()
 * console.log((await deadLetters(store, 'labels')).items) // []
 * ```
 */
export async function deadLetters(
  store: Store,
  subscription: string,
  page: { readonly limit: number; readonly cursor?: string } = { limit: 100 },
): Promise<Page<DeadLetter>> {
  const { items, next } = await store.find(Parked, { index: 'dead', equals: [subscription], ...page })
  return { items: items.map(({ doc }) => letterOf(doc)), ...(next !== undefined && { next }) }
}

/**
 * Gives an event another round of attempts, at once; events of its key that still wait let it pass if they came later.
 *
 * @throws `store/no-dead-letter`
 * @example
 * ```ts
 * import { eventType } from '@casewell/bus'
 * import { memoryStore, retryDeadLetter, subscription } from '@casewell/store'
 * import * as z from 'zod'
 *
 * const BoxOpened = eventType('box.opened', z.object({ colour: z.string() }))
 * await using host = memoryStore()
 * const store = host.tenant('acme')
 * let paper = 0
 * const labels = subscription(store, {
 *   name: 'labels',
 *   events: [BoxOpened],
 *   retry: { attempts: 1 },
 *   handle({ subject }) {
 *     if (paper === 0) throw new Error('no paper')
 *     console.log(`printed ${subject}`)
 *   },
 * })
 * labels.start()
 * await store.commit({ events: [BoxOpened('one', { colour: 'red' })] })
 * await labels.caughtUp()
 * paper = 100
 * await retryDeadLetter(store, 'labels', 1)
 * await labels.caughtUp() // printed one
 * await labels.stop()
 * ```
 */
export async function retryDeadLetter(store: Store, subscription: string, position: number): Promise<void> {
  await transact(store, async (unit) => {
    const { id, doc } = await deadLetter(unit, subscription, position)
    unit.put(Parked, id, { ...doc, status: 'retry', attempts: 0, at: unit.now.getTime() })
  })
}

/**
 * Gives an event up.
 *
 * @throws `store/no-dead-letter`
 * @example
 * ```ts
 * import { eventType } from '@casewell/bus'
 * import { deadLetters, dropDeadLetter, memoryStore, subscription } from '@casewell/store'
 * import * as z from 'zod'
 *
 * const BoxOpened = eventType('box.opened', z.undefined())
 * await using host = memoryStore()
 * const store = host.tenant('acme')
 * const handle = () => Promise.reject(new Error('no paper'))
 * const labels = subscription(store, { name: 'labels', events: [BoxOpened], retry: { attempts: 1 }, handle })
 * labels.start()
 * await store.commit({ events: [BoxOpened('one')] })
 * await labels.caughtUp()
 * await dropDeadLetter(store, 'labels', 1)
 * console.log((await deadLetters(store, 'labels')).items) // []
 * await labels.stop()
 * ```
 */
export async function dropDeadLetter(store: Store, subscription: string, position: number): Promise<void> {
  await transact(store, async (unit) => unit.remove(Parked, (await deadLetter(unit, subscription, position)).id))
}

async function deadLetter(unit: Unit, subscription: string, position: number): Promise<Stored<ParkedEvent>> {
  const parked = await unit.get(Parked, parkedId(subscription, position))
  if (parked?.doc.status !== 'dead') throw storeErrors['no-dead-letter']({ subscription, position })
  return parked
}
