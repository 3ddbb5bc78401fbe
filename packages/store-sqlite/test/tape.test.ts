import type { RawCommit, RawOutcome } from '@casewell/store'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { flat, outcomesIn } from '../src/thread/outcomes.ts'
import { record, replay } from '../src/thread/tape.ts'

const text = fc.string({ unit: 'binary' })
const entry = fc.record({ space: text, key: text, id: text, unique: fc.boolean() })
const named = { collection: text, id: text, expect: fc.oneof(fc.constantFrom('absent', 'any', 'missing'), fc.nat()) }
const write = fc.oneof(
  fc.record({ kind: fc.constant('put'), ...named, json: text, schema: fc.nat(), entries: fc.array(entry) }),
  fc.record({ kind: fc.constantFrom('check', 'delete', 'erase'), ...named }),
  fc.record({ kind: fc.constant('check'), ...named, unreferenced: fc.record({ space: text, key: text }) }),
)
const event = fc.record({ subject: text, json: text })
const commit = fc.record({ tenant: text, writes: fc.array(write), events: fc.array(event) }) as fc.Arbitrary<RawCommit>

test('[THREAD5] a group comes out of the thread boundary as it went in', () => {
  fc.assert(
    fc.property(fc.array(commit), (group) => {
      expect(replay(structuredClone(record(group)))).toEqual(group)
    }),
  )
})

const conflict = fc.record({ collection: text, id: text, expected: fc.nat(), actual: fc.constant('erased' as const) })
const outcome: fc.Arbitrary<RawOutcome> = fc.oneof(
  fc.record({ ok: fc.constant(true as const), commit: fc.nat(), position: fc.nat() }),
  fc.record({ ok: fc.constant(false as const), conflicts: fc.tuple(conflict, conflict) }),
)

test('[THREAD5] what became of it comes back as it was', () => {
  fc.assert(
    fc.property(fc.array(outcome), (outcomes) => {
      expect(outcomesIn(structuredClone(flat(outcomes)))).toEqual(outcomes)
    }),
  )
})
