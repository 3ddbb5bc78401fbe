import { type AnyCollection, type Collection, collection, type Reader, rowsOf, type Store } from '@casewell/store'
import * as z from 'zod'
import { Cases } from '../cases/collections.ts'
import { type Message, Messages } from '../cases/message.ts'
import type { Kernel } from '../kernel.ts'

/** Which document. */
export interface DocName {
  readonly collection: string
  readonly id: string
}

const page = 200

/** The documents that are about any of these: persons, sealed handles, cases, messages. Each once. */
export async function* namesAbout(store: Store, subjects: Iterable<string>): AsyncIterable<DocName> {
  const seen = new Set<string>()
  for (const subject of new Set(subjects))
    for (let after: string | undefined = ''; after !== undefined; ) {
      const names: readonly string[] = await store.about(subject, { limit: page, ...(after !== '' && { after }) })
      for (const name of names)
        if (!seen.has(name)) {
          seen.add(name)
          yield nameOf(name)
        }
      after = names.length === page ? names.at(-1) : undefined
    }
}

function nameOf(name: string): DocName {
  const slash = name.indexOf('/')
  return { collection: name.slice(0, slash), id: name.slice(slash + 1) }
}

/** Ids of the cases of these customers. What changes while they are read is not skipped. */
export async function* casesOf(reader: Reader, customers: readonly string[]): AsyncIterable<string> {
  for (const customer of customers)
    for await (const { id } of rowsOf(reader, Cases, { index: 'customer', equals: [customer], order: 'desc' })) yield id
}

/** Messages of a case itself, oldest first. */
export async function* messagesOf(reader: Reader, id: string): AsyncIterable<Message & { readonly id: string }> {
  for await (const item of rowsOf(reader, Messages, { index: 'timeline', equals: [id], limit: page }))
    yield { id: item.id, ...item.doc }
}

/** The case and, at any depth, those that were merged into it. */
export async function* familyOf(reader: Reader, id: string): AsyncIterable<string> {
  yield id
  for await (const item of rowsOf(reader, Cases, { index: 'absorbed', equals: [id], order: 'desc' }))
    yield* familyOf(reader, item.id)
}

/** The collection of that name; one that no plugin in use knows is read as whatever it holds. */
export function collectionNamed(kernel: Kernel, name: string): Collection<unknown> {
  const known: AnyCollection | undefined = kernel.collections.get(name)
  // Documents of whatever kind are only passed on, or given back to the functions of the very same collection.
  return known ?? collection(name, z.unknown(), { version: anyVersion, indexes: {} })
}

/** Newer than every schema: a document of any version can be read. */
const anyVersion = 2 ** 31 - 1
