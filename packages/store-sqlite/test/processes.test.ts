import { join } from 'node:path'
import { put, type Store } from '@casewell/store'
import { expect, test } from 'vitest'
import { type Program, programsIn } from '../../../tooling/programs.ts'
import { Boxes, box, Counters } from '../../store/test/engines/boxes.ts'
import type { Connection } from '../src/connection/connection.ts'
import { findSqlite } from '../src/connection/find.ts'
import { layoutOf, migrate } from '../src/file/migrate.ts'
import { newest } from '../src/file/migrations.ts'
import { sqliteStore } from '../src/index.ts'
import { scratchFile } from './scratch.ts'

const start = await programsIn(join(import.meta.dirname, 'programs'))

async function wholeLog(store: Store) {
  const { position } = await store.head()
  return store.readLog({ after: 0, limit: position + 1 })
}

test('[PROC1] processes that write to one file lose no update and leave no gap in the log', async () => {
  const file = scratchFile()
  const times = 60
  const programs = [
    start('count', file, 'worker', 'ada', String(times)),
    start('count', file, 'worker', 'bob', String(times)),
    start('count', file, 'same', 'cy', String(times)),
  ]
  expect(await Promise.all(programs.map((program) => program.ended()))).toEqual([0, 0, 0])

  await using host = sqliteStore({ file, thread: 'same' })
  const store = host.tenant('acme')
  expect((await store.get(Counters, 'shared'))?.doc).toEqual({ n: 3 * times })
  const log = await wholeLog(store)
  expect(log.map(({ position }) => position)).toEqual(Array.from({ length: 3 * times }, (_, i) => i + 1))
  expect(log.map(({ data }) => (data as { n: number }).n)).toEqual(Array.from({ length: 3 * times }, (_, i) => i + 1))
  expect((await store.head()).commit).toBe(3 * times)
}, 120_000)

const acknowledged = ({ lines }: Program) =>
  lines.filter((line) => line.startsWith('acknowledged ')).map((line) => line.split(' ').slice(1))

test('[PROC2] a process that is killed loses nothing that it was told is written, and leaves nothing half', async () => {
  const file = scratchFile()
  for (const [round, thread] of ['worker', 'same', 'worker'].entries()) {
    const program = start('pour', file, thread, `round${round}`)
    await program.line('acknowledged ')
    await new Promise((resolve) => setTimeout(resolve, 37 * (round + 1)))
    program.process.kill('SIGKILL')
    await program.ended()

    await using host = sqliteStore({ file, thread: 'same' })
    const store = host.tenant('acme')
    const log = await wholeLog(store)
    expect(log.map(({ position }) => position)).toEqual(log.map((_, i) => i + 1))
    expect(acknowledged(program).length).toBeGreaterThan(0)
    for (const [id = '', commit, position] of acknowledged(program)) {
      expect((await store.get(Boxes, id))?.version).toBe(Number(commit))
      expect(log[Number(position) - 1]?.subject).toBe(id)
    }
    const boxes = new Set(log.map(({ subject }) => subject))
    expect(await store.count(Boxes, { index: 'colour', equals: ['red'] }, 1_000_000)).toBe(boxes.size)
    expect((await store.head()).commit).toBe(log.length)
  }
}, 120_000)

test('[PROC3] what another process commits is noticed', async () => {
  const file = scratchFile()
  await using host = sqliteStore({ file })
  const store = host.tenant('acme')
  const noticed = new Promise<void>((resolve) => {
    store.onCommit(({ position }) => position === undefined && resolve())
  })
  const program = start('count', file, 'same', 'ada', '1')
  await noticed
  await program.ended()
  expect(await wholeLog(store)).toHaveLength(1)
}, 60_000)

test('[PROC3] what this process commits is no news from another one', async () => {
  await using host = sqliteStore({ file: scratchFile() })
  const store = host.tenant('acme')
  const news: unknown[] = []
  store.onCommit(({ position }) => news.push(position))
  for (let i = 0; i < 5; i++) {
    await store.commit({ writes: [put(Boxes, `box-${i}`, box(`box-${i}`), 'absent')] })
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
  expect(news).toEqual([0, 0, 0, 0, 0])
})

test('[PROC4] two hosts on one file in one process see what the other writes', async () => {
  const file = scratchFile()
  await using one = sqliteStore({ file })
  await using other = sqliteStore({ file, thread: 'same' })
  const first = await one.tenant('acme').commit({ writes: [put(Boxes, 'a', box('a'), 'absent')] })
  const second = await other.tenant('acme').commit({ writes: [put(Boxes, 'a', box('a', 'blue'), first.commit)] })
  expect(second.commit).toBe(2)
  expect((await one.tenant('acme').get(Boxes, 'a'))?.doc.colour).toBe('blue')
  await expect(one.tenant('acme').commit({ writes: [put(Boxes, 'a', box('a'), first.commit)] })).rejects.toMatchObject({
    code: 'store/conflict',
    details: { actual: 2 },
  })
})

test('[PROC5] processes that make one file at the same time make it once', async () => {
  const file = scratchFile()
  const programs = ['ada', 'bob', 'cy'].map((name) => start('count', file, 'same', name, '1'))
  expect(await Promise.all(programs.map((program) => program.ended()))).toEqual([0, 0, 0])
  await using host = sqliteStore({ file, thread: 'same' })
  expect((await host.tenant('acme').head()).commit).toBe(3)
}, 60_000)

test('[PROC5] a file that another process makes between two questions is no stranger', () => {
  const file = scratchFile()
  const [here, elsewhere] = [findSqlite().open(file), findSqlite().open(file)]
  let asked = 0
  const interrupted: Connection = {
    prepare<Row>(sql: string) {
      const statement = here.prepare<Row>(sql)
      return {
        run: (values) => statement.run(values),
        one: (values) => statement.one(values),
        all(values) {
          const rows = statement.all(values)
          if (asked++ === 0) migrate(elsewhere, file)
          return rows
        },
      }
    },
    exec: (sql) => here.exec(sql),
    close: () => here.close(),
  }
  expect(layoutOf(interrupted, file)).toBe(newest)
  for (const connection of [here, elsewhere]) connection.close()
})
