import type { RawEntry, RawWrite, Standing } from '@casewell/store'

/** What a file holds under an id: one row of `docs`. */
export interface StoredDoc {
  readonly num: number
  readonly version: number
  readonly erased: number
  readonly entries: string
}

/** One document while a group is decided: what the file holds under its id, and what it shall hold. */
export class DraftDoc implements Standing {
  readonly collection: string
  readonly id: string
  readonly #read: (text: string) => readonly RawEntry[]
  #stored: StoredDoc | undefined
  #isPresent = false
  #entries: readonly RawEntry[] | undefined
  version = 0
  erased = false
  isTouched = false
  json: string | null = null
  schema = 0
  /** Given when the document is first written. */
  num = 0

  constructor(collection: string, id: string, read: (text: string) => readonly RawEntry[]) {
    this.collection = collection
    this.id = id
    this.#read = read
  }

  /** What the planner sees: undefined where there is neither a document nor a tombstone. */
  get standing(): Standing | undefined {
    return this.#isPresent ? this : undefined
  }

  get isStored(): boolean {
    return this.#stored !== undefined
  }

  /** Only documents that are written are asked for their rows. */
  get entries(): readonly RawEntry[] {
    this.#entries ??= this.#stored ? this.#read(this.#stored.entries) : []
    return this.#entries
  }

  found(stored: StoredDoc): void {
    this.#stored = stored
    this.#isPresent = true
    this.version = stored.version
    this.erased = stored.erased === 1
    this.num = stored.num
  }

  take({ kind, json = '', schema = 0, entries = [] }: RawWrite, version: number): void {
    this.isTouched = true
    this.#isPresent = kind !== 'delete'
    this.erased = kind === 'erase'
    this.version = version
    this.json = kind === 'put' ? json : null
    this.schema = kind === 'put' ? schema : 0
    this.#entries = kind === 'put' ? entries : []
  }
}
