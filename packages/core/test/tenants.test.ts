import { eventType } from '@casewell/bus'
import { collection, createHost, memoryBlobs, memoryDriver } from '@casewell/store'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { createDesk, type Desk, type DeskPort, type Plugin, type Seat } from '../src/index.ts'
import { ownCollections } from '../src/own-collections.ts'

const names = ['red', 'green', 'blue'] as const
type Name = (typeof names)[number]
const others = (name: Name) => names.filter((other) => other !== name)
/** What only this tenant ever says. */
const mark = (name: Name): string => `${name}-secret`

const Alarms = collection('alarms', z.object({ text: z.string() }), { version: 1, indexes: { text: (a) => [a.text] } })
const AlarmRang = eventType('alarm.rang', z.object({ of: z.string() }))

/** Sets timers, subscribes, keeps documents of its own. */
function alarms(heard: string[]): Plugin<{ set(text: string): Promise<void> }> {
  return {
    name: 'alarms',
    collections: [Alarms],
    events: [AlarmRang],
    setup(desk) {
      desk.bus.on('*', (event) => void heard.push(JSON.stringify(event)))
      desk.subscribe({
        name: 'alarms',
        events: 'all',
        async handle(event, work) {
          heard.push(JSON.stringify([event, (await work.find(Alarms, { index: 'text', limit: 100 })).items]))
        },
      })
      return {
        set: (text) =>
          desk.transact((work) => {
            work.put(Alarms, text, { text })
            work.schedule(work.now, AlarmRang(text, { of: text }), text)
          }),
      }
    },
  }
}

interface Tenant {
  readonly name: Name
  readonly desk: Desk
  readonly ada: Seat
  readonly api: { set(text: string): Promise<void> }
  /** Everything that its listeners, its subscriber and its error handler were told. */
  readonly heard: string[]
  /** Ids of what it has, for others to try. */
  readonly ids: { case: string; message: string; customer: string; blob: string }[]
}

type Act = (me: Tenant, them: Tenant) => Promise<unknown>

/** What a tenant does for itself; the same addresses, references and ids of vendors in all of them. */
const own: Readonly<Record<string, Act>> = {
  async open({ ada, desk, name, ids }) {
    const { blob, size } = await desk.blobs.write(Buffer.from(`file of ${mark(name)}`))
    const file = { blob, size, name: mark(name), mime: 'text/plain', cid: null }
    const from = { email: 'bob@example.org', name: mark(name) }
    const { id } = await ada.cases.open({
      subject: mark(name),
      from,
      text: `text of ${mark(name)}`,
      key: `k${ids.length}`,
    })
    const { message } = await ada.cases.note(id, { text: mark(name), files: [file] })
    ids.push({ case: id, message, customer: (await ada.cases.get(id)).customer, blob })
  },
  reply: async ({ ada, ids, name }) => ids[0] && ada.cases.reply(ids[0].case, { text: mark(name) }),
  tag: async ({ ada, ids, name }) => ids[0] && ada.cases.tag(ids[0].case, { tag: mark(name) }),
  wait: async ({ ada, ids }) => ids[0] && ada.cases.wait(ids[0].case, { until: new Date() }),
  alarm: ({ api, name }) => api.set(mark(name)),
  agent: ({ desk, name }) => desk.as({ id: 'root', role: 'admin' }).agents.put('ada', { name: mark(name) }),
  erase: async ({ desk, ids }) =>
    ids[0] && desk.as({ id: 'root', role: 'admin' }).privacy.erase({ customer: ids.shift()?.customer ?? '' }),
}

/** What a tenant tries with the ids of another one: it must be as if there were nothing. */
const foreign: Readonly<Record<string, Act>> = {
  get: ({ ada }, { ids }) => ada.cases.get(ids[0]?.case ?? '-'),
  timeline: ({ ada }, { ids }) => ada.cases.timeline(ids[0]?.case ?? '-'),
  reply: ({ ada }, { ids }) => ada.cases.reply(ids[0]?.case ?? '-', { text: 'hello' }),
  customer: ({ ada }, { ids }) => ada.customers.get(ids[0]?.customer ?? '-'),
  erase: ({ desk }, { ids }) =>
    desk.as({ id: 'root', role: 'admin' }).privacy.erase({ message: ids[0]?.message ?? '-' }),
  open: ({ ada }, { ids }) => ada.cases.open({ customer: ids[0]?.customer ?? '-', subject: 'in their name' }),
  async blob({ desk }, { ids }) {
    for await (const part of desk.blobs.read(ids[0]?.blob ?? `sha256-${'0'.repeat(64)}`)) return part
    return undefined
  },
}

async function attempt(me: Tenant, them: Tenant, [kind, act]: readonly ['own' | 'foreign', string]): Promise<unknown> {
  if (kind === 'own') return own[act]?.(me, them)
  const outcome = await foreign[act]?.(me, them).then(
    () => 'reached',
    (error: Error & { code: string }) => {
      me.heard.push(error.message, JSON.stringify(error))
      return error.code
    },
  )
  return expect(outcome).toMatch(/^(case\/not-found|core\/no-customer|core\/no-message|store\/no-blob)$/)
}

async function knowsOnlyItself(
  me: Tenant,
  them: readonly Tenant[],
  driver: ReturnType<typeof memoryDriver>,
): Promise<void> {
  const all = (await everything(me, driver)).concat(me.heard).join('\n')
  expect(all).toContain(mark(me.name))
  for (const { name, ids } of them) {
    expect(all).not.toContain(mark(name))
    for (const { blob } of ids) expect(await me.desk.blobs.has(blob)).toBe(false)
  }
}

describe('tenants', () => {
  test('[TENANT1] that work at the same time on one host see, hear and reach nothing of each other', async () => {
    const step = fc.record({
      me: fc.constantFrom(...names),
      them: fc.nat(1),
      act: fc.constantFrom(
        ...Object.keys(own).map((act) => ['own', act] as const),
        ...Object.keys(foreign).map((act) => ['foreign', act] as const),
      ),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
        const driver = memoryDriver()
        const store = createHost(driver, { blobs: memoryBlobs() })
        const tenants = new Map<Name, Tenant>()
        for (const name of names) tenants.set(name, await tenant(name, store))
        const of = (name: Name): Tenant => tenants.get(name) as Tenant // all three were put there
        await Promise.all(names.map((name) => attempt(of(name), of(name), ['own', 'open'])))
        await Promise.all(steps.map(({ me, them, act }) => attempt(of(me), of(others(me)[them] ?? me), act)))
        for (const one of tenants.values()) await own['open']?.(one, one) // some have erased everything
        for (const { desk } of tenants.values()) await desk.settled()
        for (const name of names) await knowsOnlyItself(of(name), others(name).map(of), driver)
        for (const { desk } of tenants.values()) await desk.stop()
        await store.close()
      }),
      { numRuns: 25, seed: 11 },
    )
  }, 60_000)

  test('[TENANT2] a plugin holds one tenant, and nothing that it holds can name another', () => {
    const never = (desk: DeskPort): void => {
      // @ts-expect-error the tenant is what it is
      desk.tenant = 'green'
      // @ts-expect-error a store of one tenant gives no other
      void desk.read['tenant']
      // @ts-expect-error nor does a query name one
      void desk.read.find(Alarms, { index: 'text', limit: 1, tenant: 'green' })
      // @ts-expect-error nor a blob
      void desk.blobs.read('green', 'sha256-0')
      void desk.transact((work) => {
        // @ts-expect-error nor a write
        work.put(Alarms, 'a', { text: '' }, 'green')
        // @ts-expect-error nor a timer
        work.schedule(work.now, AlarmRang('a', { of: 'a' }), 'key', 'green')
        // @ts-expect-error nor an event
        work.emit({ ...AlarmRang('a', { of: 'a' }), tenant: 'green' } satisfies Parameters<typeof work.emit>[0])
      })
    }
    expect(never).toBeTypeOf('function')
  })

  test('[TENANT3] seals the same address differently for each tenant', async () => {
    const store = createHost(memoryDriver())
    const sealed: string[] = []
    for (const name of names) {
      const desk = await createDesk({ store, tenant: name, sharesStore: true })
      desk.use({ name: 'p', setup: (port) => void sealed.push(port.seal('handle', 'email', 'bob@example.org')) })
      await desk.stop()
    }
    expect(new Set(sealed).size).toBe(3)
    await store.close()
  })
})

async function tenant(name: Name, store: ReturnType<typeof createHost>): Promise<Tenant> {
  const heard: string[] = []
  const desk = await createDesk({
    store,
    tenant: name,
    sharesStore: true,
    onError: (error) => void heard.push(String(error)),
  })
  const api = desk.use(alarms(heard))
  await desk.start()
  return { name, desk, api, heard, ids: [], ada: desk.as({ id: 'ada', role: 'agent' }) }
}

/** All that one can read through a tenant's own desk, and all that the engine keeps for it. */
async function everything({ desk, name, ada }: Tenant, driver: ReturnType<typeof memoryDriver>): Promise<string[]> {
  const found: unknown[] = [
    await desk.read.readLog({ after: 0, limit: 100_000 }),
    await ada.cases.find('secret'),
    await ada.cases.find('bob@example.org'),
  ]
  found.push(await ada.cases.list({ view: 'recent' }, { limit: 1000 }), await ada.agents.list())
  for (const { name: kind } of [...ownCollections, Alarms, { name: 'casewell.timers' }])
    found.push(await driver.all(name, kind, 100_000))
  for (const item of (await ada.cases.list({ view: 'recent' })).items)
    found.push(await ada.cases.timeline(item.id), await desk.read.about(item.customer, { limit: 1000 }))
  return found.map((one) => JSON.stringify(one))
}
