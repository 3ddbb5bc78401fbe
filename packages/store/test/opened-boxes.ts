import { type Draft, eventType } from '@casewell/bus'
import * as z from 'zod'
import { collection, type Store } from '../src/index.ts'

/** Event types and a collection for tests of subscriptions. */
export const Opened = eventType('box.opened', z.object({ n: z.number() }))
export const Closed = eventType('box.closed', z.undefined())

/** What a handler did: the numbers that it was told, in their order. */
export const Effects = collection('effects', z.object({ told: z.array(z.number()) }), { version: 1, indexes: {} })

export const opened = (key: string, n: number): Draft => Opened(key, { n })

export const told = async (store: Store, key: string): Promise<readonly number[]> =>
  (await store.get(Effects, key))?.doc.told ?? []

/** Waits until something is true; the test's own time limit is the only other end. */
export async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 1))
}

export const upTo = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i + 1)
