import type { Store } from '../store.ts'
import { Timers } from '../timer/timers.ts'
import { mostCounted } from './subscriptions.ts'

/** How it stands with the timers of a tenant. Counted up to 10,000. */
export interface TimerHealth {
  /** Timers whose time has passed: more than a few mean that nobody runs timers. */
  readonly due: number
  /** Timers in all. */
  readonly waiting: number
}

/** Counts the timers of a tenant. */
export async function timersOf(store: Store): Promise<TimerHealth> {
  const now = (await store.now()).getTime()
  return {
    due: await store.count(Timers, { index: 'due', to: now }, mostCounted),
    waiting: await store.count(Timers, { index: 'due' }, mostCounted),
  }
}
