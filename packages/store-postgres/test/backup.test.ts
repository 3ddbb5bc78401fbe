import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { memoryStore, put } from '@casewell/store'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { programsIn } from '../../../tooling/programs.ts'
import { Boxes, box, Packed } from '../../store/test/engines/boxes.ts'
import { bytesOf, contentOf, fill, histories, only } from '../../store/test/engines/histories.ts'
import { asOwner, needs, open, scratchSchema, there, url } from './database.ts'

const start = await programsIn(join(import.meta.dirname, 'programs'))

test.skipIf(!there)(
  `[COPY1] what goes from memory to a database, to memory, and back, is what it was${needs}`,
  async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        await using memory = memoryStore()
        await fill(memory, history)
        const original = await bytesOf(memory.backup())
        const schema = scratchSchema()
        await using database = open(schema, { durable: false })
        await database.restore(only(original))
        const second = await bytesOf(database.backup())
        await using transient = memoryStore()
        await transient.restore(only(second))
        const third = await bytesOf(transient.backup())
        expect(contentOf(second)).toEqual(contentOf(original))
        expect(contentOf(third)).toEqual(contentOf(original))
      }),
      { numRuns: 15 },
    )
  },
  120_000,
)

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
  const folder = mkdtempSync(join(tmpdir(), 'casewell-postgres-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'big.casewell')
  writeFileSync(path, await bytesOf(host.backup()))
  return path
}

/** How many rows the tables of a schema have. */
const rowsIn = (schema: string): Promise<Record<string, number>> =>
  asOwner(async (client) => {
    const count = async (table: string): Promise<number> => {
      const { rows } = await client.query<{ n: string }>(`select count(*) as n from ${schema}.${table}`)
      return Number(rows[0]?.n)
    }
    const found: Record<string, number> = {}
    for (const table of ['tenants', 'docs', 'entries', 'events']) found[table] = await count(table)
    return found
  })

test.skipIf(!there)(
  `[COPY2] a restore that is killed leaves nothing to be seen, and the next one nothing of it at all${needs}`,
  async () => {
    const backup = await bigBackup(4_000)
    const schema = scratchSchema()
    for (const progress of ['loaded 200', 'loaded 2400', 'loaded 5200']) {
      const program = start('restore', url, schema, backup)
      await program.line(progress)
      program.process.kill('SIGKILL')
      await program.ended()
      expect(program.lines).not.toContain('restored')
      const host = open(schema)
      const tenants: string[] = []
      for await (const tenant of host.tenants()) tenants.push(tenant)
      expect(tenants).toEqual([])
      expect(await host.tenant('acme').head()).toEqual({ commit: 0, position: 0 })
      expect(await host.tenant('acme').count(Boxes, { index: 'colour' }, 10)).toBe(0)
    }
    expect((await rowsIn(schema))['docs']).toBeGreaterThan(0)
    const last = start('restore', url, schema, backup)
    expect(await last.ended()).toBe(0)
    expect(await rowsIn(schema)).toEqual({ tenants: 1, docs: 4_000, entries: 12_000, events: 4_000 })
  },
  120_000,
)

test.skipIf(!there)(
  `[COPY2] a restore that fails takes away what it has loaded${needs}`,
  async () => {
    const schema = scratchSchema()
    const host = open(schema)
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
    expect(await rowsIn(schema)).toEqual({ tenants: 0, docs: 0, entries: 0, events: 0 })
  },
  120_000,
)

test.skipIf(!there)(
  `[COPY3] of two restores of one tenant the later one takes the place of the other, which is told${needs}`,
  async () => {
    const backup = await bigBackup(1_000)
    const bytes = readFileSync(backup)
    const schema = scratchSchema()
    const one = open(schema)
    const other = open(schema)
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
    expect(await rowsIn(schema)).toEqual({ tenants: 1, docs: 1_000, entries: 3_000, events: 1_000 })
    expect(await one.tenant('acme').count(Boxes, { index: 'colour', equals: ['red'] }, 10_000)).toBe(1_000)
  },
  120_000,
)

test.skipIf(!there)(
  `[COPY4] a backup holds up no writer${needs}`,
  async () => {
    const schema = scratchSchema()
    const host = open(schema)
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
  },
  120_000,
)
