import { eventType } from '@casewell/bus'
import { collection, createHost, memoryDriver, memoryStore } from '@casewell/store'
import { describe, expect, test, vi } from 'vitest'
import * as z from 'zod'
import { CaseOpened, CaseReopened } from '../src/events.ts'
import {
  type Actor,
  Cases,
  createDesk,
  type DeskOptions,
  type Plugin,
  type Requirement,
  type Work,
} from '../src/index.ts'
import { testDesk } from '../src/testing.ts'
import { scene } from './characters.ts'

const CustomerStruggling = eventType('customer.struggling', z.object({ reopened: z.number() }))
const Tallies = collection('reopen-tallies', z.object({ count: z.number() }), { version: 1, indexes: {} })

/** Says when a case was reopened three times. */
function struggling(): Plugin<{ of(id: string): Promise<number> }> {
  return {
    name: 'struggling',
    collections: [Tallies],
    events: [CustomerStruggling],
    setup(desk) {
      desk.subscribe({
        name: 'struggling',
        events: [CaseReopened],
        async handle(event, work) {
          const count = ((await work.get(Tallies, event.subject))?.doc.count ?? 0) + 1
          work.put(Tallies, event.subject, { count })
          // @ts-expect-error a misspelt field does not compile
          if (count > 1e9) work.put(Tallies, event.subject, { cuont: count })
          // @ts-expect-error nor does a misspelt event
          if (count > 1e9) work.emit(CustomerStruggling(event.subject, { reopend: 3 }))
          if (count === 3) work.emit(CustomerStruggling(event.subject, { reopened: 3 }))
        },
      })
      return { of: async (id) => (await desk.read.get(Tallies, id))?.doc.count ?? 0 }
    },
  }
}

describe('a desk', () => {
  test('[DESK1] tells on the bus what is durable, in the order of the log', async () => {
    const { desk, ada, id } = await scene()
    const heard: number[] = []
    desk.bus.on('*', async (event) => {
      heard.push(event.position)
      expect((await desk.read.readLog({ after: event.position - 1, limit: 1 }))[0]).toMatchObject({ id: event.id })
    })
    desk.bus.on('case.*', () => {
      throw new Error('a listener that fails')
    })
    await desk.settled()
    const before = heard.length
    await Promise.all([
      ada.cases.note(id, { text: '1' }),
      ada.cases.reply(id, { text: '2' }),
      ada.cases.tag(id, { tag: 't' }),
    ])
    await desk.settled()
    expect(heard.length).toBeGreaterThan(before + 2)
    expect(heard).toEqual([...heard].sort((a, b) => a - b))
  })

  test('[DESK1] hears what another desk on the same store did', async () => {
    const store = memoryStore()
    const [here, there] = [await createDesk({ store, sharesStore: true }), await createDesk({ store })]
    const heard: string[] = []
    here.bus.on('case.*', (event) => void heard.push(event.type))
    await there.as({ id: 'ada', role: 'agent' }).cases.open({ subject: 's', from: { email: 'bob@example.org' } })
    await here.settled()
    expect(heard).toEqual(['case.opened'])
    await here.stop()
    await there.stop()
  })

  test('[DESK9] leaves the log alone while nobody listens, and misses nothing from the first listener on', async () => {
    let reads = 0
    const driver = memoryDriver()
    const log: typeof driver.log = (...asked) => {
      reads++
      return driver.log(...asked)
    }
    const store = createHost({ ...driver, log })
    const [here, there] = [await createDesk({ store, sharesStore: true }), await createDesk({ store })]
    const bob = { email: 'bob@example.org' }
    const open = (subject: string) => there.as({ id: 'ada', role: 'agent' }).cases.open({ subject, from: bob })
    await open('before anybody came')
    await here.settled()
    expect(reads).toBe(0)
    const heard: number[] = []
    const stop = here.bus.on('case.*', (event) => void heard.push(event.position))
    for (let i = 0; i < 5; i++) await open(`case ${i}`)
    await here.settled()
    const opened = await here.read.readLog({ after: 0, limit: 1000 })
    expect(heard).toEqual(
      opened
        .filter(({ type }) => type === 'case.opened')
        .slice(1)
        .map(({ position }) => position),
    )
    stop()
    await open('after the last one went')
    await here.settled()
    expect(heard).toHaveLength(5)
    await here.stop()
    await there.stop()
  })

  test('[DESK2] [DESK4] lets a plugin subscribe, write and speak, and hands its API back', async () => {
    const { desk, errors } = await testDesk()
    const api = desk.use(struggling())
    const heard: unknown[] = []
    desk.bus.on(CustomerStruggling, (event) => void heard.push(event.data))
    await desk.start()
    const ada = desk.as({ id: 'ada', role: 'agent' })
    const { id } = await ada.cases.open({ subject: 's', from: { email: 'bob@example.org' }, text: 'x' })
    for (let i = 0; i < 3; i++) {
      await ada.cases.resolve(id, { code: 'fixed' })
      await ada.cases.receive(id, { text: 'again' })
    }
    await desk.settled()
    expect([await api.of(id), heard, errors]).toEqual([3, [{ reopened: 3 }], []])
    const log = await desk.read.readLog({ after: 0, limit: 100 })
    const cause = log.find((e) => e.type === 'customer.struggling')?.cause
    expect(log.find((e) => e.id === cause)?.type).toBe('case.reopened')
    await desk.stop()
  })

  test('[DESK10] reports the first and the last attempt of a subscriber that fails, with the cause', async () => {
    const { desk, errors } = await testDesk()
    const cause = new Error('no such tally')
    desk.subscribe({
      name: 'clumsy',
      events: [CaseOpened],
      retry: { attempts: 3, baseMs: 0 },
      handle() {
        throw cause
      },
    })
    await desk.start()
    await desk.as({ id: 'ada', role: 'agent' }).cases.open({ subject: 's', from: { email: 'bob@example.org' } })
    await desk.settled()
    await vi.waitFor(async () => expect(await desk.subscriptions.at(-1)?.deadLetters()).toHaveLength(1))
    const says = (attempt: number) => ({
      code: 'core/handler-failed',
      message: expect.stringMatching(
        new RegExp(`^subscription clumsy failed at event \\d+, attempt ${attempt} of 3: no such tally$`),
      ) as string,
      cause,
    })
    expect(errors).toEqual([expect.objectContaining(says(1)), expect.objectContaining(says(3))])
    await desk.stop()
  })

  test('[DESK11] refuses in words what no compiler has read', async () => {
    const misspelt: unknown = { sotre: memoryStore() }
    const code = (of: string) => expect.objectContaining({ code: of }) as Error
    await expect(createDesk(misspelt as DeskOptions)).rejects.toThrow(code('core/no-store'))
    await expect(createDesk(undefined as unknown as DeskOptions)).rejects.toThrow(code('core/no-store'))
    const { desk } = await testDesk()
    for (const given of [struggling, { name: 'p', setpu: () => {} }, { setup: () => {} }, undefined])
      expect(() => desk.use(given as unknown as Plugin)).toThrow(code('core/not-a-plugin'))
    expect(() => desk.use(struggling as unknown as Plugin)).toThrow(/was given function struggling, which is no plugin/)
    for (const given of [{ id: 'ada', role: 'agnet' }, { id: 'ada' }, undefined])
      expect(() => desk.as(given as Actor)).toThrow(code('core/no-role'))
    await desk.stop()
  })

  test('[DESK3] starts once, stops once, and closes its store', async () => {
    const { desk } = await testDesk()
    const life: string[] = []
    desk.use({ name: 'p', setup: () => {}, start: () => void life.push('start'), stop: () => void life.push('stop') })
    await Promise.all([desk.start(), desk.start()])
    await Promise.all([desk.stop(), desk.stop()])
    expect(life).toEqual(['start', 'stop'])
    await expect(desk.start()).rejects.toMatchObject({ code: 'core/stopped' })
    await expect(
      desk.as({ id: 'ada', role: 'agent' }).cases.open({ subject: 's', from: { email: 'b@example.org' } }),
    ).rejects.toMatchObject({ code: 'store/closed' })
  })

  test('[DESK3] leaves a store open that it shares with desks of other tenants', async () => {
    const store = memoryStore()
    const acme = await createDesk({ store, sharesStore: true, tenant: 'acme' })
    await using globex = await createDesk({ store, tenant: 'globex' })
    await acme.stop()
    const { id } = await globex
      .as({ id: 'ada', role: 'agent' })
      .cases.open({ subject: 's', from: { email: 'b@x.org' } })
    expect(await globex.read.get(Cases, id)).toBeDefined()
  })

  test('[DESK3] is stopped by the end of its scope', async () => {
    let stopped = false
    {
      await using desk = await createDesk({ store: memoryStore() })
      desk.use({
        name: 'p',
        setup: () => {},
        stop: () => {
          stopped = true
        },
      })
      await desk.start()
    }
    expect(stopped).toBe(true)
  })

  test('[DESK4] lets a plugin refuse a command, with its reason', async () => {
    const { desk } = await testDesk()
    desk.before('resolve', async (state, command, work) => {
      if (command.do === 'resolve' && command.code === 'spam') return { reason: 'nobody is spam' }
      if (state) work.put(Tallies, state.id, { count: 1 })
      return undefined
    })
    await desk.start()
    const ada = desk.as({ id: 'ada', role: 'agent' })
    const { id } = await ada.cases.open({ subject: 's', from: { email: 'bob@example.org' } })
    await expect(ada.cases.resolve(id, { code: 'spam' })).rejects.toMatchObject({
      code: 'core/refused',
      details: { plugin: 'desk', reason: 'nobody is spam' },
    })
    await ada.cases.resolve(id, { code: 'fixed' })
    expect((await desk.read.get(Tallies, id))?.doc).toEqual({ count: 1 })
    await desk.stop()
  })

  test('[DESK4] lets a plugin act as whoever asked it, with their rights and in their name', async () => {
    const { desk } = await testDesk()
    const closing = (work: Work, id: string) => work.cases.close(id)
    const port = desk.use({ name: 'closer', setup: (given) => given })
    await desk.start()
    const { id } = await desk.as({ id: 'ada', role: 'agent' }).cases.open({ subject: 's', from: { email: 'b@x.org' } })
    const stranger = { id: 'eve', role: 'customer' } as const
    await expect(port.transact((work) => closing(work, id), stranger)).rejects.toMatchObject({ code: 'core/denied' })
    await port.transact((work) => closing(work, id), { id: 'lea', role: 'lead' })
    const log = await desk.read.readLog({ after: 0, limit: 100 })
    expect(log.find(({ type }) => type === 'case.closed')?.actor).toBe('lead:lea')
    const ids = [port.newId(), port.newId(), id]
    expect([new Set(ids).size, [...ids].sort()[0]]).toEqual([3, id])
    await desk.stop()
  })

  test('[DESK4] says what is missing, doubled or too late', async () => {
    const { desk } = await testDesk()
    const set: string[] = []
    const plugin = (name: string, ...requires: readonly Requirement[]): Plugin => ({
      name,
      requires,
      setup: () => void set.push(name),
    })
    const needed = { name: 'knowledge', package: '@casewell/knowledge', use: 'knowledge()' }
    expect(() => desk.use(plugin('a', needed))).toThrow(
      expect.objectContaining({
        code: 'core/missing-plugin',
        message:
          'plugin a needs knowledge, which is not in use: npm install @casewell/knowledge, then desk.use(knowledge()).',
        details: { plugin: 'a', ...needed },
      }),
    )
    desk.use(plugin('knowledge'))
    desk.use(plugin('a', needed))
    expect(set).toEqual(['knowledge', 'a'])
    expect(() => desk.use(plugin('a'))).toThrow(expect.objectContaining({ code: 'core/same-name' }))
    await desk.start()
    expect(() => desk.use(plugin('b'))).toThrow(expect.objectContaining({ code: 'core/too-late' }))
    await desk.stop()
  })

  test('[DESK7] keeps an answer to a program, and leaves the case resolved', async () => {
    const { desk } = await testDesk()
    const heard: string[] = []
    desk.use({
      name: 'ears',
      setup: (port) => port.hear(({ text }) => heard.push(text) > 0 && text === '5'),
    })
    await desk.start()
    const ada = desk.as({ id: 'ada', role: 'agent' })
    const { id } = await ada.cases.open({ subject: 's', from: { email: 'bob@example.org' }, text: 'mute' })
    await ada.cases.resolve(id, { code: 'fixed' })
    await ada.cases.receive(id, { text: '5' })
    expect((await ada.cases.get(id)).status).toBe('resolved')
    await ada.cases.receive(id, { text: 'mute again' })
    expect((await ada.cases.get(id)).status).toBe('open')
    expect((await ada.cases.timeline(id)).items.map(({ text }) => text)).toEqual(['mute', '5', 'mute again'])
    expect(heard).toEqual(['mute', '5', 'mute again'])
    await desk.stop()
  })

  test('[DESK5] runs a unit of work again from the start when it lost a race', async () => {
    const { desk } = await testDesk()
    await desk.start()
    let runs = 0
    const count = () =>
      desk.transact(async (work) => {
        runs++
        const n = ((await work.get(Tallies, 'n'))?.doc.count ?? 0) + 1
        work.put(Tallies, 'n', { count: n })
      })
    await Promise.all(Array.from({ length: 20 }, count))
    expect((await desk.read.get(Tallies, 'n'))?.doc.count).toBe(20)
    expect(runs).toBeGreaterThan(20)
    await desk.stop()
  })
})
