import type { AnyCollection } from './collection.ts'
import type { RawEntry, RawWrite } from './driver.ts'
import { storeErrors } from './errors.ts'
import { isId } from './id.ts'
import { encodeKey } from './key.ts'
import type { Write } from './write.ts'

/** The name of an index among all indexes. */
export const spaceOf = (collection: string, index: string): string => `${collection}.${index}`

/**
 * Makes writes ready for an engine.
 *
 * @throws `store/bad-id`, `store/bad-key`, `store/duplicate-write`, `store/same-name`
 */
export function rawWrites(writes: readonly Write[]): readonly RawWrite[] {
  const seen = new Map<string, AnyCollection>()
  return writes.map((write) => {
    const { collection, id } = write
    if (!isId(id)) throw storeErrors['bad-id']({ what: `document of ${collection.name}`, id })
    const name = `${collection.name}/${id}`
    const namesake = seen.get(name)
    if (namesake === collection) throw storeErrors['duplicate-write']({ collection: collection.name, id })
    if (namesake) throw storeErrors['same-name']({ collection: collection.name })
    seen.set(name, collection)
    return rawWrite(write)
  })
}

function rawWrite({ kind, collection, id, expect, doc }: Write): RawWrite {
  const base = { kind, collection: collection.name, id, expect }
  if (kind !== 'put') return base
  const known = doc as never // put() has checked the document against its collection
  const own = collection
    .entries(known)
    .map(({ index, key, unique }): RawEntry => ({ space: spaceOf(collection.name, index), key, id, unique }))
  const entries = [
    ...own,
    ...across('$about', collection.about(known), `${collection.name}/${id}`),
    ...across('$blob', collection.blobs(known), `${collection.name}/${id}`),
  ]
  return { ...base, json: JSON.stringify(doc), schema: collection.version, entries }
}

function across(space: string, names: readonly string[], id: string): readonly RawEntry[] {
  return [...new Set(names)].map((name) => ({ space, key: encodeKey([name]), id, unique: false }))
}
