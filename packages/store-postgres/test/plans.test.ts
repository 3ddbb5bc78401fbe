import type { RawCommit, StoreDriver } from '@casewell/store'
import { expect, test, vi } from 'vitest'
import { Session, type Statement } from '../src/connect/session.ts'
import { needs, openDriver, placeFor, scratchSchema, there } from './database.ts'

const range = { lower: 'a', upper: 'z' }
const entries = [{ space: 'boxes.label', key: 'k', id: 'one', unique: true }]
const put = { kind: 'put', collection: 'boxes', id: 'one', expect: 'any', json: '{}', schema: 1, entries } as const
const group: readonly RawCommit[] = [{ tenant: 'acme', writes: [put], events: [{ subject: 's', json: '{}' }] }]

/** Asks everything once, of an empty schema, and keeps the statements. */
async function everyStatement(schema: string): Promise<ReadonlyMap<string, Statement>> {
  const { driver } = openDriver(schema)
  const query = vi.spyOn(Session.prototype, 'query')
  await driver.apply(group)
  await driver.get('acme', 'boxes', 'one')
  const scan = { collection: 'boxes', space: 'boxes.label', range, limit: 5 }
  await driver.scan('acme', { ...scan, order: 'asc' })
  await driver.scan('acme', { ...scan, order: 'desc' })
  await driver.count('acme', 'boxes.label', range, 5)
  await driver.refs('acme', '$about', 'k', 5)
  await driver.all('acme', 'boxes', 5)
  await driver.log('acme', 0, 5)
  await driver.log('acme', 0, 5, 's')
  await copyOnce(driver)
  const named = query.mock.calls.map(([statement]) => statement).filter(({ name }) => name !== undefined)
  query.mockRestore()
  return new Map(named.map((statement) => [statement.name ?? '', statement]))
}

/** Asks everything once that a backup and a restore ask. */
async function copyOnce(driver: StoreDriver): Promise<void> {
  const snapshot = await driver.snapshot()
  await snapshot.collections('acme')
  const docs = await snapshot.kept('acme', 'boxes', 5)
  await snapshot.log('acme', 0, 5)
  await snapshot.close()
  const load = await driver.load()
  await load.begin('copy')
  await load.docs('copy', docs)
  await load.events('copy', [{ position: 1, subject: 's', json: '{}' }])
  await load.isReferenced('copy', '$blob', 'k')
  await load.close()
}

async function planOf(session: Session, { name, text, values = [] }: Statement): Promise<string> {
  await session.run(`prepare "${name}" as ${text}`)
  const given = values.length === 0 ? '' : `(${values.map(() => 'null').join()})`
  const lines = await session.query<{ 'QUERY PLAN': string }>({
    text: `explain (costs off) execute "${name}"${given}`,
  })
  return lines.map((line) => line['QUERY PLAN']).join('\n')
}

/** The condition under each use of an index. */
const conditions = (plan: string, index: string): readonly string[] =>
  [...plan.matchAll(new RegExp(`using ${index} on .*\\n\\s*Index Cond: (.*)`, 'g'))].map(
    ([, condition = '']) => condition,
  )

test.skipIf(!there)(
  `[COMMIT2] every question goes along an index that fits it, also by plans made while the tables were empty${needs}`,
  async () => {
    const schema = scratchSchema()
    const statements = await everyStatement(schema)
    const session = await Session.open(placeFor(schema, { durable: true }))
    const plans = new Map<string, string>()
    for (const [name, statement] of statements) plans.set(name, await planOf(session, statement))
    await session.close()

    const copying = ['collections', 'kept', 'kept-log', 'load-docs', 'load-events', 'named', 'staged']
    const names = ['all', 'count', 'down', 'get', 'log', 'log-of', 'lookup', 'refs', 'up', 'write', ...copying]
    expect([...plans.keys()].sort()).toEqual(names.sort())
    for (const plan of plans.values()) expect(plan).not.toMatch(/Seq Scan|Bitmap|Hash|Merge Join/)
    for (const name of ['lookup', 'write', 'get', 'up', 'down'])
      for (const condition of conditions(plans.get(name) ?? '', 'docs_pkey'))
        expect(condition).toMatch(/tenant = .*collection = .*\bid = /)
    for (const name of ['lookup', 'write', 'up', 'down', 'count', 'refs', 'named']) {
      const plan = plans.get(name) ?? ''
      expect(conditions(plan, 'entries_short').length).toBeGreaterThan(0)
      expect(conditions(plan, 'entries_long').length).toBeGreaterThan(0)
      for (const condition of conditions(plan, 'entries_short'))
        expect(condition).toMatch(/tenant = .*space = .*\bkey\b/)
      for (const condition of conditions(plan, 'entries_long')) expect(condition).toMatch(/tenant = .*space = .*"left"/)
    }
    expect(conditions(plans.get('collections') ?? '', 'docs_pkey')).toEqual([
      expect.stringMatching(/tenant = .*collection >/),
    ])
    expect(conditions(plans.get('kept') ?? '', 'docs_pkey')).toEqual([
      expect.stringMatching(/tenant = .*collection = .*\bid >/),
    ])
    expect(conditions(plans.get('log') ?? '', 'events_pkey')).toEqual([expect.stringMatching(/tenant = .*position" >/)])
    expect(conditions(plans.get('log-of') ?? '', 'events_by_subject')).toEqual([
      expect.stringMatching(/tenant = .*"left"\(subject, 200\) = /),
    ])
  },
)

test.skipIf(!there)(
  `[COMMIT3] groups over many tenants never wait for each other in a circle, and stay dense${needs}`,
  async () => {
    const schema = scratchSchema()
    const [one, other] = [openDriver(schema).driver, openDriver(schema).driver]
    const tenants = Array.from({ length: 12 }, (_, i) => `tenant-${i}`)
    const pack = (tenant: string): RawCommit => ({ tenant, writes: [], events: [{ subject: 's', json: '{}' }] })
    const rounds = 25
    const pour = async (driver: typeof one, order: readonly string[]) => {
      for (let i = 0; i < rounds; i++) await driver.apply(order.map(pack))
    }
    await Promise.all([pour(one, tenants), pour(other, [...tenants].reverse())])
    for (const tenant of tenants) {
      expect(await one.head(tenant)).toEqual({ commit: 2 * rounds, position: 2 * rounds })
      const log = await other.log(tenant, 0, 1_000)
      expect(log.map(({ position }) => position)).toEqual(Array.from({ length: 2 * rounds }, (_, i) => i + 1))
    }
  },
)
