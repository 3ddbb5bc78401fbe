import { storeErrors } from '../errors.ts'
import type { Page, Store, Stored } from '../store.ts'
import { transact } from '../unit.ts'
import { Parked, type ParkedEvent, parkedId, Subscriptions } from './state.ts'

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

const letterOf = ({ doc }: Stored<ParkedEvent>): DeadLetter => ({
  subscription: doc.subscription,
  position: doc.position,
  key: doc.key,
  attempts: doc.attempts,
  diedAt: new Date(doc.at),
  error: doc.error,
})

/** The dead letters of one subscription, oldest event first. */
export async function deadLetters(
  store: Store,
  subscription: string,
  page: { readonly limit: number; readonly cursor?: string } = { limit: 100 },
): Promise<Page<DeadLetter>> {
  const { items, next } = await store.find(Parked, { index: 'dead', equals: [subscription], ...page })
  return { items: items.map(letterOf), ...(next !== undefined && { next }) }
}

/**
 * Gives an event another round of attempts, at once.
 *
 * @throws `store/no-dead-letter`
 */
export async function retryDeadLetter(store: Store, subscription: string, position: number): Promise<void> {
  await transact(store, async (unit) => {
    const id = parkedId(subscription, position)
    const doc = (await unit.get(Parked, id))?.doc
    if (doc?.status !== 'dead') throw storeErrors['no-dead-letter']({ subscription, position })
    unit.put(Parked, id, { ...doc, status: 'retry', attempts: 0, at: unit.now.getTime() })
  })
}

/**
 * Gives an event up.
 *
 * @throws `store/no-dead-letter`
 */
export async function dropDeadLetter(store: Store, subscription: string, position: number): Promise<void> {
  await transact(store, async (unit) => {
    const id = parkedId(subscription, position)
    if ((await unit.get(Parked, id))?.doc.status !== 'dead')
      throw storeErrors['no-dead-letter']({ subscription, position })
    unit.remove(Parked, id)
  })
}

/** Lets a subscription begin again behind a position: 0 replays the whole log. Whoever runs it notices by itself. */
export async function replayFrom(store: Store, subscription: string, position: number): Promise<void> {
  await transact(store, async (unit) => {
    const holder = (await unit.get(Subscriptions, subscription))?.doc.holder ?? null
    unit.put(Subscriptions, subscription, { position, holder })
  })
}

/** How far a subscription is behind: events in the log after its checkpoint, whether it wants them or not. */
export async function lagOf(store: Store, subscription: string): Promise<number> {
  const [{ position }, state] = await Promise.all([store.head(), store.get(Subscriptions, subscription)])
  return position - (state?.doc.position ?? 0)
}
