import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { put, type Store, type SubscriptionOptions, subscription, type Unit } from '../src/index.ts'
import { Subscriptions } from '../src/subscription/state.ts'
import { SharedMemory } from './memory-harness.ts'
import { Closed, Effects, Opened, opened, told, until, upTo } from './opened-boxes.ts'

type Event = { subject: string; data: { n: number } }

async function writeDown(event: Event, unit: Unit): Promise<void> {
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

/** A process that held the lease and was stopped by SIGSTOP: its name stands in the document, nothing else happens. */
async function frozen(store: Store, position = 0): Promise<void> {
  await store.commit({ writes: [put(Subscriptions, 'scribe', { position, holder: 'frozen' }, 'any')] })
}

const holder = async (store: Store): Promise<string | null | undefined> =>
  (await store.get(Subscriptions, 'scribe'))?.doc.holder

/** Lets what is under way come to rest: promises and immediates, but no timers. */
async function settle(): Promise<void> {
  for (const _ of upTo(30)) await new Promise((resolve) => setImmediate(resolve))
}

describe('whoever stands by, on a clock that the test moves,', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  const pass = async (ms: number): Promise<void> => {
    await settle()
    await vi.advanceTimersByTimeAsync(ms)
    await settle()
  }

  test('[LEASE1] takes over when work has waited for the time of the lease, and not before', async () => {
    const store = new SharedMemory().open().tenant('acme')
    await frozen(store)
    await store.commit({ events: [opened('a', 1)] })
    const listening = subscription(store, scribe({ leaseMs: 10_000 }))
    listening.start()
    await pass(9_990)
    expect([await holder(store), await told(store, 'a')]).toEqual(['frozen', []])
    await pass(20)
    expect([await holder(store), await told(store, 'a')]).toEqual([expect.not.stringMatching('frozen'), [1]])
    await listening.stop()
  })

  test('[LEASE1] waits again from the beginning whenever the holder shows life', async () => {
    const store = new SharedMemory().open().tenant('acme')
    await frozen(store)
    await store.commit({ events: [opened('a', 1)] })
    const listening = subscription(store, scribe({ leaseMs: 10_000 }))
    listening.start()
    for (const _ of upTo(4)) {
      await pass(8_000)
      await frozen(store) // a heartbeat
    }
    await pass(9_990)
    expect(await holder(store)).toBe('frozen')
    await pass(20)
    expect(await holder(store)).not.toBe('frozen')
    await listening.stop()
  })

  test('[LEASE2] lets a holder rest who has nothing to do, and takes nothing that comes after a long rest', async () => {
    const memory = new SharedMemory()
    const [here, there] = [memory.open().tenant('acme'), memory.open().tenant('acme')]
    const [working, standingBy] = [here, there].map((store) => subscription(store, scribe({ leaseMs: 1_000 })))
    working?.start()
    await pass(10)
    const before = await holder(here)
    standingBy?.start()
    await here.commit({ events: [Closed('a')] })
    await pass(60_000)
    for (const n of upTo(5)) {
      await there.commit({ events: [opened('a', n)] }) // the process that stands by hears it first
      await pass(30_000)
    }
    expect([await holder(here), await told(here, 'a')]).toEqual([before, upTo(5)])
    await standingBy?.stop()
    await working?.stop()
  })

  test('[LEASE2] does not count the time before there was work', async () => {
    const store = new SharedMemory().open().tenant('acme')
    await frozen(store)
    const listening = subscription(store, scribe({ leaseMs: 10_000 }))
    listening.start()
    await store.commit({ events: upTo(1_200).map(() => Closed('a')) })
    await pass(3_600_000)
    expect(await holder(store)).toBe('frozen')
    await store.commit({ events: [opened('a', 1)] })
    await pass(9_990)
    expect(await holder(store)).toBe('frozen')
    await pass(20)
    expect(await told(store, 'a')).toEqual([1])
    await listening.stop()
  })

  test('[LEASE3] leaves a holder alone whose handler takes long: it shows life', async () => {
    const memory = new SharedMemory()
    const [here, there] = [memory.open().tenant('acme'), memory.open().tenant('acme')]
    let finish = (): void => {}
    const slowly = async (event: Event, unit: Unit): Promise<void> => {
      await new Promise<void>((resolve) => (finish = resolve))
      await writeDown(event, unit)
    }
    const working = subscription(here, scribe({ leaseMs: 3_000, handle: slowly }))
    working.start()
    await here.commit({ events: [opened('a', 1)] })
    await pass(10)
    const before = await holder(here)
    const standingBy = subscription(there, scribe({ leaseMs: 3_000, handle: () => expect.unreachable() }))
    standingBy.start()
    await pass(60_000)
    expect(await holder(here)).toBe(before)
    finish()
    await settle()
    expect(await told(here, 'a')).toEqual([1])
    await standingBy.stop()
    await working.stop()
  })

  test('[LEASE4] a holder who comes back from the frozen writes nothing any more, and works on when it is its turn', async () => {
    const memory = new SharedMemory()
    const [here, there] = [memory.open().tenant('acme'), memory.open().tenant('acme')]
    let wake = (): void => {}
    let calls = 0
    const freezing = async (event: Event, unit: Unit): Promise<void> => {
      if (calls++ === 0) await new Promise<void>((resolve) => (wake = resolve))
      await writeDown(event, unit)
    }
    const errors: unknown[] = []
    const onError = (error: unknown): void => void errors.push(error)
    // Its heartbeats stand still too: so long is its lease, and the other process has a shorter patience.
    const sleeper = subscription(here, scribe({ leaseMs: 10_000_000, handle: freezing, onError }))
    sleeper.start()
    await here.commit({ events: [opened('a', 1), opened('a', 2)] })
    await settle()
    const taker = subscription(there, scribe({ leaseMs: 1_000 }))
    taker.start()
    await pass(1_010)
    expect(await told(here, 'a')).toEqual([1, 2])
    wake()
    await pass(10)
    expect(await told(here, 'a')).toEqual([1, 2])
    await taker.stop()
    await here.commit({ events: [opened('a', 3)] })
    await pass(10)
    expect([await told(here, 'a'), errors]).toEqual([upTo(3), []])
    await sleeper.stop()
  })
})

describe('processes that share a subscription', () => {
  test('[LEASE5] hand it over at once when one of them stops, after what it was doing is done', async () => {
    const memory = new SharedMemory()
    const [here, there] = [memory.open().tenant('acme'), memory.open().tenant('acme')]
    let finish = (): void => {}
    const slowly = async (event: Event, unit: Unit): Promise<void> => {
      await new Promise<void>((resolve) => (finish = resolve))
      await writeDown(event, unit)
    }
    const first = subscription(here, scribe({ leaseMs: 3_600_000, batch: 1, handle: slowly }))
    const second = subscription(there, scribe({ leaseMs: 3_600_000 }))
    first.start()
    await here.commit({ events: upTo(3).map((n) => opened('a', n)) })
    await settle()
    second.start()
    const stopping = first.stop()
    await settle()
    expect(await told(here, 'a')).toEqual([])
    finish()
    await stopping
    await second.caughtUp()
    expect(await told(here, 'a')).toEqual(upTo(3))
    await second.stop()
    expect((await here.get(Subscriptions, 'scribe'))?.doc).toEqual({ position: 3, holder: null })
  })

  test('[LEASE6] know when all is done, whoever does it, also behind events that nobody wants', async () => {
    const memory = new SharedMemory()
    const [here, there] = [memory.open().tenant('acme'), memory.open().tenant('acme')]
    const [working, standingBy] = [subscription(here, scribe()), subscription(there, scribe())]
    working.start()
    await working.caughtUp()
    standingBy.start()
    await there.commit({ events: [...upTo(20).map((n) => opened('a', n)), Closed('a'), Closed('a')] })
    await standingBy.caughtUp()
    expect(await told(there, 'a')).toEqual(upTo(20))
    await there.commit({ events: [Closed('a')] })
    await standingBy.caughtUp() // the checkpoint stays behind: nobody writes it for that
    await working.stop()
    await until(async () => (await standingBy.lag()) === 0)
    await standingBy.stop()
  })
})
