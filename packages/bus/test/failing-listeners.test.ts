import { setImmediate as turn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, type MockInstance, test, vi } from 'vitest'
import { createBus, type Event, type Listener } from '../src/index.ts'
import { CaseResolved } from './case-events.ts'

const resolved = CaseResolved('c1', { code: 'fixed' })
const jammed = new Error('the printer is jammed')

/** When every promise of a listener has had its say. */
const settled = async () => {
  await turn()
  await turn()
}

const jam = (): never => {
  throw jammed
}

/** A target that promises something in its own way, without being a promise. */
function thenable(then: PropertyDescriptor, target: object = {}): object {
  Reflect.defineProperty(target, 'then', then)
  return target
}
const rejecting = { value: (_: unknown, reject: (error: Error) => void) => reject(jammed) }

const failing: [string, Listener][] = [
  ['throws', jam],
  ['rejects at once', () => Promise.reject(jammed)],
  ['rejects later', () => turn().then(jam)],
  ['returns a thenable that rejects', () => thenable(rejecting)],
  ['returns a function that is a thenable', () => thenable(rejecting, () => {})],
  ['returns a thenable that throws', () => thenable({ value: jam })],
  ['returns something whose `then` throws', () => thenable({ get: jam })],
]

describe('a listener that fails', () => {
  test.each(failing)('[ISO1] and %s reaches onError, never another listener nor the publisher', async (_, listener) => {
    const failures: [unknown, Event][] = []
    const heard: string[] = []
    const bus = createBus({ onError: (error, event) => failures.push([error, event]) })
    bus.on(CaseResolved, () => heard.push('before'))
    bus.on(CaseResolved, listener)
    bus.on('*', () => heard.push('after'))
    const event = bus.publish(resolved)
    expect(heard).toEqual(['before', 'after'])
    await settled()
    expect(failures).toEqual([[jammed, event]])
    bus.publish(resolved)
    expect(heard).toHaveLength(4)
  })

  test.each([undefined, null, 0, '', 7, 'done', thenable({ value: 'next Monday' }), Promise.resolve(), () => {}])(
    '[ISO2] is not one that returns %s',
    async (value) => {
      const failures: unknown[] = []
      const bus = createBus({ onError: (error) => failures.push(error) })
      bus.on(CaseResolved, () => value)
      bus.publish(resolved)
      await settled()
      expect(failures).toEqual([])
    },
  )

  test('[ISO3] may throw anything, also undefined', () => {
    const failures: unknown[] = []
    const bus = createBus({ onError: (error) => failures.push(error) })
    bus.on(CaseResolved, () => {
      // oxlint-disable-next-line typescript/only-throw-error -- that is what this test is about
      throw undefined
    })
    bus.publish(resolved)
    expect(failures).toEqual([undefined])
  })
})

describe('what nobody takes care of', () => {
  let printed: MockInstance<typeof console.error>
  beforeEach(() => {
    printed = vi.spyOn(console, 'error').mockImplementation(() => {})
  })
  afterEach(() => printed.mockRestore())

  test('[ISO4] is printed with the type of the event', () => {
    const bus = createBus()
    bus.on(CaseResolved, jam)
    bus.publish(resolved)
    expect(printed.mock.calls).toEqual([['a listener of case.resolved failed:', jammed]])
  })

  const worse = new Error('the log is full')
  test.each([
    [
      'throws',
      () => {
        throw worse
      },
    ],
    ['rejects', () => Promise.reject(worse)],
  ])('[ISO5] is printed together with the failure of an onError that %s', async (_, onError) => {
    const heard: string[] = []
    const bus = createBus({ onError })
    bus.on(CaseResolved, jam)
    bus.on(CaseResolved, () => heard.push('after'))
    bus.publish(resolved)
    await settled()
    expect(heard).toEqual(['after'])
    expect(printed.mock.calls.map(([, error]: unknown[]) => error)).toEqual([jammed, worse])
  })
})
