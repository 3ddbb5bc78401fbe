import { Alarm } from '../alarm.ts'
import type { Store } from '../store.ts'
import type { Running } from '../timer/run-timers.ts'
import { applyRetention, type RetentionOutcome } from './apply.ts'
import type { RetentionRule } from './retention.ts'

/** How retention is run. */
export interface RunRetentionOptions {
  /** @defaultValue 24 hours */
  readonly everyMs?: number
  readonly onDone?: (outcomes: readonly RetentionOutcome[]) => void
  /** Told what the store rejected with; it is tried again after the next pause. */
  readonly onError?: (error: unknown) => void
}

/**
 * Applies rules of retention at once, and again every day. Several processes may run the same rules: what one has taken
 * away, the others do not find.
 *
 * @returns what stops it: resolves when the round that is under way is done
 * @example
 * ```ts
 * import { collection, memoryStore, retention, runRetention } from '@casewell/store'
 * import * as z from 'zod'
 *
 * const Letters = collection('letters', z.object({ at: z.number() }), { version: 1, indexes: { at: (l) => [l.at] } })
 * const twoYears = retention(Letters, { keepDays: 730, since: ({ doc }) => doc.at, index: 'at' })
 * await using host = memoryStore()
 * const daily = runRetention(host.tenant('acme'), [twoYears], { onDone: (outcomes) => console.log(outcomes) })
 * await daily.stop() // [ { collection: 'letters', looked: 0, gone: 0 } ]
 * ```
 */
export function runRetention(
  store: Store,
  rules: readonly RetentionRule[],
  { everyMs = 86_400_000, onDone = () => {}, onError = () => {} }: RunRetentionOptions = {},
): Running {
  const alarm = new Alarm()
  const done = (async () => {
    while (!alarm.isStopped) {
      await applyRetention(store, rules).then(onDone).catch(onError)
      await alarm.wait(everyMs)
    }
  })()
  return {
    async stop() {
      alarm.stop()
      await done
    },
  }
}
