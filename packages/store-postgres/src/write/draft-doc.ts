import type { RawEntry, RawWrite, Standing } from '@casewell/store'
import { entriesIn } from './entry-text.ts'

const placeOf = ({ space, key, id }: RawEntry): string => `${space}\u0000${key}\u0000${id}`

/** One document while a group is decided: what the database holds under its id, and what it shall hold. */
export class DraftDoc implements Standing {
  readonly collection: string
  readonly id: string
  #stored: readonly RawEntry[] | undefined
  #text = '[]'
  #isPresent = false
  #entries: readonly RawEntry[] | undefined
  version = 0
  erased = false
  isTouched = false
  json: string | null = null
  schema = 0

  constructor(collection: string, id: string) {
    this.collection = collection
    this.id = id
  }

  /** What the planner sees: undefined where there is neither a document nor a tombstone. */
  get standing(): Standing | undefined {
    return this.#isPresent ? this : undefined
  }

  get entries(): readonly RawEntry[] {
    return this.#entries ?? this.#storedEntries
  }

  /** Rows that shall go from the indexes. Each is in the database. */
  get gone(): readonly RawEntry[] {
    return without(this.#storedEntries, this.entries)
  }

  /** Rows that shall come into the indexes. None of them is in the database. */
  get come(): readonly RawEntry[] {
    return without(this.entries, this.#storedEntries)
  }

  found(version: number, erased: boolean, entries: string): void {
    this.#isPresent = true
    this.#text = entries
    this.version = version
    this.erased = erased
  }

  take({ kind, json = '', schema = 0, entries = [] }: RawWrite, version: number): void {
    this.isTouched = true
    this.#isPresent = kind !== 'delete'
    this.#entries = kind === 'put' ? entries : []
    this.erased = kind === 'erase'
    this.version = version
    this.json = kind === 'put' ? json : null
    this.schema = kind === 'put' ? schema : 0
  }

  /** Only of documents that are written is it asked which rows they have. */
  get #storedEntries(): readonly RawEntry[] {
    this.#stored ??= this.#text === '[]' ? [] : entriesIn(this.#text, this.id)
    return this.#stored
  }
}

function without(rows: readonly RawEntry[], others: readonly RawEntry[]): readonly RawEntry[] {
  if (rows.length === 0 || others.length === 0) return rows
  const places = new Set(others.map(placeOf))
  return rows.filter((row) => !places.has(placeOf(row)))
}
