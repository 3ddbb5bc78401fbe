import type * as z from 'zod'
import { storeErrors } from './errors.ts'
import { encodeKey, type Part } from './key.ts'

/** A key as an index function gives it: an `undefined` part, or no key at all, leaves the document out of the index. */
export type LooseKey = readonly (Part | undefined)[] | undefined

/** How documents enter an index: by one key, by one key that nobody else may hold, or by several keys. */
export type IndexSpec<Doc> =
  | ((doc: Doc) => LooseKey)
  | { readonly unique: (doc: Doc) => LooseKey }
  | { readonly each: (doc: Doc) => readonly LooseKey[] }

/** One row that a document puts into an index. */
export interface IndexEntry {
  readonly index: string
  /** Encoded, see `encodeKey`. */
  readonly key: string
  readonly unique: boolean
}

/** A kind of document: its name, schema, version, indexes, and whom and which blobs a document concerns. */
export interface Collection<in out Doc, Index extends string = string> {
  readonly name: string
  readonly schema: z.ZodType<Doc>
  /** Version of schema and indexes together, from 1. */
  readonly version: number
  readonly indexes: Readonly<Record<Index, IndexSpec<Doc>>>
  /** The rows that a document has in the indexes. */
  entries(doc: Doc): readonly IndexEntry[]
  /** The persons concerned: export and erasure need nothing else. */
  about(doc: Doc): readonly string[]
  /** The blobs that the document names and thereby keeps. */
  blobs(doc: Doc): readonly string[]
  /** Brings a document of an older version to this one's shape; the schema parses the outcome. */
  upgrade(doc: unknown, from: number): unknown
}

/** Any collection, whatever its documents: for lists and registries. */
export interface AnyCollection {
  readonly name: string
  readonly version: number
  readonly schema: z.ZodType
  readonly indexes: Readonly<Record<string, unknown>>
  entries(doc: never): readonly IndexEntry[]
  about(doc: never): readonly string[]
  blobs(doc: never): readonly string[]
  upgrade(doc: unknown, from: number): unknown
}

/** What one says of a collection besides its name and schema. */
export interface CollectionOptions<Doc, Indexes> {
  /** Raise it whenever schema or indexes change. */
  readonly version: number
  readonly indexes: Indexes
  readonly about?: (doc: Doc) => readonly string[]
  readonly blobs?: (doc: Doc) => readonly string[]
  /** @defaultValue leaves the document as it is, so that only the schema decides */
  readonly upgrade?: (doc: unknown, from: number) => unknown
}

/**
 * Declares a kind of document.
 *
 * @param name - lower-case words with dots and dashes between them: `cases`, `channel.claims`
 * @throws `store/bad-name`
 * @example
 * ```ts
 * import { collection, memoryStore, put } from '@casewell/store'
 * import * as z from 'zod'
 *
 * const Boxes = collection('boxes', z.object({ colour: z.string(), label: z.string() }), {
 *   version: 1,
 *   indexes: { colour: (box) => [box.colour], label: { unique: (box) => [box.label] } },
 * })
 * await using host = memoryStore()
 * const store = host.tenant('acme')
 * await store.commit({ writes: [put(Boxes, 'one', { colour: 'red', label: 'A' }, 'absent')] })
 * const { items } = await store.find(Boxes, { index: 'colour', equals: ['red'], limit: 10 })
 * console.log(items[0]?.doc.label) // A
 * ```
 */
export function collection<S extends z.ZodType, const Indexes extends Readonly<Record<string, IndexSpec<z.output<S>>>>>(
  name: string,
  schema: S,
  options: CollectionOptions<z.output<S>, Indexes>,
): Collection<z.output<S>, keyof Indexes & string> {
  type Doc = z.output<S>
  const specs = Object.entries<IndexSpec<Doc>>(options.indexes)
  checkNames(name, Object.keys(options.indexes))
  return Object.freeze({
    name,
    schema: schema as z.ZodType<Doc>, // the same schema; what it accepts as input matters only at upgrades
    version: options.version,
    indexes: options.indexes,
    entries: (doc: Doc) => specs.flatMap(([index, spec]) => entriesOf(index, spec, doc)),
    about: options.about ?? (() => []),
    blobs: options.blobs ?? (() => []),
    upgrade: options.upgrade ?? ((doc: unknown) => doc),
  })
}

const namePattern = /^[a-z0-9]+([.-][a-z0-9]+)*$/
const indexPattern = /^[A-Za-z][A-Za-z0-9-]*$/

/** No index has a dot in its name, so that `cases.inbox` names one index of one collection. */
function checkNames(collection: string, indexes: readonly string[]): void {
  if (!namePattern.test(collection)) throw storeErrors['bad-name']({ what: 'collection', name: collection })
  const bad = indexes.find((index) => !indexPattern.test(index))
  if (bad !== undefined) throw storeErrors['bad-name']({ what: `index of ${collection}`, name: bad })
}

function entriesOf<Doc>(index: string, spec: IndexSpec<Doc>, doc: Doc): readonly IndexEntry[] {
  if (typeof spec === 'function') return entry(index, spec(doc), false)
  if ('unique' in spec) return entry(index, spec.unique(doc), true)
  const entries = spec.each(doc).flatMap((key) => entry(index, key, false))
  return [...new Map(entries.map((e) => [e.key, e])).values()]
}

function entry(index: string, key: LooseKey, unique: boolean): readonly IndexEntry[] {
  if (key === undefined || key.includes(undefined)) return []
  return [{ index, key: encodeKey(key as readonly Part[]), unique }] // no part is undefined: checked on the line above
}
