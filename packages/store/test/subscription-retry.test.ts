import { describe, expect, test } from 'vitest'
import {
  type DeadLetter,
  deadLetters,
  type FailedAttempt,
  memoryStore,
  type RawCommit,
  type RawOutcome,
  replayFrom,
  retryDeadLetter,
  type Store,
  type StoreDriver,
  type SubscriptionOptions,
  subscription,
  type Unit,
} from '../src/index.ts'
import { settingsOf } from '../src/subscription/options.ts'
import { Parked, Subscriptions } from '../src/subscription/state.ts'
import { SharedMemory, shiftable } from './memory-harness.ts'
import { Effects, Opened, opened, told, until, upTo } from './opened-boxes.ts'

/** A store whose clock is moved by the test. */
function clocked(): { store: Store; shift: (ms: number) => void } {
  const { now, shift } = shiftable()
  return { store: memoryStore({ now }).tenant('acme'), shift }
}

type Event = { subject: string; position: number; data: { n: number } }

async function writeDown(event: Event, unit: Unit): Promise<void> {
  unit.put(Effects, event.subject, {
    told: [...((await unit.get(Effects, event.subject))?.doc.told ?? []), event.data.n],
  })
}

/** A handler that refuses some events until they are mended. */
function moody(...refused: readonly number[]) {
  const broken = new Set(refused)
  return {
    broken,
    async handle(event: Event, unit: Unit): Promise<void> {
      unit.put(Effects, 'half', { told: [event.data.n] }) // what a failed handler wrote before it failed
      if (broken.has(event.data.n)) throw new Error(`no ${event.data.n}`)
      unit.remove(Effects, 'half')
      await writeDown(event, unit)
    },
  }
}

const scribe = (given: Partial<SubscriptionOptions<typeof Opened>>): SubscriptionOptions<typeof Opened> => ({
  name: 'scribe',
  events: [Opened],
  handle: writeDown,
  ...given,
})

async function later(driver: StoreDriver, group: readonly RawCommit[]): Promise<readonly RawOutcome[]> {
  await new Promise((resolve) => setTimeout(resolve, 3))
  return driver.apply(group)
}

const waiting = async (store: Store): Promise<readonly unknown[]> => {
  const { items } = await store.find(Parked, { index: 'key', limit: 100 })
  return items.map(({ doc }) => [doc.position, doc.status, doc.attempts])
}

describe('an event that fails', () => {
  test('[RETRY1] parks only its key: later events of the key wait behind it, and follow in order', async () => {
    const { store, shift } = clocked()
    const { broken, handle } = moody(2)
    const listening = subscription(store, scribe({ handle, random: () => 0.5, retry: { baseMs: 60_000 } }))
    listening.start()
    await store.commit({ events: upTo(4).flatMap((n) => [opened('a', n), opened('b', n * 10)]) })
    await listening.caughtUp()
    expect([await told(store, 'a'), await told(store, 'b')]).toEqual([[1], [10, 20, 30, 40]])
    expect(await waiting(store)).toEqual([
      [3, 'retry', 1],
      [5, 'behind', 0],
      [7, 'behind', 0],
    ])
    expect(await store.get(Effects, 'half')).toBeUndefined()
    broken.clear()
    shift(30_000)
    await store.commit({ events: [opened('a', 5)] }) // news wake it up
    await until(async () => (await told(store, 'a')).length === 5)
    await listening.stop()
    expect([await told(store, 'a'), await waiting(store)]).toEqual([upTo(5), []])
  })

  test('[RETRY2] is tried again after a random moment below base · 2^(attempt − 1), at most the maximum', () => {
    const { backoff } = settingsOf(scribe({ random: () => 1, retry: { baseMs: 100, maxMs: 1_000 } }))
    expect(upTo(6).map(backoff)).toEqual([100, 200, 400, 800, 1_000, 1_000])
    expect(settingsOf(scribe({ random: () => 0.25, retry: { baseMs: 100 } })).backoff(3)).toBe(100)
    expect(settingsOf(scribe({ random: () => 0 })).backoff(5)).toBe(0)
    expect(settingsOf(scribe({ random: () => 1 })).backoff(30)).toBe(300_000)
  })

  test('[RETRY2] is tried again when its moment comes, not before', async () => {
    const { store, shift } = clocked()
    const attempts: number[] = []
    const handle = ({ data }: Event): void => {
      attempts.push(data.n)
      throw new Error('never')
    }
    const listening = subscription(store, scribe({ handle, random: () => 1, retry: { baseMs: 1_000_000, maxMs: 1e9 } }))
    listening.start()
    await store.commit({ events: [opened('a', 1)] })
    await listening.caughtUp()
    const look = async (): Promise<void> => {
      await store.commit({ events: [{ ...opened('a', 0), type: 'box.ignored' }] })
      await listening.caughtUp()
    }
    for (const [ms, expected] of [
      [999_000, 1],
      [1_001, 2],
      [1_999_000, 2],
      [1_001, 3],
    ] as const) {
      shift(ms)
      await look()
      expect(attempts).toHaveLength(expected)
    }
    await listening.stop()
  })

  test('[RETRY3] becomes a dead letter after its last attempt, and the next of its key goes on', async () => {
    const { store } = clocked()
    const letters: DeadLetter[] = []
    const { handle } = moody(1)
    const options = {
      handle,
      random: () => 0,
      retry: { attempts: 3 },
      onDead: (letter: DeadLetter) => letters.push(letter),
    }
    const listening = subscription(store, scribe(options))
    listening.start()
    await store.commit({ events: [opened('a', 1), opened('a', 2), opened('a', 3)] })
    await until(async () => (await told(store, 'a')).length === 2)
    await listening.stop()
    expect(await told(store, 'a')).toEqual([2, 3])
    expect(letters).toMatchObject([{ subscription: 'scribe', position: 1, key: 'a', attempts: 3, error: 'no 1' }])
    expect(await listening.deadLetters()).toEqual(letters)
    expect(letters[0]?.diedAt).toBeInstanceOf(Date)
    expect(await waiting(store)).toEqual([])
  })

  test('[RETRY11] is told of, attempt by attempt, to whoever wants to know', async () => {
    const { store } = clocked()
    const failed: FailedAttempt[] = []
    const options = {
      ...moody(1),
      random: () => 0,
      retry: { attempts: 2 },
      onFailed: (attempt: FailedAttempt) => failed.push(attempt),
    }
    const listening = subscription(store, scribe(options))
    listening.start()
    await store.commit({ events: [opened('a', 1)] })
    await until(async () => (await listening.deadLetters()).length === 1)
    await listening.stop()
    const same = { subscription: 'scribe', position: 1, key: 'a', attempts: 2, error: new Error('no 1') }
    expect(failed).toEqual([
      { ...same, attempt: 1 },
      { ...same, attempt: 2 },
    ])
  })

  test('[RETRY4] is listed among the dead page by page, oldest first', async () => {
    const { store } = clocked()
    const listening = subscription(store, scribe({ ...moody(...upTo(12)), retry: { attempts: 1 } }))
    listening.start()
    await store.commit({ events: upTo(12).map((n) => opened(`k${n % 3}`, n)) })
    await listening.caughtUp()
    await listening.stop()
    const first = await deadLetters(store, 'scribe', { limit: 7 })
    const rest = await deadLetters(store, 'scribe', { limit: 7, cursor: first.next ?? '' })
    expect([...first.items, ...rest.items].map(({ position }) => position)).toEqual(upTo(12))
    expect(rest.next).toBeUndefined()
    expect(await deadLetters(store, 'another')).toEqual({ items: [] })
  })

  test('[RETRY5] gets another round of attempts, or is dropped, when a person says so', async () => {
    const { store } = clocked()
    const { broken, handle } = moody(1, 2)
    const listening = subscription(store, scribe({ handle, random: () => 0, retry: { attempts: 2 } }))
    listening.start()
    await store.commit({ events: [opened('a', 1), opened('b', 2)] })
    await until(async () => (await listening.deadLetters()).length === 2)
    await listening.retry(1)
    await until(async () => (await listening.deadLetters()).length === 2) // two more attempts, in vain
    broken.clear()
    await listening.retry(1)
    await until(async () => (await told(store, 'a')).length === 1)
    await listening.drop(2)
    for (const position of [1, 2, 99]) {
      await expect(listening.retry(position)).rejects.toMatchObject({ code: 'store/no-dead-letter' })
      await expect(listening.drop(position)).rejects.toMatchObject({ code: 'store/no-dead-letter' })
    }
    await listening.stop()
    expect([await told(store, 'a'), await told(store, 'b'), await listening.deadLetters()]).toEqual([[1], [], []])
  })

  test('[RETRY5] is tried again also when another process says so, while nothing else happens', async () => {
    const memory = new SharedMemory()
    const [here, there] = [memory.open().tenant('acme'), memory.open().tenant('acme')]
    const { broken, handle } = moody(1)
    const listening = subscription(here, scribe({ handle, retry: { attempts: 1 } }))
    listening.start()
    await here.commit({ events: [opened('a', 1)] })
    await until(async () => (await listening.deadLetters()).length === 1)
    await new Promise((resolve) => setTimeout(resolve, 5)) // it has gone to sleep
    broken.clear()
    await retryDeadLetter(there, 'scribe', 1)
    await until(async () => (await told(there, 'a')).length === 1)
    await listening.stop()
  })

  test('[RETRY5] is tried again also when that is said while the next events are being committed', async () => {
    const slow = {
      driver: (driver: StoreDriver): StoreDriver => ({ ...driver, apply: (group) => later(driver, group) }),
    }
    const store = new SharedMemory().open(slow).tenant('acme')
    const { broken, handle } = moody(1)
    let retrying: Promise<void> | undefined
    const listening = subscription(
      store,
      scribe({
        batch: 1,
        retry: { attempts: 1 },
        async handle(event, unit) {
          if (event.data.n === 2) retrying = retryDeadLetter(store, 'scribe', 1)
          await handle(event, unit)
        },
      }),
    )
    listening.start()
    await store.commit({ events: [opened('a', 1)] })
    await until(async () => (await listening.deadLetters()).length === 1)
    broken.clear()
    await new Promise((resolve) => setTimeout(resolve, 20)) // it has gone to sleep
    await store.commit({ events: upTo(5).map((n) => opened('b', n + 1)) })
    await until(async () => (await told(store, 'a')).length === 1)
    await retrying
    await listening.stop()
  })

  test('[RETRY6] goes before later ones of its key that wait, when it is tried again', async () => {
    const { store, shift } = clocked()
    const { broken, handle } = moody(1, 3)
    let chance = 0
    const options = { handle, random: () => chance, retry: { attempts: 2, baseMs: 1_000_000, maxMs: 1e9 } }
    const listening = subscription(store, scribe(options))
    listening.start()
    await store.commit({ events: [opened('a', 1), opened('a', 2)] })
    await until(async () => (await listening.deadLetters()).length === 1 && (await told(store, 'a')).length === 1)
    chance = 0.5
    await store.commit({ events: [opened('a', 3), opened('a', 4)] })
    await listening.caughtUp()
    expect(await waiting(store)).toEqual([
      [3, 'retry', 1],
      [4, 'behind', 0],
    ])
    chance = 1
    await listening.retry(1) // fails, and waits: now 3 must wait for it, whatever its own time
    await until(async () => String((await waiting(store))[0]) === '1,retry,1')
    broken.clear()
    shift(600_000) // the time of 3
    await store.commit({ events: [opened('b', 8)] })
    await until(async () => (await told(store, 'b')).length === 1)
    expect([await told(store, 'a'), (await waiting(store))[1]]).toEqual([[2], [3, 'behind', 1]])
    shift(500_000) // the time of 1
    await store.commit({ events: [opened('b', 9)] })
    await until(async () => (await told(store, 'a')).length === 4)
    await listening.stop()
    expect(await told(store, 'a')).toEqual([2, 1, 3, 4])
  })

  test('[RETRY6] and ten others of its key come back in the order of the log', async () => {
    const { store } = clocked()
    const { broken, handle } = moody(...upTo(12))
    const listening = subscription(store, scribe({ handle, retry: { attempts: 1 } }))
    listening.start()
    await store.commit({ events: upTo(12).map((n) => opened('a', n)) })
    await until(async () => (await listening.deadLetters()).length === 12)
    await listening.stop()
    broken.clear()
    for (const n of [...upTo(12)].reverse()) await listening.retry(n)
    listening.start()
    await until(async () => (await told(store, 'a')).length === 12)
    await listening.stop()
    expect(await told(store, 'a')).toEqual(upTo(12))
  })

  test('[RETRY7] counts what cannot be committed as the failure of the event that wrote it', async () => {
    const { store } = clocked()
    const listening = subscription(
      store,
      scribe({
        retry: { attempts: 1 },
        handle(event, unit) {
          if (event.data.n === 2) unit.put(Effects, 'no\nid', { told: [] })
          return writeDown(event, unit)
        },
      }),
    )
    listening.start()
    await store.commit({ events: upTo(3).map((n) => opened(`k${n}`, n)) })
    await listening.caughtUp()
    await listening.stop()
    expect(await listening.deadLetters()).toMatchObject([
      { position: 2, error: expect.stringContaining('cannot be the id') as string },
    ])
    expect([await told(store, 'k1'), await told(store, 'k2'), await told(store, 'k3')]).toEqual([[1], [], [3]])
  })

  test('[RETRY7] counts nothing while it is the store that fails, tells of it, and goes on by itself', async () => {
    let isDown = false
    const store = new SharedMemory()
      .open({
        driver: (driver) => ({
          ...driver,
          apply: async (group) => {
            if (isDown) throw new Error('the disk is full')
            return driver.apply(group)
          },
        }),
      })
      .tenant('acme')
    const errors: unknown[] = []
    let calls = 0
    const listening = subscription(
      store,
      scribe({
        leaseMs: 20,
        retry: { attempts: 1 },
        onError: (error) => errors.push(error),
        handle(event, unit) {
          if (calls++ === 0) isDown = true
          return writeDown(event, unit)
        },
      }),
    )
    listening.start()
    await store.commit({ events: [opened('a', 1)] })
    await until(() => errors.length > 0)
    isDown = false
    await until(async () => (await told(store, 'a')).length === 1)
    await listening.stop()
    expect([await listening.deadLetters(), await told(store, 'a')]).toEqual([[], [1]])
    expect(errors[0]).toMatchObject({ message: 'the disk is full' })
  })

  test('[RETRY8] is parked under its subject if its key cannot be told', async () => {
    const { store } = clocked()
    const key = ({ data }: Event): string => {
      if (data.n === 2) throw new Error('no key')
      return 'the key'
    }
    const listening = subscription(store, scribe({ key, retry: { attempts: 1 } }))
    listening.start()
    await store.commit({ events: upTo(3).map((n) => opened('a', n)) })
    await listening.caughtUp()
    await listening.stop()
    expect(await listening.deadLetters()).toMatchObject([{ position: 2, key: 'a', error: 'no key' }])
    expect(await told(store, 'a')).toEqual([1, 3])
  })

  test('[RETRY9] does not stop the others because whoever is told of it throws', async () => {
    const { store } = clocked()
    const grumpy = (): void => {
      throw new Error('leave me alone')
    }
    const errors: unknown[] = []
    const onError = (error: unknown): void => {
      errors.push(error)
      grumpy()
    }
    const listening = subscription(store, scribe({ ...moody(1), retry: { attempts: 1 }, onDead: grumpy, onError }))
    listening.start()
    await store.commit({ events: [opened('a', 1), opened('a', 2)] })
    await listening.caughtUp()
    await listening.stop()
    expect([await told(store, 'a'), errors]).toEqual([[2], [new Error('leave me alone')]])
    expect((await store.head()).commit).toBe(5) // events, lease, dead letter, the other event, stop: nobody stumbled
  })
})

describe('a replay', () => {
  test('[RETRY10] handles again what lies behind a position, parked and dead events too', async () => {
    const { store } = clocked()
    const { broken, handle } = moody(2, 4)
    const listening = subscription(
      store,
      scribe({ handle, random: () => 1, retry: { attempts: 2, baseMs: 1e9, maxMs: 1e9 } }),
    )
    const brief = subscription(store, scribe({ name: 'brief', ...moody(3), retry: { attempts: 1 } }))
    for (const one of [listening, brief]) one.start()
    await store.commit({ events: upTo(3).flatMap((n) => [opened('a', n), opened('b', n + 10)]) })
    await listening.caughtUp()
    await brief.caughtUp()
    await brief.stop()
    expect(await waiting(store)).toEqual([
      [3, 'retry', 1],
      [5, 'behind', 0],
    ])
    broken.clear()
    await listening.replay(0)
    await until(async () => (await told(store, 'b')).length >= 9)
    await listening.caughtUp()
    expect(await waiting(store)).toEqual([])
    await replayFrom(store, 'scribe', 5)
    await until(async () => (await store.get(Subscriptions, 'scribe'))?.doc.position === 6)
    await listening.stop()
    expect(await brief.deadLetters()).toHaveLength(1) // it is nobody else's replay
    await brief.replay(0)
    expect(await brief.deadLetters()).toEqual([])
    for (const position of [-1, 7, 0.5, Number.NaN])
      await expect(listening.replay(position)).rejects.toMatchObject({ code: 'store/bad-query' })
  })
})
