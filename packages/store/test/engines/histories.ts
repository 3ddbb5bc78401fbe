import { eventType, type Json } from '@casewell/bus'
import { collection, erase, put, remove, type StoreHost, type Write } from '@casewell/store'
import fc from 'fast-check'
import * as z from 'zod'

const Things = collection('things', z.unknown(), {
  version: 2,
  indexes: { text: (doc) => [JSON.stringify(doc).slice(0, 40)], both: { each: () => [['a'], ['b', 1]] } },
  about: () => ['ada', 'bob'],
})
const Happened = eventType('thing.happened', z.custom<Json>())

/** All bytes of a stream. */
export async function bytesOf(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of source) parts.push(part)
  return Buffer.concat(parts)
}

/** A stream of these bytes alone. */
export async function* only(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes
}

interface Row {
  readonly is: string
  readonly rows?: readonly unknown[]
}

/** What a backup holds, whichever engine it was taken from: its first and last line, and numbers of holds, aside. */
export const contentOf = (backup: Buffer): readonly unknown[] =>
  backup
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '' && !/^\{"is":"(casewell-backup|tenant|end)"/.test(line))
    .map((line) => {
      const row = JSON.parse(line) as Row
      return row.rows ? { ...row, rows: row.rows.map((part) => JSON.stringify(part)).sort() } : line
    })

const id = fc.constantFrom('a', 'B', 'é', '😀', 'x/y', '~')
const change = fc.oneof(
  fc.tuple(id, fc.jsonValue()).map(([name, doc]): Write => put(Things, name, doc, 'any')),
  id.map((name): Write => remove(Things, name, 'any')),
  id.map((name): Write => erase(Things, name, 'any')),
)
const text = fc.string({ unit: 'binary' })
const event = fc
  .tuple(text, fc.jsonValue(), text)
  .map(([subject, data, s]) => Happened(subject, { data: data as Json, s }))
/** What may have happened in a store before it is backed up. */
export const histories = fc.array(fc.record({ write: change, events: fc.array(event, { maxLength: 2 }) }), {
  maxLength: 12,
})

/** Lets a history happen. */
export async function fill(
  host: StoreHost,
  history: readonly { write: Write; events: readonly ReturnType<typeof Happened>[] }[],
) {
  const store = host.tenant('acme')
  await store.commit({ events: [Happened('first', null)] })
  for (const { write, events } of history)
    await store.commit({ writes: [write], events }).catch((error: unknown) => {
      if (!String(error).includes('erased')) throw error
    })
}
