import { misfitsOf } from '@casewell/errors'
import type { AnyCollection, Collection } from './collection.ts'
import type { RawDoc } from './driver.ts'
import { storeErrors } from './errors.ts'
import type { Stored } from './store.ts'

/** A stored text as the document it is. One of an older schema version is upgraded, and only then parsed by zod. */
export function decode<Doc>(of: Collection<Doc, never>, raw: RawDoc): Stored<Doc> {
  // Of the current version: written by typed code under this very schema.
  const doc = (raw.schema === of.version ? JSON.parse(raw.json) : upgraded(of, raw)) as Doc
  return { id: raw.id, doc, version: raw.version }
}

/** @throws `store/newer-schema`, `store/bad-document` */
export function upgraded(of: AnyCollection, raw: RawDoc): unknown {
  if (raw.schema > of.version)
    throw storeErrors['newer-schema']({ collection: of.name, stored: raw.schema, known: of.version })
  const { success, data, error } = of.schema.safeParse(of.upgrade(JSON.parse(raw.json), raw.schema))
  if (success) return data
  const reason = misfitsOf(error)
  throw storeErrors['bad-document']({ collection: of.name, id: raw.id, from: raw.schema, to: of.version, reason })
}
