import type { RawKept } from '../driver.ts'
import { Lines } from './lines.ts'

/** Ids that were erased for ever, as backups tell: what must be erased again when an older backup is restored. */
export class Erasures {
  readonly #tenants = new Map<string, Map<string, Set<string>>>()

  /** Learns what a backup tells of; it may be one with nothing but erased ids. */
  async learn(source: AsyncIterable<Uint8Array>): Promise<void> {
    const lines = new Lines(source)
    try {
      await lines.open()
      let tenant = ''
      for (let line = await lines.next(); line; line = await lines.next()) {
        if (line.is === 'tenant') tenant = line.tenant
        if (line.is === 'erased') this.#add(tenant, line.collection, line.id)
      }
    } finally {
      await lines.close()
    }
  }

  /** Those of one tenant that have not been met yet. */
  of(tenant: string): ReadonlyMap<string, Set<string>> {
    return this.#tenants.get(tenant) ?? new Map<string, Set<string>>()
  }

  #add(tenant: string, collection: string, id: string): void {
    const collections = this.#tenants.get(tenant) ?? new Map<string, Set<string>>()
    this.#tenants.set(tenant, collections.set(collection, (collections.get(collection) ?? new Set()).add(id)))
  }
}

/** Erases in a stream of documents what was erased later, as one more commit of the tenant. */
export class Replay {
  readonly #left: ReadonlyMap<string, Set<string>>
  readonly #version: number
  #erased = 0

  /** @param commit - the last one of the backup */
  constructor(erasures: ReadonlyMap<string, Set<string>>, commit: number) {
    this.#left = new Map([...erasures].map(([collection, ids]) => [collection, new Set(ids)]))
    this.#version = commit + 1
  }

  /** How many ids the backup did not know to be erased. */
  get erased(): number {
    return this.#erased
  }

  /** The number of the last commit, replay included. */
  get commit(): number {
    return this.#erased > 0 ? this.#version : this.#version - 1
  }

  /** What shall stand in place of what the backup has. */
  pass(kept: RawKept): RawKept {
    const isErased = this.#left.get(kept.collection)?.delete(kept.id) === true
    return isErased && kept.json !== null ? this.#tombstone(kept.collection, kept.id) : kept
  }

  /** Erased ids that the backup has never heard of: they are taken all the same. */
  *rest(): Iterable<RawKept> {
    for (const [collection, ids] of this.#left) for (const id of ids) yield this.#tombstone(collection, id)
  }

  #tombstone(collection: string, id: string): RawKept {
    this.#erased++
    return { collection, id, version: this.#version, schema: 0, json: null, entries: [] }
  }
}
