import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createBus, type Event, eventIds } from '../src/index.ts'
import { CaseClosed, CaseResolved } from './case-events.ts'

const resolved = CaseResolved('c1', { code: 'fixed' })
const noon = Date.UTC(2026, 10, 21, 12)

/** A bus on which nothing is left to chance. */
const settled = () => {
  let n = 0
  return createBus({ source: '/desk/1', tenant: 'acme', now: () => noon, ids: () => `e${++n}` })
}

describe('a published event', () => {
  test('[PUB1] is the draft in its envelope', () => {
    expect(settled().publish(resolved, { actor: 'agent:ada', cause: 'm7', correlation: 'r9' })).toStrictEqual({
      id: 'e1',
      type: 'case.resolved',
      version: 1,
      source: '/desk/1',
      subject: 'c1',
      time: '2026-11-21T12:00:00.000Z',
      position: 1,
      tenant: 'acme',
      actor: 'agent:ada',
      cause: 'm7',
      correlation: 'r9',
      data: { code: 'fixed' },
    })
  })

  test('[PUB2] says what it was not told by a default, or not at all', () => {
    const event = createBus().publish(resolved)
    expect(event).toMatchObject({ source: '/casewell', tenant: 'default', actor: 'system', position: 1 })
    expect(Object.keys(event)).not.toContain('cause')
    expect(Object.keys(event)).not.toContain('correlation')
  })

  test('[PUB3] is heard as the very object that the publisher gets', () => {
    const bus = settled()
    const heard: Event[] = []
    bus.on(CaseResolved, (event) => heard.push(event))
    bus.on('*', (event) => heard.push(event))
    const event = bus.publish(resolved)
    expect(heard[0]).toBe(event)
    expect(heard[1]).toBe(event)
  })

  test.each([
    ['a spread', (event: Event) => ({ ...event })],
    ['JSON', (event: Event) => JSON.parse(JSON.stringify(event)) as unknown],
    ['a structured clone, as between threads,', (event: Event) => structuredClone(event)],
    ['Object.assign', (event: Event) => Object.assign({}, event)],
  ])('[PUB4] loses nothing through %s', (_, copy) => {
    const event = settled().publish(resolved, { cause: 'm7' })
    expect(copy(event)).toStrictEqual(event)
    expect(Object.keys(event)).toContain('time')
  })

  test('[PUB5] has its place in the life of the bus, counted from 1 without gaps', () => {
    const bus = settled()
    bus.on(CaseResolved, () => bus.publish(CaseClosed('c1')))
    const heard: number[] = []
    bus.on('*', (event) => heard.push(event.position))
    for (let i = 0; i < 3; i++) bus.publish(resolved)
    expect(heard).toEqual([1, 2, 3, 4, 5, 6])
  })

  test('[PUB6] carries the time of the clock at its publication, in UTC and milliseconds', () => {
    let at = 0
    const bus = createBus({ now: () => at })
    const years = {
      min: new Date('0000-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    }
    const step = fc.constantFrom(0, 1, 9, 10, 99, 100, 999, 1000, 1001, -1, -1000, 86_400_000)
    fc.assert(
      fc.property(fc.date(years), fc.array(step), (start, steps) => {
        at = start.getTime()
        for (const passed of [0, ...steps]) {
          at = Math.min(at + passed, years.max.getTime())
          expect(bus.publish(resolved).time).toBe(new Date(at).toISOString())
        }
      }),
    )
  })

  test('[PUB6] carries the time of now if nobody set a clock', () => {
    const before = Date.now()
    const at = Date.parse(createBus().publish(resolved).time)
    expect(at).toBeGreaterThanOrEqual(before)
    expect(at).toBeLessThanOrEqual(Date.now())
  })

  test('[PUB7] has an id that no other event has, whichever bus published it', () => {
    const buses = Array.from({ length: 20 }, () => createBus())
    const ids = buses.flatMap((bus) => Array.from({ length: 500 }, () => bus.publish(resolved).id))
    expect(new Set(ids).size).toBe(10_000)
  })

  test('[PUB7] has an id of 80 random bits for its publisher and a count', () => {
    const ids = eventIds((bytes) => bytes.fill(0xab))
    expect([ids(), ids()]).toEqual(['abababababababababab-1', 'abababababababababab-2'])
  })

  test('[PUB8] that a log delivers is heard as it is', () => {
    const heard: Event[] = []
    const bus = settled()
    bus.on('case.*', (event) => heard.push(event))
    const logged = { ...settled().publish(resolved), id: 'from-the-log', position: 4711 }
    bus.deliver(logged)
    expect(heard[0]).toBe(logged)
    expect(bus.publish(resolved).position).toBe(1)
  })
})

describe('a publisher', () => {
  test.each([
    '/casewell',
    'https://support.example.org/eu?x=1#y',
    'urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66',
    'desk',
    '1-555-123-4567',
    'mailto:desk@example.org',
    '//[::1]:8080/desk',
    '/desk%20one',
  ])('[PUB9] may be called %s', (source) => expect(createBus({ source }).publish(resolved).source).toBe(source))

  test.each([
    '',
    'desk one',
    '/desk/ä',
    '/desk%2',
    'a\nb',
    'https://exa mple.org',
    '/a#b#c',
    '/a[1]',
    '<desk>',
    '//[::1',
  ])('[PUB9] may not be called "%s", which is no URI reference', (source) =>
    expect(() => createBus({ source })).toThrow(
      expect.objectContaining({ code: 'bus/bad-source', details: { source } }),
    ),
  )
})
