import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { put, type Store, subscription } from '@casewell/store'
import { expect, test } from 'vitest'
import { type Program, programsIn } from '../../../tooling/programs.ts'
import { Boxes, box, Counters, Packed } from '../../store/test/engines/boxes.ts'
import { asOwner, needs, open, scratchSchema, there, url } from './database.ts'

const start = await programsIn(join(import.meta.dirname, 'programs'))

async function wholeLog(store: Store) {
  const { position } = await store.head()
  return store.readLog({ after: 0, limit: position + 1 })
}

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1)

test.skipIf(!there)(
  `[PROC1] processes on one database lose no update and leave no gap in the log${needs}`,
  async () => {
    const schema = scratchSchema()
    const times = 40
    const programs = ['ada', 'bob', 'cy'].map((name) => start('count', url, schema, name, String(times)))
    expect(await Promise.all(programs.map((program) => program.ended()))).toEqual([0, 0, 0])

    const store = open(schema).tenant('acme')
    expect((await store.get(Counters, 'shared'))?.doc).toEqual({ n: 3 * times })
    const log = await wholeLog(store)
    expect(log.map(({ position }) => position)).toEqual(upTo(3 * times))
    expect(log.map(({ data }) => (data as { n: number }).n)).toEqual(upTo(3 * times))
    expect((await store.head()).commit).toBe(3 * times)
  },
  120_000,
)

const acknowledged = ({ lines }: Program) =>
  lines.filter((line) => line.startsWith('acknowledged ')).map((line) => line.split(' ').slice(1))

test.skipIf(!there)(
  `[PROC2] a process that is killed loses nothing that it was told is written, and leaves nothing half${needs}`,
  async () => {
    const schema = scratchSchema()
    const store = open(schema).tenant('acme')
    for (const round of [1, 2, 3]) {
      const program = start('pour', url, schema, `round${round}`)
      await program.line('acknowledged ')
      await setTimeout(37 * round)
      program.process.kill('SIGKILL')
      await program.ended()
      await store.commit({ writes: [put(Counters, `round${round}`, { n: round }, 'absent')] }) // waits for what is under way

      const log = await wholeLog(store)
      expect(log.map(({ position }) => position)).toEqual(upTo(log.length))
      expect(acknowledged(program).length).toBeGreaterThan(0)
      for (const [id = '', commit, position] of acknowledged(program)) {
        expect((await store.get(Boxes, id))?.version).toBe(Number(commit))
        expect(log[Number(position) - 1]?.subject).toBe(id)
      }
      const boxes = new Set(log.map(({ subject }) => subject))
      expect(await store.count(Boxes, { index: 'colour', equals: ['red'] }, 1_000_000)).toBe(boxes.size)
      expect((await store.head()).commit).toBe(log.length + round)
    }
  },
  120_000,
)

test.skipIf(!there)(
  `[PROC3] what another process commits is noticed by its notification${needs}`,
  async () => {
    const schema = scratchSchema()
    const store = open(schema, { pollMs: 3_600_000 }).tenant('acme')
    const other = open(schema).tenant('acme')
    let hints = 0
    store.onCommit(() => hints++)
    await expect.poll(() => hints, { timeout: 10_000 }).toBeGreaterThan(0) // it listens from here on
    const before = hints
    await other.commit({ events: [Packed('one', { by: 'ada', n: 1 })] })
    await expect.poll(() => hints, { timeout: 10_000 }).toBeGreaterThan(before)
  },
  60_000,
)

test.skipIf(!there)(
  `[PROC4] what another process commits is noticed without any notification, whatever its tenant${needs}`,
  async () => {
    const schema = scratchSchema()
    const store = open(schema).tenant('acme')
    let hints = 0
    store.onCommit(() => hints++)
    await expect.poll(() => hints, { timeout: 10_000 }).toBeGreaterThan(0)
    await setTimeout(200)
    const before = hints
    // what every group writes, and no notify
    await asOwner((client) =>
      client.query(`
        insert into ${schema}.writers (id, last, seen) values (gen_random_uuid(), 1, now());
        insert into ${schema}.tenants (name, commits, position) values ('acme', 1, 0)`),
    )
    await expect.poll(() => hints, { timeout: 10_000 }).toBe(before + 1)
    await asOwner((client) =>
      client.query(`update ${schema}.writers set last = 2; update ${schema}.tenants set commits = 2`),
    )
    await expect.poll(() => hints, { timeout: 10_000 }).toBe(before + 2)
  },
  60_000,
)

test.skipIf(!there)(`[PROC5] what this process commits is no news from another one${needs}`, async () => {
  const store = open(scratchSchema()).tenant('acme')
  const news: unknown[] = []
  store.onCommit(({ position }) => news.push(position))
  await expect.poll(() => news.length, { timeout: 10_000 }).toBeGreaterThan(0) // it begins with one look
  await setTimeout(100)
  news.length = 0
  for (let i = 0; i < 5; i++) {
    await store.commit({ writes: [put(Boxes, `box-${i}`, box(`box-${i}`), 'absent')] })
    await setTimeout(60)
  }
  expect(news).toEqual([0, 0, 0, 0, 0])
})

test.skipIf(!there)(
  `[PROC6] processes that make one schema at the same time make it once${needs}`,
  async () => {
    const schema = scratchSchema()
    const programs = ['ada', 'bob', 'cy'].map((name) => start('count', url, schema, name, '1'))
    expect(await Promise.all(programs.map((program) => program.ended()))).toEqual([0, 0, 0])
    expect((await open(schema).tenant('acme').head()).commit).toBe(3)
  },
  60_000,
)

test.skipIf(!there)(
  `[PROC7] an idle store keeps no process alive, and a commit under way does${needs}`,
  async () => {
    const schema = scratchSchema()
    const program = start('once', url, schema)
    expect(await program.ended()).toBe(0)
    expect(program.lines).toEqual(['acknowledged'])
    expect(await open(schema).tenant('acme').get(Boxes, 'one')).toBeDefined()
  },
  60_000,
)

test.skipIf(!there)(
  `[PROC8] three processes share one subscription, two of them are killed, and every event is handled once${needs}`,
  async () => {
    const schema = scratchSchema()
    const store = open(schema).tenant('acme')
    const programs = [start('work', url, schema), start('work', url, schema), start('work', url, schema)]
    await Promise.all(programs.map((program) => program.line('ready')))
    for (let i = 0; i < 300; i++) {
      await store.commit({ events: [Packed(`box-${i % 7}`, { by: 'ada', n: i })] })
      if (i === 100) programs[0]?.process.kill('SIGKILL')
      if (i === 200) programs[1]?.process.kill('SIGKILL')
    }
    const watcher = subscription(store, { name: 'counting', events: [Packed], handle: () => {} })
    await expect.poll(() => watcher.lag(), { timeout: 60_000 }).toBe(0)
    programs[2]?.process.stdin?.end()
    expect(await programs[2]?.ended()).toBe(0)
    const log = (await wholeLog(store)).filter(({ type }) => type === Packed.type)
    expect(log).toHaveLength(300)
    for (const { id } of log) expect((await store.get(Counters, id))?.doc).toEqual({ n: 1 })
  },
  120_000,
)

test.skipIf(!there)(
  `[PROC9] nobody who reads along ever misses an event, however many write${needs}`,
  async () => {
    const schema = scratchSchema()
    const writers = [open(schema), open(schema), open(schema), open(schema)].map((host) => host.tenant('acme'))
    const reader = open(schema).tenant('acme')
    let isDone = false
    const pouring = Promise.all(
      writers.flatMap((store, w) =>
        upTo(8).map(async (caller) => {
          for (let i = 0; i < 40; i++) await store.commit({ events: [Packed(`${w}-${caller}`, { by: 'ada', n: i })] })
        }),
      ),
    ).then(() => (isDone = true))
    const seen: number[] = []
    for (let last = false; ; last = isDone) {
      const events = await reader.readLog({ after: seen.length, limit: 500 })
      seen.push(...events.map(({ position }) => position))
      if (last && events.length === 0) break
    }
    await pouring
    expect(seen).toEqual(upTo(4 * 8 * 40)) // had it seen a gap that filled later, a position would be out of its place
  },
  120_000,
)

test.skipIf(!there)(`[PROC10] a thousand tenants that listen share two connections${needs}`, async () => {
  const name = `casewell-${scratchSchema()}`
  const mine = new URL(url)
  mine.searchParams.set('application_name', name)
  const host = open(name.slice('casewell-'.length), { url: mine.href })
  let hints = 0
  for (let i = 0; i < 1_000; i++) host.tenant(`tenant-${i}`).onCommit(() => hints++)
  await expect.poll(() => hints, { timeout: 10_000 }).toBe(1_000) // each was told to look, once
  await setTimeout(200)
  const { rows } = await asOwner((client) =>
    client.query('select count(*)::int as n from pg_stat_activity where application_name = $1', [name]),
  )
  expect(rows).toEqual([{ n: 2 }])
  expect(hints).toBe(1_000)
})

for (const [how, silence] of [
  ['by its notification', false],
  ['by looking, when notifications are lost', true],
] as const)
  test.skipIf(!there)(
    `[PROC10] when one of a thousand tenants commits elsewhere, it alone is told, ${how}${needs}`,
    async () => {
      const schema = scratchSchema()
      const other = open(schema).tenant('tenant-7')
      await other.commit({ writes: [put(Counters, 'first', { n: 0 }, 'absent')] })
      const host = open(schema, { pollMs: silence ? 50 : 60_000 })
      const told = new Map<string, number>()
      for (let i = 0; i < 1_000; i++)
        host.tenant(`tenant-${i}`).onCommit(() => void told.set(`tenant-${i}`, (told.get(`tenant-${i}`) ?? 0) + 1))
      await expect.poll(() => told.size, { timeout: 10_000 }).toBe(1_000) // each was told to look, once
      await setTimeout(200)
      told.clear()
      if (silence)
        await asOwner((client) =>
          client.query(`update ${schema}.writers set last = last + 1;
          update ${schema}.tenants set commits = commits + 1 where name = 'tenant-7'`),
        )
      else await other.commit({ writes: [put(Counters, 'second', { n: 0 }, 'absent')] })
      await expect.poll(() => told.get('tenant-7'), { timeout: 10_000 }).toBe(1)
      await setTimeout(200)
      expect([...told.keys()]).toEqual(['tenant-7'])
    },
  )
