import { setTimeout as rest } from 'node:timers/promises'
import { conflictsOf, storeErrors } from '../errors.ts'
import { placeOf } from '../id.ts'
import type { Inspected, Store } from '../store.ts'
import { erase } from '../write.ts'
import { blobsIn } from './held.ts'
import { untyped } from './untyped.ts'

/** At most so many documents are erased in one commit. */
const page = 100

/** What an erasure has done. */
export interface ErasedHeld {
  /** Documents, as `collection/id`. */
  readonly documents: readonly string[]
  /** Blobs whose bytes are gone. */
  readonly blobs: readonly string[]
  /** Blobs that stay because other documents name them, or because somebody has just written them again. */
  readonly kept: readonly string[]
  /** False: somebody reads for so long that the engine's own log still has older versions; `wipe` them later. */
  readonly isWiped: boolean
}

/**
 * Erases every document that concerns a person, of any collection, and the bytes that only they named. The log stays, and
 * the ids are taken for ever. It needs no desk and no schema; a desk erases with more tact, for it knows which of its
 * documents have a part that can stay.
 *
 * @param onProgress - told how many documents are erased
 * @example
 * ```ts
 * import { collection, eraseAbout, memoryStore, put } from '@casewell/store'
 * import * as z from 'zod'
 *
 * const Letters = collection('letters', z.object({ to: z.string() }), { version: 1, indexes: {}, about: (l) => [l.to] })
 * await using host = memoryStore()
 * const store = host.tenant('acme')
 * await store.commit({ writes: [put(Letters, 'one', { to: 'ada' }, 'absent')] })
 * console.log((await eraseAbout(store, 'ada')).documents) // [ 'letters/one' ]
 * ```
 */
export async function eraseAbout(
  store: Store,
  person: string,
  onProgress: (documents: number) => void = () => {},
): Promise<ErasedHeld> {
  const documents = new Set<string>()
  const blobs = new Set<string>()
  for (;;) {
    const names = await store.about(person, { limit: page })
    if (names.length === 0) return finish(store, documents, blobs)
    for (const name of await eraseAll(store, names, blobs)) documents.add(name)
    onProgress(documents.size)
  }
}

/**
 * Erases one document, `collection/id`, and the bytes that only it named. If it is not there, its id is taken for ever
 * all the same.
 *
 * @throws `store/not-content` for what the store keeps for itself; `store/bad-name`, `store/bad-id`
 * @example
 * ```ts
 * import { collection, eraseDocument, memoryStore, put } from '@casewell/store'
 * import * as z from 'zod'
 *
 * const Letters = collection('letters', z.object({ to: z.string() }), { version: 1, indexes: {} })
 * await using host = memoryStore()
 * const store = host.tenant('acme')
 * await store.commit({ writes: [put(Letters, 'one', { to: 'ada' }, 'absent')] })
 * await eraseDocument(store, 'letters/one')
 * console.log(await store.get(Letters, 'one')) // undefined
 * ```
 */
export async function eraseDocument(store: Store, document: string): Promise<ErasedHeld> {
  if (document.startsWith(ownPrefix)) throw storeErrors['not-content']({ document })
  const blobs = new Set<string>()
  const documents = await eraseAll(store, [document], blobs)
  if (documents.length === 0) {
    const [collection, id] = placeOf(document)
    await store.commit({ writes: [erase(untyped(collection), id, 'any')] })
  }
  return finish(store, new Set([document]), blobs)
}

/** Collections of the store itself: subscriptions, timers and their like. */
const ownPrefix = 'casewell.'

/** Whoever writes to one of them meanwhile has it looked at again. Remembers which blobs they name. */
async function eraseAll(store: Store, names: readonly string[], blobs: Set<string>): Promise<readonly string[]> {
  const found = await Promise.all(names.map((name) => store.inspect(name)))
  const there = found.filter((doc): doc is Inspected => doc !== undefined)
  for (const { doc } of there) for (const blob of await blobsIn(store, doc)) blobs.add(blob)
  try {
    await store.commit({ writes: there.map(({ collection, id, version }) => erase(untyped(collection), id, version)) })
    return there.map(({ collection, id }) => `${collection}/${id}`)
  } catch (error) {
    if (!conflictsOf(error)) throw error
    const each =
      there.length > 1 ? there.map(({ collection, id }) => eraseAll(store, [`${collection}/${id}`], blobs)) : []
    return (await Promise.all(each)).flat()
  }
}

async function finish(store: Store, documents: ReadonlySet<string>, named: ReadonlySet<string>): Promise<ErasedHeld> {
  if (named.size > 0) await rest(2) // the store's clock counts milliseconds: what was written in this one is no older
  const writtenBefore = await store.now()
  const blobs: string[] = []
  const kept: string[] = []
  for (const blob of named) ((await store.blobs.forget(blob, writtenBefore)) ? blobs : kept).push(blob)
  const isWiped = await store.wipe().then(
    () => true,
    () => false,
  )
  return { documents: [...documents], blobs, kept, isWiped }
}
