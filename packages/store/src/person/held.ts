import type { Inspected, Store } from '../store.ts'

/** At most so many names are asked for at once. */
const page = 200

const blobName = /sha256-[0-9a-f]{64}/g

/** A document that concerns a person, and the bytes that it names. */
export interface Held extends Inspected {
  /** Names of blobs that are there: what the document says, wherever it says it. */
  readonly blobs: readonly string[]
}

/**
 * Everything that concerns a person, of any collection, in order of `collection/id`: what `about` of the collections
 * says. It needs no desk and no schema. What a desk knows beyond that (merged customers, cases of others in which they
 * spoke), a desk exports.
 *
 * @example
 * ```ts
 * import { collection, exportAbout, memoryStore, put } from '@casewell/store'
 * import * as z from 'zod'
 *
 * const Letters = collection('letters', z.object({ to: z.string() }), { version: 1, indexes: {}, about: (l) => [l.to] })
 * await using host = memoryStore()
 * const store = host.tenant('acme')
 * await store.commit({ writes: [put(Letters, 'one', { to: 'ada' }, 'absent')] })
 * for await (const { collection, doc } of exportAbout(store, 'ada')) console.log(collection, doc) // letters { to: 'ada' }
 * ```
 */
export async function* exportAbout(store: Store, person: string): AsyncIterable<Held> {
  for (let after: string | undefined; ; ) {
    const names: readonly string[] = await store.about(person, { limit: page, ...(after !== undefined && { after }) })
    for (const name of names) {
      const found = await store.inspect(name)
      if (found) yield { ...found, blobs: await blobsIn(store, found.doc) }
    }
    after = names.at(-1)
    if (names.length < page) return
  }
}

/** Names of blobs anywhere in a document, of those that are there. */
export async function blobsIn(store: Store, doc: unknown): Promise<readonly string[]> {
  const names = new Set(JSON.stringify(doc).match(blobName))
  const found: string[] = []
  for (const name of names) if (await store.blobs.has(name)) found.push(name)
  return found
}
