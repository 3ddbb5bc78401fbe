import type { AnyCollection, Collection } from './collection.ts'

/** What a write counts on: an id that is free, exactly this version, or whatever there is. */
export type Expectation = 'absent' | 'any' | number

/** One change (or one condition) of a commit. Made by `put`, `check`, `remove` and `erase`. */
export interface Write {
  readonly kind: 'put' | 'check' | 'delete' | 'erase'
  readonly collection: AnyCollection
  readonly id: string
  readonly expect: Expectation | 'missing'
  readonly doc?: unknown
}

/**
 * Writes the whole document. On an erased id it conflicts, whatever is expected.
 *
 * @example
 * ```ts
 * import { check, collection, erase, memoryStore, put, remove } from '@casewell/store'
 * import * as z from 'zod'
 *
 * const Boxes = collection('boxes', z.object({ colour: z.string() }), { version: 1, indexes: {} })
 * await using host = memoryStore()
 * const store = host.tenant('acme')
 * const { commit } = await store.commit({ writes: [put(Boxes, 'one', { colour: 'red' }, 'absent')] }) // a claim
 * await store.commit({ writes: [check(Boxes, 'one', commit), put(Boxes, 'two', { colour: 'red' }, 'any')] })
 * await store.commit({ writes: [remove(Boxes, 'two', 'any'), erase(Boxes, 'one', commit)] })
 * await store.commit({ writes: [put(Boxes, 'two', { colour: 'blue' }, 'absent')] }) // free again; 'one' never is
 * ```
 */
export function put<Doc>(to: Collection<Doc, never>, id: string, doc: NoInfer<Doc>, expect: Expectation): Write {
  return { kind: 'put', collection: to, id, expect, doc }
}

/**
 * Writes nothing, but lets the commit fail if the document is not as expected. `'missing'`: `get` gives undefined,
 * whether the id is free or erased.
 *
 * @example
 * ```ts
 * import { isCasewellError } from '@casewell/errors'
 * import { check, collection, memoryStore, put } from '@casewell/store'
 * import * as z from 'zod'
 *
 * const Boxes = collection('boxes', z.object({ colour: z.string() }), { version: 1, indexes: {} })
 * await using host = memoryStore()
 * const store = host.tenant('acme')
 * const lid = put(Boxes, 'lid', { colour: 'red' }, 'absent')
 * const error = await store.commit({ writes: [check(Boxes, 'box', 1), lid] }).catch((reason: unknown) => reason)
 * console.log(isCasewellError(error, 'store/conflict'), await store.get(Boxes, 'lid')) // true undefined
 * ```
 */
export function check(of: AnyCollection, id: string, expect: 'absent' | 'missing' | number): Write {
  return { kind: 'check', collection: of, id, expect }
}

/**
 * Deletes the document and frees its id. Deleting what is absent changes nothing if `'any'` is expected.
 *
 * @example
 * ```ts
 * import { collection, memoryStore, put, remove } from '@casewell/store'
 * import * as z from 'zod'
 *
 * const Boxes = collection('boxes', z.object({ colour: z.string() }), { version: 1, indexes: {} })
 * await using host = memoryStore()
 * const store = host.tenant('acme')
 * const { commit } = await store.commit({ writes: [put(Boxes, 'one', { colour: 'red' }, 'absent')] })
 * await store.commit({ writes: [remove(Boxes, 'one', commit)] })
 * await store.commit({ writes: [put(Boxes, 'one', { colour: 'blue' }, 'absent')] })
 * console.log((await store.get(Boxes, 'one'))?.doc.colour) // blue
 * ```
 */
export function remove(from: AnyCollection, id: string, expect: Expectation): Write {
  return { kind: 'delete', collection: from, id, expect }
}

/**
 * Deletes the document and leaves a tombstone: the id is taken for ever, and `get` gives undefined.
 *
 * @example
 * ```ts
 * import { isCasewellError } from '@casewell/errors'
 * import { collection, erase, memoryStore, put } from '@casewell/store'
 * import * as z from 'zod'
 *
 * const Boxes = collection('boxes', z.object({ colour: z.string() }), { version: 1, indexes: {} })
 * await using host = memoryStore()
 * const store = host.tenant('acme')
 * await store.commit({ writes: [put(Boxes, 'one', { colour: 'red' }, 'absent')] })
 * await store.commit({ writes: [erase(Boxes, 'one', 'any')] })
 * const again = put(Boxes, 'one', { colour: 'blue' }, 'any')
 * const error = await store.commit({ writes: [again] }).catch((reason: unknown) => reason)
 * console.log(await store.get(Boxes, 'one'), isCasewellError(error, 'store/conflict')) // undefined true
 * ```
 */
export function erase(from: AnyCollection, id: string, expect: Expectation): Write {
  return { kind: 'erase', collection: from, id, expect }
}
