/** How close group commit on Postgres comes to what disk and engine allow, and how far it leaves an identity column behind. */
import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { eventIds, eventType } from '@casewell/bus'
import { collection, put, type Store, type StoreHost } from '@casewell/store'
import { postgresStore } from '@casewell/store-postgres'
import pg from 'pg'
import * as z from 'zod'
import { callsPerSecond, syncsPerSecond } from './harness/rates.ts'
import { bench } from './harness.ts'

const Opened = eventType('case.opened', z.object({ queue: z.string(), type: z.string(), priority: z.string() }))
const Case = z.object({
  queue: z.string(),
  assignee: z.string(),
  status: z.string(),
  updatedAt: z.number(),
  customer: z.string(),
  reference: z.string(),
  tags: z.array(z.string()),
  subject: z.string(),
})
/** Five rows a document: four indexes, one of them unique and one with a value of several, and whom it is about. */
const Cases = collection('cases', Case, {
  version: 1,
  indexes: {
    inbox: (c) => [c.queue, c.assignee, c.status, c.updatedAt],
    customer: (c) => [c.customer, c.updatedAt],
    tag: { each: (c) => c.tags.map((tag) => [tag, c.updatedAt]) },
    reference: { unique: (c) => [c.reference] },
  },
  about: (c) => [c.customer],
})

const url = process.env['DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test'
const newId = eventIds()
const prose = 'The printer says "offline", and after the update it says so again; we tried another cable. '.repeat(12)
let made = 0

/** A document of 1 kB. */
function caseOf(n: number): z.infer<typeof Case> {
  const head = {
    queue: `queue-${n % 7}`,
    assignee: `agent-${n % 50}`,
    status: 'open',
    updatedAt: 1_790_000_000_000 + n * 13,
    customer: `customer-${(n * 7919) % 20_000}`,
    reference: newId(),
    tags: [`tag-${n % 30}`],
  }
  return { ...head, subject: prose.slice(0, 1000 - JSON.stringify(head).length - 14) }
}

async function commitOne(store: Store): Promise<void> {
  const id = newId()
  await store.commit({
    writes: [put(Cases, id, caseOf(++made), 'absent')],
    events: [Opened(id, { queue: 'queue-1', type: 'question', priority: 'normal' })],
    by: { actor: 'agent:ada' },
  })
}

/** An event and nothing else. */
async function emitOne(store: Store): Promise<void> {
  await store.commit({ events: [Opened(newId(), { queue: 'queue-1', type: 'question', priority: 'normal' })] })
}

/** The document and the event of a commit, for a log that could not be simpler. */
const record = (): object => ({ doc: caseOf(++made), event: prose.slice(0, 300) })

/** The usual event table: an identity column, a statement a commit, a pool of connections. The same rows as ours. */
async function identityTables(
  pool: pg.Pool,
  schema: string,
): Promise<{ readonly commit: () => Promise<void>; readonly emit: () => Promise<void> }> {
  await pool.query(`create schema ${schema};
    create table ${schema}.docs (id text collate "C" primary key, version bigint not null, json text not null);
    create table ${schema}.entries (space text collate "C", key text collate "C", id text collate "C", primary key (space, key, id));
    create table ${schema}.events (position bigint generated always as identity primary key, subject text not null, json text not null)`)
  const text = `with d as (insert into ${schema}.docs values ($1, 1, $2)),
    e as (insert into ${schema}.entries select space, key, $1 from unnest($3::text[], $4::text[]) w (space, key))
    insert into ${schema}.events (subject, json) values ($1, $5) returning position`
  const emit = async (): Promise<void> => {
    const subject = newId()
    const event = Opened(subject, { queue: 'queue-1', type: 'question', priority: 'normal' })
    const line = `insert into ${schema}.events (subject, json) values ($1, $2) returning position`
    await pool.query({ name: 'emit', text: line, values: [subject, JSON.stringify({ ...event, id: newId() })] })
  }
  const commit = async (): Promise<void> => {
    const id = newId()
    const doc = caseOf(++made)
    const rows = Cases.entries(doc)
    const [spaces, keys] = [rows.map(({ index }) => index), rows.map(({ key }) => key)]
    const event = JSON.stringify({
      ...Opened(id, { queue: 'queue-1', type: 'question', priority: 'normal' }),
      id: newId(),
    })
    const values = [id, JSON.stringify(doc), [...spaces, '$about'], [...keys, doc.customer], event]
    await pool.query({ name: 'append', text, values })
  }
  return { commit, emit }
}

/** A process of its own that commits when it is asked to. */
function startCaller(schema: string): ChildProcess {
  const execArgv = ['--import', 'tsx', '--conditions=@casewell/source']
  return fork(import.meta.filename, ['caller', schema], { execArgv })
}

async function askAll(children: readonly ChildProcess[], callers: number, forMs: number): Promise<number> {
  const answers = children.map((child) => once(child, 'message') as Promise<[number]>)
  for (const child of children) child.send({ callers, forMs })
  return (await Promise.all(answers)).reduce((sum, [perSecond]) => sum + perSecond, 0)
}

function serve(schema: string): void {
  const host = postgresStore({ url, schema })
  const store = host.tenant('acme')
  process.on('message', ({ callers, forMs }: { callers: number; forMs: number }) => {
    void callsPerSecond(() => commitOne(store), callers, forMs).then((perSecond) => process.send?.(perSecond))
  })
  process.on('disconnect', () => void host.close())
}

const forMs = 700

export default bench('postgres-commit', async (report) => {
  mkdirSync('node_modules/.cache', { recursive: true })
  const folder = mkdtempSync('node_modules/.cache/casewell-bench-')
  const schemas: string[] = []
  const schema = (): string => schemas[schemas.push(`bench_${randomBytes(5).toString('hex')}`) - 1] ?? ''
  const hosts: StoreHost[] = []
  const open = (durable: boolean): Store => {
    const host = postgresStore({ url, schema: schema(), durable })
    hosts.push(host)
    return host.tenant('acme')
  }
  const pool = new pg.Pool({ connectionString: url, max: 16 })
  const shared = schema()
  const children = Array.from({ length: 4 }, () => startCaller(shared))
  const [alone] = children
  try {
    const [ours, engine] = [open(true), open(false)]
    await report.ratio(
      { what: '64 callers, 1 connection', unit: 'commits/s', reference: 'min(64 d, e)', bar: 0.6, hope: 0.85 },
      () => callsPerSecond(() => commitOne(ours), 64, forMs),
      async () => {
        const d = syncsPerSecond(folder, record(), forMs / 2)
        return Math.min(64 * d, await callsPerSecond(() => commitOne(engine), 64, forMs))
      },
    )
    const identity = await identityTables(pool, schema())
    await report.ratio(
      { what: '64 callers', unit: 'commits/s', reference: 'identity column, 16 connections', bar: 3, hope: 4 },
      () => callsPerSecond(() => commitOne(ours), 64, forMs),
      () => callsPerSecond(identity.commit, 64, forMs),
    )
    await report.ratio(
      { what: '64 callers, an event alone', unit: 'commits/s', reference: 'identity column, 16 connections' },
      () => callsPerSecond(() => emitOne(ours), 64, forMs),
      () => callsPerSecond(identity.emit, 64, forMs),
    )
    await report.ratio(
      { what: '64 callers in 4 processes', unit: 'commits/s', reference: 'the same in one', bar: 0.4, hope: 0.7 },
      () => askAll(children, 16, forMs),
      () => askAll(alone ? [alone] : [], 64, forMs),
    )
    report.row(
      { what: 'd: append and fdatasync', unit: 'syncs/s' },
      Array.from({ length: 9 }, () => syncsPerSecond(folder, record(), 100)),
    )
  } finally {
    for (const child of children) child.disconnect()
    await Promise.all(children.map((child) => once(child, 'exit')))
    for (const host of hosts) await host.close()
    for (const name of schemas) await pool.query(`drop schema if exists ${name} cascade`)
    await pool.end()
    rmSync(folder, { recursive: true })
  }
  report.note('d: a raw file on the disk of this machine. e: the same store with synchronous_commit=off.')
  report.note(
    'Each commit: a document of 1 kB with 5 index rows, and 1 event; the identity column writes the same rows.',
  )
})

const [, , role, given] = process.argv
if (role === 'caller' && given !== undefined) serve(given)
