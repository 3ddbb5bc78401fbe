import type { AnyCollection, Collection } from './collection.ts'
import type { RawDoc, RawOutcome, RawWrite } from './driver.ts'
import type { Store, Stored } from './store.ts'

/** What a unit of work may take for the truth until its commit checks it. */
export interface Recall {
  /** A document as it was a moment ago; undefined if it is not remembered. */
  get<Doc>(from: Collection<Doc, never>, id: string): Stored<Doc> | undefined
  /** Whether a claim in this collection will most likely find its id free. */
  isLikelyFree(from: AnyCollection): boolean
  /** Says what a claim has found. */
  claimed(from: AnyCollection, isFree: boolean): void
}

/** What the units of work on a store may recall. */
export const recalls = new WeakMap<Store, Recall>()

/** At most so many documents are remembered, and so many characters of them; longer ones are not. */
const mostDocs = 4_000
const mostCharacters = 4_000_000
const longest = 32_000

/**
 * What this host has lately read, as it has written it since, for units of work alone: they may decide on a document that is no longer
 * the last one, because their commit checks everything that they got. Whoever else reads, reads the engine.
 */
export class ReadCache {
  readonly #docs = new Map<string, RawDoc>()
  /** The collections whose last claim found its id taken: duplicates come in runs. */
  readonly #taken = new Set<string>()
  #characters = 0

  get(tenant: string, collection: string, id: string): RawDoc | undefined {
    const name = nameOf(tenant, collection, id)
    const doc = this.#docs.get(name)
    if (doc) {
      this.#docs.delete(name) // to the end: what is asked for stays longest
      this.#docs.set(name, doc)
    }
    return doc
  }

  /** An older version than the one that is known came late, and is left out. */
  keep(tenant: string, collection: string, doc: RawDoc): void {
    const name = nameOf(tenant, collection, doc.id)
    if ((this.#docs.get(name)?.version ?? 0) > doc.version) return
    this.#drop(name)
    if (doc.json.length > longest) return
    this.#docs.set(name, doc)
    this.#characters += doc.json.length
    for (const oldest of this.#docs.keys()) {
      if (this.#docs.size <= mostDocs && this.#characters <= mostCharacters) return
      this.#drop(oldest)
    }
  }

  forget(tenant: string, collection: string, id: string): void {
    this.#drop(nameOf(tenant, collection, id))
  }

  /** New ids are the rule: it says no only after a claim that found its id taken, and until one that did not. */
  isLikelyFree(collection: string): boolean {
    return !this.#taken.has(collection)
  }

  claimed(collection: string, isFree: boolean): void {
    if (isFree) this.#taken.delete(collection)
    else this.#taken.add(collection)
  }

  /** Learns from a commit: what it has written of what is known, or over what it has failed. Most is written once. */
  learn(tenant: string, writes: readonly RawWrite[], outcome: RawOutcome): void {
    if (!outcome.ok) {
      for (const { collection, id, expected } of outcome.conflicts) {
        this.forget(tenant, collection, id)
        if (expected === 'absent') this.claimed(collection, false)
      }
      return
    }
    for (const { kind, collection, id, json, schema } of writes) {
      if (kind === 'check' || !this.#docs.has(nameOf(tenant, collection, id))) continue
      if (kind === 'put' && json !== undefined && schema !== undefined)
        this.keep(tenant, collection, { id, json, schema, version: outcome.commit })
      else this.forget(tenant, collection, id)
    }
  }

  clear(): void {
    this.#docs.clear()
    this.#characters = 0
  }

  #drop(name: string): void {
    this.#characters -= this.#docs.get(name)?.json.length ?? 0
    this.#docs.delete(name)
  }
}

const nameOf = (tenant: string, collection: string, id: string): string => `${tenant}/${collection}/${id}`
