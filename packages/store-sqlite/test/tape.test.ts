import type { RawCommit } from '@casewell/store'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { record, replay } from '../src/thread/tape.ts'

const text = fc.string({ unit: 'binary' })
const entry = fc.record({ space: text, key: text, id: text, unique: fc.boolean() })
const write = fc.record(
  {
    kind: fc.constantFrom('put', 'check', 'delete', 'erase'),
    collection: text,
    id: text,
    expect: fc.oneof(fc.constantFrom('absent', 'any', 'missing'), fc.nat()),
    json: text,
    schema: fc.nat(),
    entries: fc.array(entry),
    unreferenced: fc.record({ space: text, key: text }),
  },
  { requiredKeys: ['kind', 'collection', 'id', 'expect'] },
)
const commit = fc.record({
  tenant: text,
  writes: fc.array(write),
  events: fc.array(fc.record({ subject: text, json: text })),
})

test('[THREAD5] a group comes out of the thread boundary as it went in', () => {
  fc.assert(
    fc.property(fc.array(commit), (group) => {
      expect(replay(structuredClone(record(group as RawCommit[])))).toEqual(group)
    }),
  )
})
