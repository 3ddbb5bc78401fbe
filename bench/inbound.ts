// What a channel costs on the way in: signed webhooks through verify, decode, joining and a durable commit on SQLite, 64 in flight, against committing the same documents and events directly.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AnyEventType, Draft } from '@casewell/bus'
import { channelCollections, webhooks } from '@casewell/channel'
import { channelEvents } from '@casewell/channel/events'
import { CaseContents, Cases, Contacts, Conversations, Customers, createDesk, Handles, Messages } from '@casewell/core'
import * as coreEvents from '@casewell/core/events'
import {
  type AnyCollection,
  createHost,
  memoryDriver,
  put,
  type RawCommit,
  type Store,
  type StoreHost,
  type Write,
} from '@casewell/store'
import { sqliteStore } from '@casewell/store-sqlite'
import { secret, walkie, webhookOf } from './burst/walkie.ts'
import { bench, perSecond } from './harness.ts'

const count = 1_000
const threads = 100
const inFlight = 64

const collections = new Map<string, AnyCollection>(
  [...channelCollections, Cases, CaseContents, Conversations, Messages, Customers, Handles, Contacts].map((c) => [
    c.name,
    c,
  ]),
)
const types = new Map<string, AnyEventType>(
  [
    ...Object.values(coreEvents).flatMap((e) => (typeof e === 'function' ? [e as AnyEventType] : [])),
    ...channelEvents,
  ].map((e) => [e.type, e]),
)

const requests = Array.from({ length: count }, (_, i) => {
  const text = `Message ${i}: the radio has no sound since the update, and the light blinks twice.`
  return webhookOf({ id: `u${i}`, room: `r${i % threads}`, text })
})

const requestOf = ({ headers, body }: (typeof requests)[number]) =>
  new Request('https://desk.example/hooks/walkie/home', { method: 'POST', headers, body })

/** Does something with all of them, so many at a time. */
async function all<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  let next = 0
  const lane = async () => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item)
  }
  await Promise.all(Array.from({ length: inFlight }, lane))
}

async function onDesk(
  store: StoreHost,
  run: (hooks: (request: Request) => Promise<Response>) => Promise<void>,
): Promise<void> {
  const desk = await createDesk({ store })
  desk.use(walkie('home', { secret }))
  await desk.start()
  await run(webhooks(desk))
  await desk.stop()
}

async function take(hooks: (request: Request) => Promise<Response>, request: Request): Promise<void> {
  const { status } = await hooks(request)
  if (status !== 204) throw new Error(`a webhook was answered with ${status}`)
}

interface Change {
  readonly writes: readonly Write[]
  readonly events: readonly Draft[]
}

/** What each message writes, one commit a message, as a desk in memory wrote it. */
async function recorded(): Promise<readonly Change[]> {
  const commits: RawCommit[] = []
  const driver = memoryDriver()
  const apply: typeof driver.apply = (group) => {
    commits.push(...group)
    return driver.apply(group)
  }
  await onDesk(createHost({ ...driver, apply }), async (hooks) => {
    for (const request of requests.map(requestOf)) await take(hooks, request)
  })
  return commits.filter(({ writes }) => writes.some(({ collection }) => collection === Messages.name)).map(changeOf)
}

function changeOf({ writes, events }: RawCommit): Change {
  return {
    writes: writes.flatMap(({ kind, collection, id, json }) => {
      const to = collections.get(collection)
      if (kind === 'put' && !to) throw new Error(`${collection} is written and not known here`)
      return kind === 'put' && to && json !== undefined ? [put(to, id, JSON.parse(json) as never, 'any')] : []
    }),
    events: events.map(({ subject, json }) => {
      const { type, data } = JSON.parse(json) as { type: string; data: never }
      const make = types.get(type)
      if (!make) throw new Error(`${type} is emitted and not known here`)
      return make(subject, data)
    }),
  }
}

export default bench('inbound', async (report) => {
  const folder = mkdtempSync(join(tmpdir(), 'casewell-bench-'))
  let file = 0
  const fresh = () => sqliteStore({ file: join(folder, `inbound-${file++}.db`) })
  const changes = await recorded()
  const channel = async () => {
    let rate = 0
    await onDesk(fresh(), async (hooks) => {
      const incoming = requests.map(requestOf) // as a web server hands them over
      rate = await perSecond(count, () => all(incoming, (request) => take(hooks, request)))()
    })
    return rate
  }
  const direct = async () => {
    await using host = fresh()
    const store: Store = host.tenant('default')
    await store.prepare({ collections: [...collections.values()], events: [...types.values()] })
    return await perSecond(count, () => all(changes, (change) => store.commit(change)))()
  }
  await report.ratio(
    {
      what: 'signed webhooks, verified, decoded, joined, durable',
      unit: 'webhooks/s',
      reference: 'the same documents committed directly',
      bar: 0.6,
      hope: 0.85,
    },
    channel,
    direct,
  )
  const [{ writes = [], events = [] } = {}] = changes.slice(-1)
  rmSync(folder, { recursive: true, force: true })
  report.note(
    `${count} messages on ${threads} threads, ${inFlight} in flight, a new SQLite file each time; opening and closing it is not counted. A message writes ${writes.length} documents and ${events.length} events.`,
  )
})
