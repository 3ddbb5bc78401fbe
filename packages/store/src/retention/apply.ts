import { conflictsOf } from '../errors.ts'
import { pagesOf } from '../rows.ts'
import type { Store, Stored } from '../store.ts'
import { erase, remove, type Write } from '../write.ts'
import type { RetentionRule } from './retention.ts'

/** At most so many documents are read, and taken away, at once. */
const page = 200

/** What one rule has done. */
export interface RetentionOutcome {
  readonly collection: string
  /** Documents that were looked at. */
  readonly looked: number
  /** Documents that are gone. */
  readonly gone: number
}

/**
 * Takes away what was kept long enough, rule by rule, in many small commits; one that was interrupted is simply begun
 * again. A document that somebody changes meanwhile is left for the next time. Bytes that nobody names any more go with
 * the next sweep, which is part of it.
 *
 * @example
 * ```ts
 * import { applyRetention, collection, memoryStore, put, retention } from '@casewell/store'
 * import * as z from 'zod'
 *
 * const Letters = collection('letters', z.object({ at: z.number() }), { version: 1, indexes: { at: (l) => [l.at] } })
 * const twoYears = retention(Letters, { keepDays: 730, since: ({ doc }) => doc.at, index: 'at' })
 * await using host = memoryStore({ now: () => Date.UTC(2026, 0, 1) })
 * const store = host.tenant('acme')
 * const letter = (year: number) => put(Letters, `of ${year}`, { at: Date.UTC(year, 5, 1) }, 'absent')
 * await store.commit({ writes: [letter(2023), letter(2025)] })
 * console.log(await applyRetention(store, [twoYears])) // [ { collection: 'letters', looked: 2, gone: 1 } ]
 * ```
 */
export async function applyRetention(
  store: Store,
  rules: readonly RetentionRule[],
): Promise<readonly RetentionOutcome[]> {
  const outcomes: RetentionOutcome[] = []
  for (const rule of rules) outcomes.push(await applyRule(store, rule))
  await store.blobs.sweep()
  return outcomes
}

async function applyRule(store: Store, rule: RetentionRule): Promise<RetentionOutcome> {
  const before = (await store.now()).getTime() - rule.keepMs
  let [looked, gone] = [0, 0]
  for await (const documents of rule.index === undefined
    ? walk(store, rule)
    : pagesOf(store, rule.collection, { index: rule.index, limit: page })) {
    const due: Stored<unknown>[] = []
    let isLast = false
    for (const stored of documents) {
      looked++
      const since = await rule.since(stored, store)
      if (since !== undefined && since <= before) due.push(stored)
      else if (since !== undefined && rule.index !== undefined) isLast = true // all behind it are younger
      if (isLast) break
    }
    gone += await takeAway(store, rule, due)
    if (isLast) break
  }
  return { collection: rule.collection.name, looked, gone }
}

async function* walk(store: Store, { collection }: RetentionRule): AsyncIterable<readonly Stored<unknown>[]> {
  for (let after: string | undefined; ; ) {
    const documents: readonly Stored<unknown>[] = await store.all(collection, {
      limit: page,
      ...(after !== undefined && { after }),
    })
    yield documents
    after = documents.at(-1)?.id
    if (documents.length < page) return
  }
}

/** Together, or if somebody has changed one of them, one by one. */
async function takeAway(store: Store, rule: RetentionRule, due: readonly Stored<unknown>[]): Promise<number> {
  const writes = due.map(({ id, version }) => (rule.by === 'erase' ? erase : remove)(rule.collection, id, version))
  if (writes.length === 0) return 0
  if (await isDone(store, writes)) return writes.length
  let gone = 0
  for (const write of writes) if (await isDone(store, [write])) gone++
  return gone
}

async function isDone(store: Store, writes: readonly Write[]): Promise<boolean> {
  try {
    await store.commit({ writes })
    return true
  } catch (error) {
    if (!conflictsOf(error)) throw error
    return false
  }
}
