import { describe, expect, test } from 'vitest'
import { noServer } from '../faults/harness/postgres-server.ts'
import kill9 from '../faults/kill-9.ts'
import poison from '../faults/poison.ts'
import postgresRestart from '../faults/postgres-restart.ts'
import readers from '../faults/readers.ts'
import { broken, patient } from './broken.ts'

const needs = noServer === undefined ? '' : ` (${noServer})`

describe.skipIf(noServer !== undefined)(`scaled down, on a Postgres server of its own${needs}`, () => {
  test('processes that are killed lose nothing, double nothing and keep the order', patient, async () => {
    expect(await broken(kill9, 'postgres')).toBe(true)
  })

  test('a server that restarts, crashes, cuts and freezes costs time and nothing else', patient, async () => {
    expect(await broken(postgresRestart, 'postgres')).toBe(true)
  })

  test('readers at the end of the log miss nothing', patient, async () => {
    expect(await broken(readers, 'postgres')).toBe(true)
  })

  test('events that fail hold up only their own keys', patient, async () => {
    expect(await broken(poison, 'postgres')).toBe(true)
  })
})
