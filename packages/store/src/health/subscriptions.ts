import type { Store } from '../store.ts'
import { Parked, Subscriptions } from '../subscription/state.ts'

/** So many parked events are counted at most: more is as bad. */
export const mostCounted = 10_000

/** How it stands with one subscription of a tenant. */
export interface SubscriptionHealth {
  readonly name: string
  /** Its checkpoint: all before it is handled, parked or of no interest. */
  readonly position: number
  /** Events in the log behind its checkpoint, whether it wants them or not. */
  readonly lag: number
  /** Does somebody work on it, as far as the store knows? One that died is replaced when its lease has run out. */
  readonly isHeld: boolean
  /** Events that wait for their next attempt, and those that wait behind them. Counted up to 10,000. */
  readonly retrying: number
  readonly behind: number
  /** Events that failed for the last time and wait for a person. Counted up to 10,000. */
  readonly dead: number
}

/** Every subscription that ever ran, by name. */
export async function subscriptionsOf(store: Store, head: number): Promise<readonly SubscriptionHealth[]> {
  const found: SubscriptionHealth[] = []
  for (let after: string | undefined; ; ) {
    const page = await store.all(Subscriptions, { limit: 200, ...(after !== undefined && { after }) })
    for (const { id, doc } of page) found.push(await healthOf(store, id, doc, head))
    after = page.at(-1)?.id
    if (page.length < 200) return found
  }
}

async function healthOf(
  store: Store,
  name: string,
  { position, holder }: { readonly position: number; readonly holder: string | null },
  head: number,
): Promise<SubscriptionHealth> {
  const count = (index: 'due' | 'key' | 'dead'): Promise<number> =>
    store.count(Parked, { index, equals: [name] }, mostCounted)
  const [retrying, waiting, dead] = [await count('due'), await count('key'), await count('dead')]
  const lag = Math.max(0, head - position) // it may have gone on since the head was read
  return { name, position, lag, isHeld: holder !== null, retrying, behind: Math.max(0, waiting - retrying), dead }
}
