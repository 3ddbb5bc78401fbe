import { setTimeout } from 'node:timers/promises'
import { put, type Store } from '@casewell/store'
import { expect, test } from 'vitest'
import { openWire } from '../../postgres/test/wire.ts'
import { Boxes, box, Packed } from '../../store/test/engines/boxes.ts'
import { logLock } from '../src/schema/schema.ts'
import { asOwner, needs, open, scratchSchema, there } from './database.ts'

const pack = (store: Store, id: string) =>
  store.commit({ writes: [put(Boxes, id, box(id), 'absent')], events: [Packed(id, { by: 'ada', n: 1 })] })

async function subjects(store: Store): Promise<readonly string[]> {
  return (await store.readLog({ after: 0, limit: 100_000 })).map(({ subject }) => subject)
}

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1)
const isCommit = (text: string): boolean => text.includes('commit; notify')

test.skipIf(!there)(
  `[OUT1] connections that are cut under load lose nothing and repeat nothing${needs}`,
  async () => {
    const schema = scratchSchema()
    const hosts = [open(schema), open(schema)].map((host) => host.tenant('acme'))
    await Promise.all(hosts.map((store, h) => pack(store, `first-${h}`)))
    let cuts = 0
    const text = `select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'casewell' and query like $1 order by random() limit 2`
    const cutting = asOwner(async (client) => {
      for (; cuts < 25; await setTimeout(20)) cuts += (await client.query(text, [`%${schema}%`])).rowCount ?? 0
    })
    const acknowledged: string[] = []
    await Promise.all(
      hosts.flatMap((store, h) =>
        upTo(16).map(async (caller) => {
          for (let i = 0; cuts < 25; i++) {
            const id = `${h}-${caller}-${i}`
            await pack(store, id)
            acknowledged.push(id)
          }
        }),
      ),
    )
    await cutting
    const [store] = hosts
    if (!store) throw new Error('no host')
    const found = await subjects(store)
    expect(found.length).toBe(2 + acknowledged.length)
    expect(new Set(found)).toEqual(new Set(['first-0', 'first-1', ...acknowledged]))
    expect((await store.readLog({ after: 0, limit: 100_000 })).map(({ position }) => position)).toEqual(
      upTo(found.length),
    )
  },
  120_000,
)

test.skipIf(!there)(
  `[OUT2] a commit whose acknowledgement was lost is acknowledged when the server says that it holds${needs}`,
  async () => {
    const wire = await openWire()
    const store = open(scratchSchema(), { url: wire.url }).tenant('acme')
    await pack(store, 'one')
    let cuts = 0
    wire.onSent = (text) => (isCommit(text) && cuts++ === 0 ? 'deafen' : 'pass')
    expect(await pack(store, 'two')).toEqual({ commit: 2, positions: [2] })
    expect(cuts).toBe(1) // it was asked for, and not sent again
    expect(await subjects(store)).toEqual(['one', 'two'])
  },
)

test.skipIf(!there)(`[OUT3] a commit that did not reach the server is sent again, once${needs}`, async () => {
  const wire = await openWire()
  const store = open(scratchSchema(), { url: wire.url }).tenant('acme')
  await pack(store, 'one')
  let cuts = 0
  wire.onSent = (text) => (isCommit(text) && cuts++ === 0 ? 'cut' : 'pass')
  expect(await pack(store, 'two')).toEqual({ commit: 2, positions: [2] })
  expect(cuts).toBe(2)
  expect(await subjects(store)).toEqual(['one', 'two'])
})

test.skipIf(!there)(`[OUT4] the very first commit can be asked for as well${needs}`, async () => {
  const wire = await openWire()
  const store = open(scratchSchema(), { url: wire.url }).tenant('acme')
  expect((await store.head()).commit).toBe(0)
  let cuts = 0
  wire.onSent = (text) => (isCommit(text) && cuts++ === 0 ? 'deafen' : 'pass')
  expect(await pack(store, 'one')).toEqual({ commit: 1, positions: [1] })
  expect(await subjects(store)).toEqual(['one'])
})

test.skipIf(!there)(`[OUT5] while the server is away callers wait, and go on when it is back${needs}`, async () => {
  const wire = await openWire()
  const store = open(scratchSchema(), { url: wire.url }).tenant('acme')
  await pack(store, 'one')
  wire.cut('down')
  const writing = pack(store, 'two')
  const reading = store.get(Boxes, 'one')
  await setTimeout(300)
  wire.up()
  expect((await writing).commit).toBe(2)
  expect((await reading)?.version).toBe(1)
})

test.skipIf(!there)(`[OUT6] a server that does not come back is named when the patience ends${needs}`, async () => {
  const wire = await openWire()
  const store = open(scratchSchema(), { url: wire.url, patienceMs: 300 }).tenant('acme')
  await pack(store, 'one')
  wire.cut('down')
  const failures = await Promise.allSettled([pack(store, 'two'), store.get(Boxes, 'one')])
  for (const failure of failures)
    expect(failure).toMatchObject({
      reason: { code: expect.stringMatching(/^store-postgres\/(connection-lost|refused)$/) },
    })
  wire.up()
  expect((await pack(store, 'two')).commit).toBe(2) // it goes on by itself
})

test.skipIf(!there)(`[OUT7] when nobody can say what became of a commit, that is said${needs}`, async () => {
  const wire = await openWire()
  const store = open(scratchSchema(), { url: wire.url, patienceMs: 300 }).tenant('acme')
  await pack(store, 'one')
  wire.onSent = (text) => {
    if (!isCommit(text)) return 'pass'
    wire.cut('down')
    return 'cut'
  }
  await expect(pack(store, 'two')).rejects.toMatchObject({
    code: 'store-postgres/unknown-outcome',
    details: { commits: 1 },
  })
  wire.onSent = () => 'pass'
  wire.up()
  expect((await pack(store, 'two')).commit).toBe(2)
})

test.skipIf(!there)(`[OUT8] a server that froze is left, and work goes on when it thaws${needs}`, async () => {
  const wire = await openWire()
  const store = open(scratchSchema(), { url: wire.url, statementTimeoutMs: 200, connectTimeoutMs: 200 }).tenant('acme')
  await pack(store, 'one')
  wire.freeze()
  const writing = pack(store, 'two')
  await setTimeout(700) // twice the time-out, and a call that nobody answered
  wire.up()
  expect((await writing).commit).toBe(2)
  expect(await subjects(store)).toEqual(['one', 'two'])
})

test.skipIf(!there)(`[OUT9] a lock that is not let go is named, and nothing was written${needs}`, async () => {
  const schema = scratchSchema()
  const store = open(schema, { statementTimeoutMs: 200 }).tenant('acme')
  await pack(store, 'one')
  await asOwner(async (client) => {
    await client.query('select pg_advisory_lock($1)', [String(logLock(schema, 'acme'))])
    const refusals = await Promise.allSettled([pack(store, 'two'), pack(store, 'three')])
    for (const refusal of refusals)
      expect(refusal).toMatchObject({ reason: { code: 'store-postgres/timed-out', details: { waitedMs: 200 } } })
  })
  expect((await pack(store, 'two')).commit).toBe(2)
})

test.skipIf(!there)(`[OUT10] notifications are heard again after their connection broke${needs}`, async () => {
  const schema = scratchSchema()
  const wire = await openWire()
  const store = open(schema, { url: wire.url, pollMs: 100 }).tenant('acme')
  const other = open(schema).tenant('acme')
  let hints = 0
  store.onCommit(() => hints++)
  await pack(store, 'one')
  wire.cut()
  await setTimeout(400)
  const before = hints
  await pack(other, 'two')
  await expect.poll(() => hints, { timeout: 10_000 }).toBeGreaterThan(before)
})
