import * as z from 'zod'
import { type AnyCollection, collection } from './collection.ts'
import { upgraded } from './decode.ts'
import type { Awaitable, RawDoc } from './driver.ts'
import { conflictsOf, storeErrors } from './errors.ts'
import type { Store } from './store.ts'
import { put, type Write } from './write.ts'

/** How far a collection has been brought up to a version: what makes an interrupted upgrade go on where it stopped. */
const Upgrades = collection(
  'casewell.collections',
  z.object({
    version: z.number(),
    /** Id of the last document done; null when all are. */ done: z.string().nullable(),
  }),
  { version: 1, indexes: {} },
)

/**
 * Rewrites documents of older versions, page by page, so that every row of every index fits the collection as it is
 * declared now. A collection that is up to date costs one read.
 *
 * @throws `store/newer-schema`, `store/bad-document`; `store/conflict` if two documents now have one unique key
 */
export async function upgradeCollection(
  store: Store,
  of: AnyCollection,
  page: (after?: string) => Awaitable<readonly RawDoc[]>,
): Promise<void> {
  const state = await store.get(Upgrades, of.name)
  const known = state?.doc.version ?? 0
  if (known > of.version) throw storeErrors['newer-schema']({ collection: of.name, stored: known, known: of.version })
  if (known === of.version && state?.doc.done === null) return
  let after = known === of.version ? (state?.doc.done ?? undefined) : undefined
  for (let docs = await page(after); docs.length > 0; docs = await page(after)) {
    after = docs.at(-1)?.id
    const progress = put(Upgrades, of.name, { version: of.version, done: after ?? null }, 'any')
    await rewrite(store, of, docs, progress)
  }
  await store.commit({ writes: [put(Upgrades, of.name, { version: of.version, done: null }, 'any')] })
}

/** A collection as a store knows it. */
export interface KnownCollection {
  readonly name: string
  /** Version of schema and indexes. */
  readonly version: number
  /** False while an upgrade to this version was interrupted: the next `prepare` goes on. */
  readonly isComplete: boolean
}

/**
 * The collections that were ever prepared, by name. It needs no schema.
 *
 * @example
 * ```ts
 * import { collection, collectionsOf, memoryStore } from '@casewell/store'
 * import * as z from 'zod'
 *
 * const Boxes = collection('boxes', z.object({ colour: z.string() }), { version: 1, indexes: {} })
 * await using host = memoryStore()
 * const store = host.tenant('acme')
 * await store.prepare({ collections: [Boxes] })
 * console.log(await collectionsOf(store)) // [ { name: 'boxes', version: 1, isComplete: true } ]
 * ```
 */
export async function collectionsOf(store: Store): Promise<readonly KnownCollection[]> {
  const found: KnownCollection[] = []
  for (let after: string | undefined; ; ) {
    const page = await store.all(Upgrades, { limit: 200, ...(after !== undefined && { after }) })
    for (const { id, doc } of page) found.push({ name: id, version: doc.version, isComplete: doc.done === null })
    after = page.at(-1)?.id
    if (page.length < 200) return found
  }
}

async function rewrite(store: Store, of: AnyCollection, docs: readonly RawDoc[], progress: Write): Promise<void> {
  const writes = docs.filter((raw) => raw.schema !== of.version).map((raw) => rewritten(of, raw))
  try {
    await store.commit({ writes: [...writes, progress] })
  } catch (error) {
    ignoreRace(error)
    for (const write of writes) await store.commit({ writes: [write] }).catch(ignoreRace)
    await store.commit({ writes: [progress] })
  }
}

const rewritten = (of: AnyCollection, raw: RawDoc): Write => ({
  kind: 'put',
  collection: of,
  id: raw.id,
  doc: upgraded(of, raw),
  expect: raw.version,
})

/** Who was faster has written the document anew, in this version: what is left is a unique key that two documents have. */
function ignoreRace(error: unknown): void {
  const conflicts = conflictsOf(error)
  if (!conflicts || conflicts.some(({ index }) => index !== undefined)) throw error
}
