import { Alarm } from '../alarm.ts'
import { conflictsOf } from '../errors.ts'
import type { Store, Stored } from '../store.ts'
import { remove } from '../write.ts'
import { Timers } from './timers.ts'

/** At most so many timers fire in one commit. */
const largestVolley = 100
/** Without any news, look again after so long: clocks of other machines may differ. */
const idleMs = 60_000

/** After trouble with the store. */
const restMs = 1_000

/** A running worker. */
export interface Running {
  /** Stops after what it is doing. Idempotent. */
  stop(): Promise<void>
}

type Timer = Stored<{ at: number; draft: { type: string; version: number; subject: string; data?: unknown } }>

/**
 * Publishes what is due. Any number of processes may run timers on one store: firing is a commit that removes the timer
 * at the version that was read, and who loses does nothing.
 *
 * @param onError - told what the store rejected with; it is tried again after a second
 * @example
 * ```ts
 * import { eventType } from '@casewell/bus'
 * import { memoryStore, runTimers, transact } from '@casewell/store'
 * import * as z from 'zod'
 *
 * const BreakOver = eventType('break.over', z.object({ minutes: z.number() }))
 * await using host = memoryStore()
 * const store = host.tenant('acme')
 * await transact(store, (unit) => unit.schedule(new Date(unit.now.getTime() - 1), BreakOver('ada', { minutes: 15 })))
 * const fired = new Promise((resolve) => store.onCommit(resolve))
 * const timers = runTimers(store, console.error)
 * await fired // it was due before anybody ran timers
 * console.log((await store.readLog({ after: 0, limit: 1 }))[0]?.type) // break.over
 * await timers.stop()
 * ```
 */
export function runTimers(store: Store, onError: (error: unknown) => void): Running {
  const alarm = new Alarm()
  const off = store.onCommit(({ collections }) => collections?.has(Timers.name) !== false && alarm.ring())
  const done = loop()

  function report(error: unknown): void {
    try {
      onError(error)
    } catch {
      // whoever reports must not stop the timers
    }
  }

  async function loop(): Promise<void> {
    while (!alarm.isStopped)
      await fireDue(store).then(
        (waitMs) => alarm.wait(waitMs),
        (error: unknown) => {
          report(error)
          return alarm.rest(restMs)
        },
      )
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
async function fireDue(store: Store): Promise<number> {
  for (;;) {
    const { items } = await store.find(Timers, { index: 'due', limit: largestVolley })
    const now = (await store.now()).getTime()
    const due = items.filter(({ doc }) => doc.at <= now)
    const next = items[due.length]
    if (due.length === 0) return next ? Math.min(idleMs, next.doc.at - now) : idleMs
    await fire(store, due)
  }
}

/** Who loses the race for one of them looks again: the winner has removed it. */
async function fire(store: Store, timers: readonly Timer[]): Promise<void> {
  try {
    const writes = timers.map((timer) => remove(Timers, timer.id, timer.version))
    await store.commit({ writes, events: timers.map(({ doc }) => ({ ...doc.draft, data: doc.draft.data })) })
  } catch (error) {
    if (!conflictsOf(error)) throw error
  }
}
