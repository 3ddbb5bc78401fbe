import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { memoryStore, put } from '@casewell/store'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { programsIn } from '../../../tooling/programs.ts'
import { Boxes, box, Packed } from '../../store/test/engines/boxes.ts'
import { bytesOf, contentOf, fill, histories, only } from '../../store/test/engines/histories.ts'
import { findSqlite } from '../src/connection/find.ts'
import { sqliteStore } from '../src/index.ts'
import { scratchFile, scratchFolder } from './scratch.ts'

const start = await programsIn(join(import.meta.dirname, 'programs'))

test('[COPY1] what goes from memory to a file, to a database in memory, and back, is what it was', async () => {
  await fc.assert(
    fc.asyncProperty(histories, async (history) => {
      await using memory = memoryStore()
      await fill(memory, history)
      const original = await bytesOf(memory.backup())
      await using file = sqliteStore({ file: scratchFile(), thread: 'same' })
      await file.restore(only(original))
      const second = await bytesOf(file.backup())
      await using transient = sqliteStore({ file: ':memory:' })
      await transient.restore(only(second))
      const third = await bytesOf(transient.backup())
      expect(contentOf(second)).toEqual(contentOf(original))
      expect(contentOf(third)).toEqual(contentOf(original))
    }),
    { numRuns: 40 },
  )
}, 120_000)

/** A backup of many boxes, in a file. */
async function bigBackup(boxes: number): Promise<string> {
  await using host = memoryStore()
  const store = host.tenant('acme')
  for (let i = 0; i < boxes; i += 500) {
    const some = Array.from({ length: 500 }, (_, j) => `b${i + j}`)
    await store.commit({
      writes: some.map((name) => put(Boxes, name, box(name), 'absent')),
      events: some.map((name, n) => Packed(name, { by: 'ada', n })),
    })
  }
  const path = join(scratchFolder(), 'big.casewell')
  writeFileSync(path, await bytesOf(host.backup()))
  return path
}

/** How many rows the tables of a file have. */
function rowsIn(file: string): Record<string, number> {
  const connection = findSqlite().open(file)
  const count = (table: string): number =>
    connection.prepare<{ n: number }>(`SELECT count(*) AS n FROM ${table}`).all([])[0]?.n ?? 0
  const rows = Object.fromEntries(['tenants', 'docs', 'entries', 'events'].map((table) => [table, count(table)]))
  connection.close()
  return rows
}

test('[COPY2] a restore that is killed leaves nothing to be seen, and the next one nothing of it at all', async () => {
  const backup = await bigBackup(4_000)
  const file = scratchFile()
  for (const progress of ['loaded 200', 'loaded 2400', 'loaded 5200']) {
    const program = start('restore', file, backup)
    await program.line(progress)
    program.process.kill('SIGKILL')
    await program.ended()
    expect(program.lines).not.toContain('restored')
    await using host = sqliteStore({ file, thread: 'same' })
    const tenants: string[] = []
    for await (const tenant of host.tenants()) tenants.push(tenant)
    expect(tenants).toEqual([])
    expect(await host.tenant('acme').head()).toEqual({ commit: 0, position: 0 })
    expect(await host.tenant('acme').count(Boxes, { index: 'colour' }, 10)).toBe(0)
  }
  expect(rowsIn(file)['docs']).toBeGreaterThan(0)
  const last = start('restore', file, backup)
  expect(await last.ended()).toBe(0)
  expect(rowsIn(file)).toEqual({ tenants: 1, docs: 4_000, entries: 12_000, events: 4_000 })
}, 120_000)

test('[COPY2] a restore that fails takes away what it has loaded', async () => {
  const file = scratchFile()
  await using host = sqliteStore({ file })
  async function* broken(): AsyncIterable<Uint8Array> {
    yield Buffer.from('{"is":"casewell-backup","format":1,"at":"","engine":"","content":"all"}\n')
    yield Buffer.from('{"is":"tenant","tenant":"acme","commit":1,"position":0}\n')
    for (let i = 0; i < 1_000; i++)
      yield Buffer.from(
        `{"is":"doc","collection":"c","id":"${i}","version":1,"schema":1,"rows":[["c.x","k",0,0]],"json":1}\n`,
      )
    throw new Error('the line went dead')
  }
  await expect(host.restore(broken())).rejects.toThrow('the line went dead')
  expect(rowsIn(file)).toEqual({ tenants: 0, docs: 0, entries: 0, events: 0 })
})

test('[COPY3] of two restores of one tenant the later one takes the place of the other, which is told', async () => {
  const backup = await bigBackup(1_000)
  const bytes = readFileSync(backup)
  const file = scratchFile()
  await using one = sqliteStore({ file })
  await using other = sqliteStore({ file, thread: 'same' })
  let isSecondDone: (() => void) | undefined
  const secondDone = new Promise<void>((resolve) => (isSecondDone = resolve))
  async function* interrupted(): AsyncIterable<Uint8Array> {
    yield bytes.subarray(0, bytes.length / 2)
    await other.restore(only(bytes))
    isSecondDone?.()
    yield bytes.subarray(bytes.length / 2)
  }
  await expect(one.restore(interrupted())).rejects.toMatchObject({ code: 'store/restore-ended' })
  await secondDone
  expect(rowsIn(file)).toEqual({ tenants: 1, docs: 1_000, entries: 3_000, events: 1_000 })
  expect(await one.tenant('acme').count(Boxes, { index: 'colour', equals: ['red'] }, 10_000)).toBe(1_000)
}, 60_000)

test('[COPY4] a backup holds up no writer', async () => {
  const file = scratchFile()
  await using host = sqliteStore({ file })
  const store = host.tenant('acme')
  const writes = Array.from({ length: 2_000 }, (_, i) => put(Boxes, `b${i}`, box(`b${i}`), 'absent'))
  await store.commit({ writes })
  const reading = host.backup()[Symbol.asyncIterator]()
  await reading.next()
  for (let i = 0; i < 20; i++) await store.commit({ writes: [put(Boxes, `late${i}`, box(`late${i}`), 'absent')] })
  let size = 0
  for (let part = await reading.next(); part.done !== true; part = await reading.next()) size += part.value.length
  expect(size).toBeGreaterThan(100_000)
  expect((await store.head()).commit).toBe(23) // its own two holds among them
})

test('[COPY4] a backup that is over, or was given up, holds nothing in the WAL', async () => {
  const file = scratchFile()
  await using host = sqliteStore({ file, thread: 'same', busyTimeoutMs: 100 })
  const store = host.tenant('acme')
  const writes = Array.from({ length: 2_000 }, (_, i) => put(Boxes, `b${i}`, box(`b${i}`), 'absent'))
  await store.commit({ writes })
  for await (const _ of host.backup()) break
  await bytesOf(host.backup())
  await store.wipe() // is refused while anybody reads an older moment
})
