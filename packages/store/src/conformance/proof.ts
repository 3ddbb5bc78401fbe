import assert from 'node:assert/strict'
import { isCasewellError } from '@casewell/errors'
import type { Collection } from '../collection.ts'
import { type Conflict, conflictsOf } from '../errors.ts'
import type { Query, Reader } from '../store.ts'

/** Asserts that a promise rejects with an error of this code. */
export async function refused(attempt: Promise<unknown>, code: string): Promise<void> {
  const failure = await attempt.then(
    () => undefined,
    (error: unknown) => ({ error }),
  )
  assert.ok(failure, `this should have been refused with ${code}`)
  if (!isCasewellError(failure.error, code))
    throw new Error(`refused, but not with ${code}: ${String(failure.error)}`, { cause: failure.error })
}

/** Asserts that a commit conflicts, and returns every expectation that did not hold. */
export async function conflicts(attempt: Promise<unknown>): Promise<readonly Conflict[]> {
  const failure = await attempt.then(
    () => undefined,
    (error: unknown) => ({ error }),
  )
  assert.ok(failure, 'this commit should have conflicted')
  const found = conflictsOf(failure.error)
  if (!found) throw new Error(`no conflict, but: ${String(failure.error)}`, { cause: failure.error })
  return found
}

/** The ids of all rows of a query, page by page. */
export async function idsOf<Doc, Index extends string>(
  store: Reader,
  from: Collection<Doc, Index>,
  query: Omit<Query<NoInfer<Index>>, 'limit' | 'cursor'>,
  limit = 1000,
): Promise<readonly string[]> {
  const ids: string[] = []
  for (let page = {}; ; ) {
    const { items, next } = await store.find(from, { ...query, limit, ...page })
    assert.ok(items.length <= limit, `a page of ${limit} has ${items.length} items`)
    ids.push(...items.map(({ id }) => id))
    assert.ok(ids.length < 100_000, 'the pages have no end')
    if (next === undefined) return ids
    page = { cursor: next }
  }
}

/** Waits until something is true; fails after so many seconds. */
export async function eventually(says: string, isTrue: () => boolean | Promise<boolean>, seconds = 10): Promise<void> {
  const deadline = performance.now() + seconds * 1_000
  while (!(await isTrue())) {
    assert.ok(performance.now() < deadline, `after ${seconds} seconds still not: ${says}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** 1, 2 … n. */
export const upTo = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i + 1)
