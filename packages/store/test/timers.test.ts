import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Alarm, runTimers, type Store, transact } from '../src/index.ts'
import { SharedMemory } from './memory-harness.ts'
import { opened, until, upTo } from './opened-boxes.ts'

const noTrouble = (error: unknown): void => expect.unreachable(String(error))

const subjects = async (store: Store): Promise<readonly string[]> =>
  (await store.readLog({ after: 0, limit: 1_000 })).map(({ subject }) => subject)

const inMs = (store: Store, ms: number, subject: string, key?: string) =>
  transact(store, (unit) => unit.schedule(new Date(unit.now.getTime() + ms), opened(subject, ms), key))

describe('a timer', () => {
  test('[TIMER1] fires once, however many processes run timers', async () => {
    const memory = new SharedMemory()
    const stores = upTo(4).map(() => memory.open().tenant('acme'))
    const running = stores.map((store) => runTimers(store, noTrouble))
    const store = memory.open().tenant('acme')
    await transact(store, (unit) => {
      for (const n of upTo(250)) unit.schedule(new Date(unit.now.getTime() + (n % 5)), opened(`t${n}`, n))
    })
    await until(async () => (await store.head()).position >= 250)
    for (const one of running) await one.stop()
    expect([...(await subjects(store))].sort()).toEqual(
      upTo(250)
        .map((n) => `t${n}`)
        .sort(),
    )
  })

  test('[TIMER2] that is replaced fires as the new one only, and one that is unscheduled does not', async () => {
    const memory = new SharedMemory()
    const store = memory.open().tenant('acme')
    await inMs(store, 1_000, 'old', 'k')
    await inMs(store, 5_000, 'new', 'k')
    await inMs(store, 2_000, 'gone')
    await transact(store, (unit) => unit.unschedule('box.opened/gone'))
    await inMs(store, 4_000, 'other')
    memory.clock.shift(3_000)
    const timers = runTimers(store, noTrouble)
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(await subjects(store)).toEqual([])
    memory.clock.shift(3_000)
    await inMs(store, 1e9, 'later') // news wake it up
    await until(async () => (await store.head()).position >= 2)
    await timers.stop()
    expect(await subjects(store)).toEqual(['other', 'new'])
  })

  test('[TIMER3] whose time has passed while nobody ran timers fires at the start, the oldest first', async () => {
    const store = new SharedMemory().open().tenant('acme')
    for (const n of [3, 1, 2]) await inMs(store, -n * 1_000, `t${n}`)
    const timers = runTimers(store, noTrouble)
    await until(async () => (await store.head()).position === 3)
    await timers.stop()
    expect(await subjects(store)).toEqual(['t3', 't2', 't1'])
  })

  test('[TIMER4] carries its draft as it was, in the version of its type', async () => {
    const store = new SharedMemory().open().tenant('acme')
    await transact(store, (unit) => unit.schedule(unit.now, { ...opened('one', 7), version: 3 }))
    await transact(store, (unit) => unit.schedule(unit.now, { ...opened('two', 7), data: undefined }))
    const timers = runTimers(store, noTrouble)
    await until(async () => (await store.head()).position === 2)
    await timers.stop()
    expect(await store.readLog({ after: 0, limit: 2 })).toMatchObject([
      { type: 'box.opened', version: 3, subject: 'one', data: { n: 7 }, actor: 'system' },
      { subject: 'two' },
    ])
  })

  test('[TIMER5] does not fire while the store fails: whoever runs it is told, and it fires afterwards', async () => {
    let isDown = true
    const store = new SharedMemory()
      .open({
        driver: (driver) => ({
          ...driver,
          scan: (...query) => {
            if (isDown) throw new Error('locked')
            return driver.scan(...query)
          },
        }),
      })
      .tenant('acme')
    await inMs(store, -1, 'late')
    const errors: unknown[] = []
    const timers = runTimers(store, (error) => {
      errors.push(error)
      isDown = false
      throw new Error('whoever is told throws too')
    })
    await until(async () => (await store.head()).position === 1)
    await timers.stop()
    expect(errors).toEqual([new Error('locked')])
  })
})

describe('a far timer, on a clock that the test moves,', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: Date.UTC(2026, 0, 1) })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('[TIMER6] waits for years without a fuss, and fires on its day', async () => {
    const store = new SharedMemory().open().tenant('acme')
    const year = 365 * 86_400_000
    await inMs(store, year, 'birthday')
    const looks = vi.spyOn(store, 'find')
    const timers = runTimers(store, noTrouble)
    await vi.advanceTimersByTimeAsync(600_000)
    expect(looks.mock.calls.length).toBeLessThan(15)
    vi.setSystemTime(Date.UTC(2026, 0, 1) + year)
    await vi.advanceTimersByTimeAsync(61_000)
    expect(await subjects(store)).toEqual(['birthday'])
    await timers.stop()
  })

  test('[ALARM1] an alarm sleeps 25 days at most, and never less because it was asked for more', async () => {
    const alarm = new Alarm()
    let isAwake = false
    void alarm.wait(1e12).then(() => {
      isAwake = true
    })
    await vi.advanceTimersByTimeAsync(24 * 86_400_000)
    expect(isAwake).toBe(false)
    await vi.advanceTimersByTimeAsync(86_400_000)
    expect(isAwake).toBe(true)
  })
})

describe('an alarm', () => {
  test('[ALARM2] loses no ring, wakes nobody twice for one, and lets nobody sleep once it is stopped', async () => {
    const alarm = new Alarm()
    alarm.ring()
    alarm.ring()
    await alarm.wait(3_600_000) // it had rung before
    const sleeping = alarm.wait(3_600_000)
    alarm.ring()
    await sleeping
    let isAwake = false
    const long = alarm.wait(3_600_000).then(() => {
      isAwake = true
    })
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(isAwake).toBe(false)
    alarm.stop()
    await long
    await alarm.wait(3_600_000)
    await alarm.rest(3_600_000)
    expect(alarm.isStopped).toBe(true)
  })

  test('[ALARM3] that rests is not woken by a ring, hears it afterwards, and is woken by a stop', async () => {
    const alarm = new Alarm()
    let isAwake = false
    const resting = alarm.rest(10).then(() => {
      isAwake = true
    })
    alarm.ring()
    await new Promise((resolve) => setImmediate(resolve))
    expect(isAwake).toBe(false)
    await resting
    await alarm.wait(3_600_000)
    const long = alarm.rest(3_600_000)
    alarm.stop()
    await long
  })
})
