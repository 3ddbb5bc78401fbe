import type { AnyEventType } from '@casewell/bus'
import type { Store } from '../store.ts'
import { type DeadLetter, deadLetters, dropDeadLetter, retryDeadLetter } from './dead-letters.ts'
import { type SubscriptionOptions, settingsOf } from './options.ts'
import { replayFrom } from './progress.ts'
import { Worker } from './worker.ts'

/** A durable subscription of this process. Others may run it too: one of them works, the others stand by. */
export interface Subscription {
  readonly name: string
  /** Begins to work, or to stand by. Idempotent; what was stopped may start again. */
  start(): void
  /** Finishes what is under way, keeps the checkpoint, steps down. Idempotent. */
  stop(): Promise<void>
  /** Resolves when every wanted event in the log was handled or parked, by whichever process; at once if it does not run. */
  caughtUp(): Promise<void>
  /** Events in the log that nobody has looked at yet. */
  lag(): Promise<number>
  /** The oldest 100; `deadLetters` pages through all. */
  deadLetters(): Promise<readonly DeadLetter[]>
  /** @throws `store/no-dead-letter` */
  retry(position: number): Promise<void>
  /** @throws `store/no-dead-letter` */
  drop(position: number): Promise<void>
  /**
   * Begins again behind a position.
   *
   * @throws `store/bad-query`
   */
  replay(position: number): Promise<void>
}

/**
 * Listens durably. Nothing happens before `start()`.
 *
 * @throws `store/bad-id` if the name cannot be an id
 * @example
 * ```ts
 * import { eventType } from '@casewell/bus'
 * import { collection, memoryStore, subscription } from '@casewell/store'
 * import * as z from 'zod'
 *
 * const BoxOpened = eventType('box.opened', z.object({ colour: z.string() }))
 * const Tallies = collection('tallies', z.object({ opened: z.number() }), { version: 1, indexes: {} })
 *
 * await using host = memoryStore()
 * const store = host.tenant('acme')
 * const tally = subscription(store, {
 *   name: 'tally',
 *   events: [BoxOpened],
 *   async handle(event, unit) {
 *     const opened = ((await unit.get(Tallies, event.data.colour))?.doc.opened ?? 0) + 1
 *     unit.put(Tallies, event.data.colour, { opened }) // committed together with the checkpoint: counted exactly once
 *   },
 * })
 * tally.start()
 * await store.commit({ events: [BoxOpened('one', { colour: 'red' }), BoxOpened('two', { colour: 'red' })] })
 * await tally.caughtUp()
 * console.log((await store.get(Tallies, 'red'))?.doc.opened) // 2
 * await tally.stop()
 * ```
 */
export function subscription<E extends AnyEventType>(store: Store, options: SubscriptionOptions<E>): Subscription {
  const settings = settingsOf(options)
  const { name } = settings
  const worker = new Worker(store, settings)
  return {
    name,
    start: () => worker.start(),
    stop: () => worker.stop(),
    caughtUp: () => worker.caughtUp(),
    lag: () => worker.lag(),
    deadLetters: async () => (await deadLetters(store, name)).items,
    retry: (position) => retryDeadLetter(store, name, position),
    drop: (position) => dropDeadLetter(store, name, position),
    replay: (position) => replayFrom(store, name, position),
  }
}
