import { isCasewellError } from '@casewell/errors'
import * as z from 'zod'
import { type AnyCollection, collection } from './collection.ts'
import { upgraded } from './decode.ts'
import type { Awaitable, RawDoc } from './driver.ts'
import { storeErrors } from './errors.ts'
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
 * @throws `store/newer-schema`, `store/bad-document`
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

async function rewrite(store: Store, of: AnyCollection, docs: readonly RawDoc[], progress: Write): Promise<void> {
  const writes = docs.filter((raw) => raw.schema !== of.version).map((raw) => rewritten(of, raw))
  try {
    await store.commit({ writes: [...writes, progress] })
  } catch (error) {
    if (!isCasewellError(error, 'store/conflict')) throw error
    for (const write of writes) await store.commit({ writes: [write] }).catch(ignoreConflict) // somebody else wrote it anew
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

function ignoreConflict(error: unknown): void {
  if (!isCasewellError(error, 'store/conflict')) throw error
}
