import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Store, type StoreDriver, type Subscription, subscription, transact, type Unit } from '../src/index.ts'
import { Parked } from '../src/subscription/state.ts'
import { SharedMemory } from './memory-harness.ts'
import { Closed, Effects, Opened, opened, told, until } from './opened-boxes.ts'

const keys = ['a', 'b', 'c'] as const

/** How one life of a process goes. */
interface Life {
  /** It dies at this commit of its own; at 0 it lives. */
  readonly diesAt: number
  /** Does it die when the commit is written, before anybody is told? */
  readonly isWritten: boolean
  readonly batch: number
}

const life: fc.Arbitrary<Life> = fc.record({
  diesAt: fc.integer({ min: 1, max: 15 }),
  isWritten: fc.boolean(),
  batch: fc.integer({ min: 1, max: 6 }),
})

/** An engine as a process sees it that dies: from then on nothing is answered but with an error. */
function mortal(driver: StoreDriver, { diesAt, isWritten }: Life): StoreDriver {
  let commits = 0
  const dead = (): never => {
    throw new Error('the process is dead')
  }
  const isDead = (): boolean => diesAt > 0 && commits >= diesAt
  return {
    ...driver,
    async apply(group) {
      if (isDead()) dead()
      commits += group.length
      if (!isDead()) return driver.apply(group)
      if (isWritten) await driver.apply(group)
      return dead()
    },
    get: (...query) => (isDead() ? dead() : driver.get(...query)),
    scan: (...query) => (isDead() ? dead() : driver.scan(...query)),
    log: (...query) => (isDead() ? dead() : driver.log(...query)),
  }
}

/** Writes down what it is told, once; fails and races as the dice say. */
function handlerOf(store: Store, dice: () => number) {
  return async (event: { subject: string; data: { n: number } }, unit: Unit): Promise<void> => {
    const before = (await unit.get(Effects, event.subject))?.doc.told ?? []
    if (dice() < 0.1) throw new Error('before writing')
    unit.put(Effects, event.subject, { told: [...before, event.data.n] })
    unit.emit(Closed(event.subject))
    if (dice() < 0.1) throw new Error('after writing')
    if (dice() < 0.1)
      await transact(store, async (other) => {
        const doc = (await other.get(Effects, event.subject))?.doc
        if (doc) other.put(Effects, event.subject, doc) // the same again, and yet another version
      })
  }
}

/** Numbers from 0 to 1 that come again with their seed. */
function diceOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0 // Numerical Recipes, ch. 7.1
    return state / 2 ** 32
  }
}

async function allTold(store: Store, numbers: ReadonlyMap<string, readonly number[]>): Promise<boolean> {
  for (const [key, expected] of numbers) if ((await told(store, key)).length < expected.length) return false
  return (await store.count(Parked, { index: 'key' }, 1)) === 0
}

test('[ONCE1] whoever dies, fails or loses races: each event has its effects once, and those of a key in order', async () => {
  const events = fc.array(fc.constantFrom(...keys), { minLength: 20, maxLength: 120, size: 'max' })
  const lives = fc.array(life, { minLength: 2, maxLength: 8, size: 'max' })
  await fc.assert(
    fc.asyncProperty(events, lives, fc.integer(), async (subjects, begun, seed) => {
      const memory = new SharedMemory()
      const dice = diceOf(seed)
      const running: Subscription[] = []
      const beginLife = (one: Life): void => {
        const store = memory.open({ driver: (driver) => mortal(driver, one) }).tenant('acme')
        const handle = handlerOf(store, dice)
        const retry = { attempts: 10_000, baseMs: 1, maxMs: 4 }
        const listening = subscription(store, {
          name: 'scribe',
          events: [Opened],
          batch: one.batch,
          leaseMs: 8,
          retry,
          handle,
        })
        listening.start()
        running.push(listening)
      }
      const store = memory.open().tenant('acme')
      const numbers = new Map<string, number[]>()
      for (const one of begun) beginLife(one)
      for (const [n, subject] of subjects.entries()) {
        numbers.set(subject, [...(numbers.get(subject) ?? []), n])
        await store.commit({ events: [opened(subject, n)] })
        if (n % 10 === 9) await new Promise((resolve) => setTimeout(resolve, 1))
      }
      beginLife({ diesAt: 0, isWritten: false, batch: 3 })
      await until(() => allTold(store, numbers))
      for (const one of running) await one.stop()
      for (const [key, expected] of numbers) expect(await told(store, key)).toEqual(expected)
      const log = await store.readLog({ after: 0, limit: 1_000 })
      expect(log.filter(({ type }) => type === 'box.closed')).toHaveLength(subjects.length)
    }),
    { numRuns: 40 },
  )
}, 120_000)
