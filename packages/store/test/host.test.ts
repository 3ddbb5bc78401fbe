import { afterEach, describe, expect, test, vi } from 'vitest'
import * as z from 'zod'
import { conflictsOf, storeErrors } from '../src/errors.ts'
import {
  collection,
  createHost,
  memoryDriver,
  memoryStore,
  put,
  type RawCommit,
  type StoreDriver,
  type StoreHost,
} from '../src/index.ts'
import { opened, upTo } from './opened-boxes.ts'

const Notes = collection('notes', z.object({ text: z.string() }), { version: 1, indexes: { text: (n) => [n.text] } })
const note = (id: string, text = 'x') => put(Notes, id, { text }, 'absent')

/** A host on an engine that does as it is told, and what the engine was asked for. */
function hostOn(change: (driver: StoreDriver) => Partial<StoreDriver>, onError?: (error: unknown) => void) {
  const driver = memoryDriver()
  const groups: (readonly RawCommit[])[] = []
  const watched: StoreDriver = {
    ...driver,
    ...change({
      ...driver,
      apply(group) {
        groups.push(group)
        return driver.apply(group)
      },
    }),
  }
  const host: StoreHost = createHost(watched, { ...(onError && { onError }) })
  return { host, store: host.tenant('acme'), groups }
}

afterEach(() => {
  vi.restoreAllMocks()
})

describe('whoever listens to commits', () => {
  test('[HOST1] and throws hurts neither the commit, which is durable, nor another listener', async () => {
    const errors: unknown[] = []
    const { store } = hostOn(
      () => ({}),
      (error) => errors.push(error),
    )
    let heard = 0
    store.onCommit(() => {
      throw new Error('deaf')
    })
    store.onCommit(() => heard++)
    expect(await store.commit({ events: [opened('a', 1)] })).toEqual({ commit: 1, positions: [1] })
    expect([heard, errors]).toEqual([1, [new Error('deaf')]])
  })

  test('[HOST1] and throws is printed if nobody else wants to know', async () => {
    const printed = vi.spyOn(console, 'error').mockImplementation(() => {})
    const store = memoryStore().tenant('acme')
    store.onCommit(() => {
      throw new Error('deaf')
    })
    await store.commit({ events: [opened('a', 1)] })
    expect(printed).toHaveBeenCalledWith('a listener of commits failed:', new Error('deaf'))
  })

  test('[HOST2] twice hears twice, and stops each for itself', async () => {
    const { store } = hostOn(() => ({}))
    let heard = 0
    const listener = (): void => void heard++
    const offs = [store.onCommit(listener), store.onCommit(listener)]
    await store.commit({ events: [opened('a', 1)] })
    offs[0]?.()
    offs[0]?.()
    await store.commit({ events: [opened('a', 2)] })
    expect(heard).toBe(3)
  })

  test('[HOST3] lets other processes be watched, and only as long as somebody does', async () => {
    let watching = 0
    let tell = (): void => {}
    const { host, store } = hostOn(() => ({
      watch(changed) {
        watching++
        tell = changed
        return () => void watching--
      },
    }))
    expect(watching).toBe(0)
    const heard: unknown[] = []
    const offs = [store.onCommit((news) => heard.push(news)), host.tenant('other').onCommit((news) => heard.push(news))]
    expect(watching).toBe(1)
    tell()
    expect(heard).toEqual([{}, {}])
    for (const off of offs) off()
    expect(watching).toBe(0)
    store.onCommit(() => {})
    await host.close()
    expect(watching).toBe(0)
    expect(store.onCommit(() => {})()).toBeUndefined() // there is nothing left to hear
  })
})

describe('commits of the same moment', () => {
  test('[HOST4] share one write, 512 at most, and the next ones gather while it is written', async () => {
    const { store, groups } = hostOn((driver) => ({
      apply: async (group) => {
        await new Promise((resolve) => setTimeout(resolve, 2))
        return driver.apply(group)
      },
    }))
    const first = store.commit({ writes: [note('first')] })
    await Promise.resolve()
    await Promise.resolve()
    await Promise.resolve()
    await Promise.all([first, ...upTo(600).map((n) => store.commit({ writes: [note(`n${n}`)] }))])
    expect(groups.map((group) => group.length)).toEqual([1, 512, 88])
  })

  test('[HOST5] are each tried alone if the engine refuses them together', async () => {
    const { store, groups } = hostOn((driver) => ({
      apply(group) {
        if (group.some(({ writes }) => writes.some(({ id }) => id === 'n7'))) throw new Error('n7 cannot be written')
        return driver.apply(group)
      },
    }))
    const outcomes = await Promise.allSettled(upTo(10).map((n) => store.commit({ writes: [note(`n${n}`)] })))
    expect(outcomes.map(({ status }) => status === 'rejected')).toEqual(upTo(10).map((n) => n === 7))
    expect(outcomes[6]).toMatchObject({ reason: { message: 'n7 cannot be written' } })
    expect(groups.map((group) => group.length)).toEqual(upTo(9).map(() => 1))
  })

  test('[HOST5] are all refused at once if the engine says that it would refuse each of them', async () => {
    let tries = 0
    const { store } = hostOn(() => ({
      isOutage: () => true,
      apply() {
        tries++
        throw new Error('the file is locked')
      },
    }))
    const outcomes = await Promise.allSettled(upTo(10).map((n) => store.commit({ writes: [note(`n${n}`)] })))
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true)
    expect(tries).toBe(1)
  })

  test('[HOST6] are not left waiting by an engine that forgets to answer', async () => {
    const { store } = hostOn((driver) => ({ apply: async (group) => (await driver.apply(group)).slice(0, 1) }))
    const outcomes = await Promise.allSettled(upTo(2).map((n) => store.commit({ writes: [note(`n${n}`)] })))
    expect(outcomes).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: { message: 'the memory engine answered 1 of 2 commits' } },
    ])
  })

  test('[HOST7] keep what they were given: what the caller changes afterwards does not matter', async () => {
    const { store } = hostOn(() => ({}))
    const doc = { text: 'before' }
    const data = { n: 1 }
    const committed = store.commit({ writes: [put(Notes, 'n', doc, 'any')], events: [{ ...opened('a', 1), data }] })
    doc.text = 'after'
    data.n = 2
    await committed
    expect((await store.get(Notes, 'n'))?.doc.text).toBe('before')
    expect((await store.readLog({ after: 0, limit: 1 }))[0]?.data).toEqual({ n: 1 })
    await expect(store.commit({ events: [{ ...opened('a', 1), at: Number.NaN }] })).rejects.toThrow(RangeError)
  })

  test('[HOST8] bear one time, of their write by the engine’s clock', async () => {
    let now = Date.UTC(2026, 5, 1)
    const { store } = hostOn(() => ({ now: () => (now += 1_000) }))
    await Promise.all(upTo(3).map((n) => store.commit({ events: [opened('a', n)] })))
    await store.commit({ events: [opened('a', 4)] })
    const times = (await store.readLog({ after: 0, limit: 4 })).map(({ time }) => time)
    expect(times).toEqual(['01', '01', '01', '02'].map((s) => `2026-06-01T00:00:${s}.000Z`))
  })
})

describe('a host', () => {
  test('[HOST9] that is closed waits for what is under way, then closes its engine, once', async () => {
    const done: string[] = []
    const slowly = async (what: string): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, 5))
      done.push(what)
    }
    const { host, store } = hostOn((driver) => ({
      apply: async (group) => {
        await slowly('written')
        return driver.apply(group)
      },
      get: async (...query) => {
        await slowly('read')
        return driver.get(...query)
      },
      close: () => slowly('closed'),
    }))
    const commit = store.commit({ writes: [note('one')] })
    const read = store.get(Notes, 'one')
    await Promise.all([host.close(), host.close(), host[Symbol.asyncDispose]()])
    expect([done.at(-1), done.length, (await commit).commit, await read]).toEqual(['closed', 3, 1, undefined])
  })
})

describe('a conflict', () => {
  test('[ERR1] says in words what was expected and what was found', async () => {
    const Labelled = collection('channel.claims', z.object({ label: z.string() }), {
      version: 1,
      indexes: { label: { unique: (c) => [c.label] } },
    })
    const { store } = hostOn(() => ({}))
    await store.commit({ writes: [put(Labelled, 'one', { label: 'L' }, 'absent')] })
    const taking = store.commit({
      writes: [put(Labelled, 'two', { label: 'L' }, 'absent'), put(Labelled, 'one', { label: 'M' }, 7)],
    })
    const error: unknown = await taking.catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({
      code: 'store/conflict',
      message:
        'nothing was written: channel.claims/one is 1, not 7; channel.claims/one already holds the label of channel.claims/two.',
    })
    expect(conflictsOf(error)?.[1]).toMatchObject({ index: 'label', holder: 'one' })
    expect(conflictsOf(storeErrors.closed())).toBeUndefined()
  })
})

describe('a collection', () => {
  test('[COLL1] has a name of lower-case words, and indexes without dots', () => {
    const named = (name: string, index = 'text') =>
      collection(name, z.object({ text: z.string() }), {
        version: 1,
        indexes: { [index]: (n: { text: string }) => [n.text] },
      })
    for (const name of ['cases', 'case-links', 'casewell.timers', 'a1']) expect(named(name).name).toBe(name)
    for (const name of ['', 'Cases', 'a b', 'a/b', '.a', 'a.', '$about', 'a..b'])
      expect(() => named(name)).toThrow(expect.objectContaining({ code: 'store/bad-name' }))
    for (const index of ['a.b', '', '$blob', '1st', 'a b'])
      expect(() => named('cases', index)).toThrow(expect.objectContaining({ code: 'store/bad-name' }))
  })

  test('[COLL2] lets only its own documents and its own indexes compile', async () => {
    const store = memoryStore().tenant('acme')
    // @ts-expect-error a misspelt field
    const wrong = put(Notes, 'n', { txt: 'x' }, 'absent')
    expect(wrong.doc).toEqual({ txt: 'x' })
    // @ts-expect-error an index that nobody declared
    await expect(store.find(Notes, { index: 'size', limit: 1 })).rejects.toMatchObject({ code: 'store/bad-query' })
    // @ts-expect-error the same of a count
    await expect(store.count(Notes, { index: 'size' }, 1)).rejects.toMatchObject({ code: 'store/bad-query' })
    const found = await store.find(Notes, { index: 'text', limit: 1 })
    // @ts-expect-error a field that a note has not
    expect(found.items[0]?.doc.size).toBeUndefined()
  })
})
