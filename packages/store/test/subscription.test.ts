import { eventType } from '@casewell/bus'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import {
  createHost,
  erase,
  lagOf,
  memoryDriver,
  memoryStore,
  type Store,
  type SubscriptionOptions,
  subscription,
  type Unit,
} from '../src/index.ts'
import { Subscriptions } from '../src/subscription/state.ts'
import { SharedMemory } from './memory-harness.ts'
import { Closed, Effects, Opened, opened, told, until, upTo } from './opened-boxes.ts'

const freshStore = (): Store => memoryStore().tenant('acme')

/** Writes down what it is told, under the key of the event. */
async function writeDown(event: { subject: string; data: { n: number } }, unit: Unit): Promise<void> {
  unit.put(Effects, event.subject, {
    told: [...((await unit.get(Effects, event.subject))?.doc.told ?? []), event.data.n],
  })
}

const scribe = (given: Partial<SubscriptionOptions<typeof Opened>> = {}): SubscriptionOptions<typeof Opened> => ({
  name: 'scribe',
  events: [Opened],
  handle: writeDown,
  ...given,
})

const count = (store: Store) =>
  store.commit({ events: upTo(5).flatMap((n) => [opened('a', n), Closed('a'), opened('b', n)]) })

describe('a subscription', () => {
  test('[SUB1] handles each wanted event once, in the order of the log, whenever it was written', async () => {
    const store = freshStore()
    await count(store)
    const listening = subscription(store, scribe())
    listening.start()
    await store.commit({ events: [opened('a', 6)] })
    await listening.caughtUp()
    await store.commit({ events: [opened('a', 7), Closed('a')] })
    await listening.caughtUp()
    await listening.stop()
    expect([await told(store, 'a'), await told(store, 'b')]).toEqual([upTo(7), upTo(5)])
  })

  test('[SUB1] hears everything where it wants everything', async () => {
    const store = freshStore()
    const heard: string[] = []
    const listening = subscription(store, { name: 'all', events: 'all', handle: ({ type }) => void heard.push(type) })
    listening.start()
    await store.commit({ events: [opened('a', 1), Closed('a')] })
    await listening.caughtUp()
    await listening.stop()
    expect(heard).toEqual(['box.opened', 'box.closed'])
  })

  test('[SUB13] reads nothing of the log while others commit beside it what it does not want', async () => {
    let reads = 0
    const driver = memoryDriver()
    const log: typeof driver.log = (...asked) => {
      reads++
      return driver.log(...asked)
    }
    const store = createHost({ ...driver, log }).tenant('acme')
    const listening = subscription(store, scribe())
    listening.start()
    await store.commit({ events: [opened('a', 1)] })
    await listening.caughtUp()
    const before = reads
    for (const box of upTo(20)) await store.commit({ events: [Closed(`b${box}`), Closed(`c${box}`)] })
    await until(async () => (await listening.lag()) === 0)
    expect(reads).toBe(before)
    await store.commit({ events: [Closed('a'), opened('a', 2), Closed('a')] })
    for (const n of [3, 4]) await store.commit({ events: [Closed('b'), opened('a', n)] })
    await listening.caughtUp()
    await listening.stop()
    expect(await told(store, 'a')).toEqual(upTo(4))
  })

  test('[SUB2] commits what its handler writes together with the checkpoint, or neither', async () => {
    const memory = new SharedMemory()
    let isDown = false
    const store = memory
      .open({
        driver: (driver) => ({
          ...driver,
          apply: async (group) => {
            if (isDown && group.some(({ writes }) => writes.some((w) => w.collection === 'effects')))
              throw new Error('down')
            return driver.apply(group)
          },
        }),
      })
      .tenant('acme')
    const listening = subscription(store, scribe({ leaseMs: 40, retry: { baseMs: 1 } }))
    listening.start()
    await store.commit({ events: [opened('a', 1)] })
    await listening.caughtUp()
    const before = await store.get(Subscriptions, 'scribe')
    expect([before?.doc.position, await told(store, 'a')]).toEqual([1, [1]])
    expect(before?.version).toBe((await store.get(Effects, 'a'))?.version)
    isDown = true
    await store.commit({ events: [opened('a', 2)] })
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(await told(store, 'a')).toEqual([1])
    isDown = false
    await until(async () => (await told(store, 'a')).length === 2)
    await listening.stop()
    expect(await told(store, 'a')).toEqual([1, 2])
  })

  test('[SUB3] begins at the start of the log, or behind what there is when it first runs', async () => {
    const store = freshStore()
    await count(store)
    const late = subscription(store, scribe({ name: 'late', from: 'now' }))
    late.start()
    await late.caughtUp()
    await store.commit({ events: [opened('a', 6)] })
    await late.caughtUp()
    await late.stop()
    expect(await told(store, 'a')).toEqual([6])
    late.start() // from now on its checkpoint counts
    await late.caughtUp()
    await late.stop()
    expect(await told(store, 'a')).toEqual([6])
  })

  test('[SUB4] writes nothing while there is nothing to do, whoever stands by', async () => {
    const memory = new SharedMemory()
    const stores = [memory.open().tenant('acme'), memory.open().tenant('acme')] as const
    await count(stores[0])
    const running = stores.map((store) => subscription(store, scribe({ leaseMs: 20 })))
    for (const one of running) one.start()
    for (const one of running) await one.caughtUp()
    await stores[1].commit({ events: [Closed('a')] })
    const { commit } = await stores[0].head()
    await new Promise((resolve) => setTimeout(resolve, 100)) // five times the lease
    expect((await stores[0].head()).commit).toBe(commit)
    for (const one of running) await one.stop()
  })

  test('[SUB4] writes a checkpoint over uninteresting events only now and then', async () => {
    const store = freshStore()
    const listening = subscription(store, scribe())
    listening.start()
    for (const _ of upTo(18)) await store.commit({ events: upTo(100).map(() => Closed('a')) })
    await listening.caughtUp()
    expect(await listening.lag()).toBe(0)
    const behind = await lagOf(store, 'scribe')
    expect(behind).toBeGreaterThan(0)
    expect(behind).toBeLessThanOrEqual(1_000)
    await listening.stop()
    expect(await lagOf(store, 'scribe')).toBe(0)
  })

  test('[SUB5] puts a batch into one commit', async () => {
    const store = freshStore()
    await store.commit({ events: upTo(40).map((n) => opened('a', n)) })
    const listening = subscription(store, scribe({ batch: 10 }))
    const before = (await store.head()).commit
    listening.start()
    await listening.caughtUp()
    expect((await store.head()).commit - before).toBe(1 + 4) // the lease, and four batches
    await listening.stop()
    expect(await told(store, 'a')).toEqual(upTo(40))
  })

  test('[SUB5] gives each event of a failing batch a commit of its own, and fails only one', async () => {
    const store = freshStore()
    await store.commit({ events: upTo(6).map((n) => opened(`k${n}`, n)) })
    const listening = subscription(
      store,
      scribe({
        retry: { attempts: 1 },
        handle(event, unit) {
          if (event.data.n === 3) throw new Error('three is too many')
          return writeDown(event, unit)
        },
      }),
    )
    listening.start()
    await listening.caughtUp()
    await listening.stop()
    const versions = await Promise.all(upTo(6).map(async (n) => (await store.get(Effects, `k${n}`))?.version))
    expect(versions[2]).toBeUndefined()
    expect(new Set(versions).size).toBe(6)
    expect(await listening.deadLetters()).toMatchObject([{ position: 3, error: 'three is too many' }])
  })

  test('[SUB5] calls a handler once an attempt where a batch is one event', async () => {
    const store = freshStore()
    await store.commit({ events: upTo(4).map((n) => opened('a', n)) })
    const calls: number[] = []
    const handle = ({ data }: { data: { n: number } }): void => {
      calls.push(data.n)
      if (data.n === 2) throw new Error('no')
    }
    const listening = subscription(store, scribe({ batch: 1, retry: { attempts: 1 }, handle }))
    listening.start()
    await listening.caughtUp()
    await listening.stop()
    expect(calls).toEqual([1, 2, 3, 4])
  })

  test('[SUB6] decides again after a lost race, and counts it as no attempt', async () => {
    const store = freshStore()
    let races = 0
    const listening = subscription(
      store,
      scribe({
        retry: { attempts: 1 },
        async handle(event, unit) {
          await writeDown(event, unit)
          if (++races > 20) return
          const mine = await told(store, 'a')
          await store.commit({
            writes: [{ kind: 'put', collection: Effects, id: 'a', expect: 'any', doc: { told: mine } }],
          })
        },
      }),
    )
    listening.start()
    await store.commit({ events: [opened('a', 1)] })
    await listening.caughtUp()
    await listening.stop()
    expect([await told(store, 'a'), await listening.deadLetters()]).toEqual([[1], []])
    expect(races).toBe(21)
  })

  test('[SUB7] reads what was erased without ado, and lets an event that writes to it die', async () => {
    const store = freshStore()
    await store.commit({ writes: [erase(Effects, 'gone', 'any')], events: [opened('gone', 1), opened('a', 2)] })
    const seen: unknown[] = []
    const reading = subscription(store, {
      name: 'reading',
      events: [Opened],
      async handle(event, unit) {
        seen.push(await unit.get(Effects, 'gone'))
        unit.put(Effects, `read-${event.data.n}`, { told: [] })
      },
    })
    const writing = subscription(store, scribe({ retry: { attempts: 1 } }))
    for (const one of [reading, writing]) one.start()
    for (const one of [reading, writing]) await one.caughtUp()
    for (const one of [reading, writing]) await one.stop()
    expect(seen.every((one) => one === undefined)).toBe(true)
    expect([await reading.deadLetters(), await told(store, 'a')]).toEqual([[], [2]])
    expect(await writing.deadLetters()).toMatchObject([
      { position: 1, error: expect.stringContaining('erased') as string },
    ])
  })

  test('[SUB8] names the event as the cause of what its handler publishes', async () => {
    const store = freshStore()
    const handle = (event: { subject: string }, unit: Unit) => unit.emit(Closed(event.subject))
    const listening = subscription(store, scribe({ name: 'closer', handle }))
    listening.start()
    await store.commit({ events: [opened('a', 1), opened('b', 2)], by: { correlation: 'r-1' } })
    await store.commit({ events: [opened('c', 3)] })
    await listening.caughtUp()
    await listening.stop()
    const log = await store.readLog({ after: 0, limit: 10 })
    for (const closed of log.filter(({ type }) => type === 'box.closed')) {
      const cause = log.find(({ type, subject }) => type === 'box.opened' && subject === closed.subject)
      const correlation = cause?.correlation ?? cause?.id
      expect(closed).toMatchObject({ actor: 'system:closer', cause: cause?.id, correlation })
    }
    expect(log.filter(({ type }) => type === 'box.closed')).toHaveLength(3)
  })

  test('[SUB9] starts again after a stop, where it was; a name that cannot be an id is refused', async () => {
    const store = freshStore()
    const listening = subscription(store, scribe())
    for (const n of upTo(3)) {
      listening.start()
      listening.start()
      await store.commit({ events: [opened('a', n)] })
      await listening.caughtUp()
      await Promise.all([listening.stop(), listening.stop()])
      expect((await store.get(Subscriptions, 'scribe'))?.doc).toEqual({ position: n, holder: null })
    }
    await listening.caughtUp() // it does not run: there is nothing to wait for
    expect(await told(store, 'a')).toEqual(upTo(3))
    for (const name of ['', 'a\nb', 'x'.repeat(500)])
      expect(() => subscription(store, scribe({ name }))).toThrow(expect.objectContaining({ code: 'store/bad-id' }))
  })

  test('[SUB10] lets everybody else have their turn while it works through a long backlog', async () => {
    const store = freshStore()
    await store.commit({ events: upTo(5_000).map((n) => opened('a', n)) })
    const listening = subscription(store, { name: 'long', events: [Opened], handle: () => {} })
    let turns = 0
    const clock = setInterval(() => turns++, 0)
    listening.start()
    await listening.caughtUp()
    clearInterval(clock)
    await listening.stop()
    expect(turns).toBeGreaterThan(3)
  })
})

const Moved1 = eventType('kit.moved', z.object({ place: z.string() }))
const Moved2 = eventType('kit.moved', z.object({ places: z.array(z.string()) }), {
  upcasters: [(v1: { place: string }) => ({ places: [v1.place.trim()] })],
})

describe('an event that this process does not understand', () => {
  test('[SUB11] is parked if its data are bad, and is no hindrance to anybody else', async () => {
    const store = freshStore()
    const bad = { ...Moved1('a', { place: '' }), data: { place: 7 } }
    await store.commit({
      events: [Moved1('b', { place: ' Ulm ' }), bad, Moved1('b', { place: 'Kiel' }), opened('a', 1)],
    })
    await store.prepare({ events: [Moved2] })
    const places: unknown[] = []
    const moves = subscription(store, {
      name: 'moves',
      events: [Moved2],
      retry: { attempts: 1 },
      handle: ({ data }) => void places.push(...data.places),
    })
    const others = subscription(store, scribe())
    for (const one of [moves, others]) one.start()
    for (const one of [moves, others]) await one.caughtUp()
    for (const one of [moves, others]) await one.stop()
    expect(places).toEqual(['Ulm', 'Kiel'])
    expect(await moves.deadLetters()).toMatchObject([
      { position: 2, key: 'a', error: expect.stringContaining('kit.moved') as string },
    ])
    expect([await others.deadLetters(), await told(store, 'a')]).toEqual([[], [1]])
  })

  test('[SUB12] of a newer version waits for a newer process, which takes over at once', async () => {
    const memory = new SharedMemory()
    const [older, newer] = [memory.open().tenant('acme'), memory.open().tenant('acme')]
    await older.prepare({ events: [Moved1] })
    await newer.prepare({ events: [Moved2] })
    const heard: unknown[] = []
    const errors: unknown[] = []
    const options = { name: 'moves', leaseMs: 60_000, onError: (error: unknown) => errors.push(error) }
    const old = subscription(older, { ...options, events: [Moved1], handle: ({ data }) => void heard.push(data.place) })
    old.start()
    await older.commit({ events: [Moved1('a', { place: 'Ulm' })] })
    await old.caughtUp()
    const young = subscription(newer, {
      ...options,
      events: [Moved2],
      handle: ({ data }) => void heard.push(data.places),
    })
    young.start()
    await newer.commit({ events: [Moved2('a', { places: ['Bonn'] })] })
    await until(() => heard.length === 2)
    for (const one of [old, young]) await one.stop()
    expect(heard).toEqual(['Ulm', ['Bonn']])
    expect(errors).toMatchObject([{ code: 'bus/newer-version' }])
    expect(await young.deadLetters()).toEqual([])
  })
})
