import { Alarm } from '../alarm.ts'
import { conflictsOf } from '../errors.ts'
import type { Store, Stored } from '../store.ts'
import { remove } from '../write.ts'
import { Timers } from './timers.ts'

/** At most so many timers fire in one commit. */
const largestVolley = 100
/** Without any news, look again after so long: clocks of other machines may differ. */
const idleMs = 60_000

/** A running worker. */
export interface Running {
  /** Stops after what it is doing. Idempotent. */
  stop(): Promise<void>
}

type Timer = Stored<{ at: number; draft: { type: string; version: number; subject: string; data?: unknown } }>

/**
 * Publishes what is due. Any number of processes may run timers on one store: firing is a commit that removes the timer
 * at the version that was read, and who loses does nothing.
 */
export function runTimers(store: Store, onError: (error: unknown) => void): Running {
  const alarm = new Alarm()
  const off = store.onCommit(({ collections }) => collections?.has(Timers.name) !== false && alarm.ring())
  const done = loop()
  async function loop(): Promise<void> {
    while (!alarm.isStopped) {
      const waitMs = await fireDue(store).catch((error: unknown) => {
        onError(error)
        return 1_000
      })
      await alarm.wait(waitMs)
    }
  }
  return {
    async stop() {
      off()
      alarm.stop()
      await done
    },
  }
}

/** Fires everything that is due; resolves to the milliseconds until the next timer. */
export async function fireDue(store: Store): Promise<number> {
  for (;;) {
    const now = (await store.now()).getTime()
    const { items } = await store.find(Timers, { index: 'due', limit: largestVolley })
    const due = items.filter(({ doc }) => doc.at <= now)
    if (due.length > 0) await fire(store, due)
    const next = items[due.length]
    if (next) return Math.min(idleMs, next.doc.at - now)
    if (items.length < largestVolley) return idleMs
  }
}

async function fire(store: Store, timers: readonly Timer[]): Promise<void> {
  try {
    const writes = timers.map((timer) => remove(Timers, timer.id, timer.version))
    await store.commit({ writes, events: timers.map(({ doc }) => ({ ...doc.draft, data: doc.draft.data })) })
  } catch (error) {
    if (!conflictsOf(error)) throw error
    if (timers.length > 1) for (const timer of timers) await fire(store, [timer]) // one of them was faster elsewhere
  }
}
