/** How close a durable commit of the SQLite store comes to what the disk and the engine allow. */
import { mkdirSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { eventIds, eventType } from '@casewell/bus'
import { collection, put, type Store, type StoreHost } from '@casewell/store'
import { sqliteStore } from '@casewell/store-sqlite'
import * as z from 'zod'
import { callsPerSecond, syncsPerSecond } from './harness/rates.ts'
import { bench } from './harness.ts'

const Opened = eventType('case.opened', z.object({ queue: z.string(), type: z.string(), priority: z.string() }))
const Case = z.object({
  queue: z.string(),
  assignee: z.string().nullable(),
  status: z.string(),
  updatedAt: z.number(),
  customer: z.string(),
  reference: z.string(),
  subject: z.string(),
})
/** Five rows a document, as a new case of a desk has them: four indexes, one of them unique, and whom it is about. */
const Cases = collection('cases', Case, {
  version: 1,
  indexes: {
    reference: { unique: (c) => [c.reference] },
    recent: (c) => [c.updatedAt],
    inbox: (c) => [c.queue, c.assignee, c.updatedAt],
    customer: (c) => [c.customer, c.updatedAt],
  },
  about: (c) => [c.customer],
})

const newId = eventIds()
const prose = 'The printer says "offline", and after the update it says so again; we tried another cable. '.repeat(12)
/** Fills a document up to 1 kB. */
const subject = prose.slice(0, 864)
let made = 0

/** Every other case is of a new customer, the others are of any customer so far. */
function caseOf(n: number): z.infer<typeof Case> {
  return {
    queue: `queue-${n % 7}`,
    assignee: null,
    status: 'new',
    updatedAt: 1_790_000_000_000 + n * 13,
    customer: `customer-${n % 2 === 0 ? n / 2 : (n * 7919) % ((n + 1) / 2)}`,
    reference: ((n * 2_654_435_761) % 4_294_967_296).toString(36),
    subject,
  }
}

async function commitOne(store: Store): Promise<void> {
  const id = newId()
  await store.commit({
    writes: [put(Cases, id, caseOf(++made), 'absent')],
    events: [Opened(id, { queue: 'queue-1', type: 'question', priority: 'normal' })],
    by: { actor: 'agent:ada' },
  })
}

/** The document and the event of a commit, for a log that could not be simpler. */
const record = (): object => ({ doc: caseOf(++made), event: prose.slice(0, 300) })

const memoryFile = 0x01021994 // TMPFS_MAGIC of linux/magic.h
const shared = '/dev/shm'
const forMs = 400

export default bench('sqlite-commit', async (report) => {
  if (statfsSync(shared).type !== memoryFile) throw new Error(`${shared} is no tmpfs: there is nothing to compare with`)
  mkdirSync('node_modules/.cache', { recursive: true })
  const folders = ['node_modules/.cache', shared].map((folder) => mkdtempSync(join(folder, 'casewell-bench-')))
  const [disk = '', memory = ''] = folders
  const hosts: StoreHost[] = []
  const open = (folder: string, thread: 'worker' | 'same'): Store => {
    const host = sqliteStore({ file: join(folder, `${thread}.db`), thread })
    hosts.push(host)
    return host.tenant('acme')
  }
  try {
    for (const thread of ['worker', 'same'] as const) {
      const ours = open(disk, thread)
      const engine = open(memory, thread)
      const bars = thread === 'worker' ? { one: { bar: 0.75, hope: 0.9 }, many: { bar: 0.7, hope: 0.9 } } : undefined
      await report.ratio(
        { what: `1 caller, ${thread} thread`, unit: 'commits/s', reference: '1/(1/d + 1/e1)', ...bars?.one },
        () => callsPerSecond(() => commitOne(ours), 1, 2 * forMs),
        async () => {
          const d = syncsPerSecond(disk, record(), forMs)
          return 1 / (1 / d + 1 / (await callsPerSecond(() => commitOne(engine), 1, forMs)))
        },
      )
      const engines: number[] = []
      await report.ratio(
        { what: `64 callers, ${thread} thread`, unit: 'commits/s', reference: 'min(64 d, e)', ...bars?.many },
        () => callsPerSecond(() => commitOne(ours), 64, 2 * forMs),
        async () => {
          const d = syncsPerSecond(disk, record(), forMs)
          const e = await callsPerSecond(() => commitOne(engine), 64, forMs)
          engines.push(e)
          return Math.min(64 * d, e)
        },
      )
      const goal = thread === 'worker' ? { bar: 15_000, hope: 25_000 } : {}
      report.row({ what: `e: 64 callers, no syncing, ${thread} thread`, unit: 'commits/s', ...goal }, engines.slice(1))
    }
    report.row(
      { what: 'd: append and fdatasync', unit: 'syncs/s' },
      Array.from({ length: 9 }, () => syncsPerSecond(disk, record(), 200)),
    )
  } finally {
    for (const host of hosts) await host.close()
    for (const folder of folders) rmSync(folder, { recursive: true })
  }
  report.note(
    'd: a raw file on the same disk as the store. e, e1: the same store on tmpfs, where syncing does nothing.',
  )
  report.note('Each commit: a document of 1 kB with 5 index rows, and 1 event.')
})
