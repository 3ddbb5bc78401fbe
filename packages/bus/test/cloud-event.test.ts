import { CloudEvent, HTTP } from 'cloudevents'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { createBus, type Event, eventType, fromCloudEvent, toCloudEvent } from '../src/index.ts'
import { isUriReference } from '../src/uri-reference.ts'
import { CaseClosed, CaseResolved, CaseTagged } from './case-events.ts'
import { thrownBy } from './thrown-by.ts'

const Anything = eventType('case.anything', z.json())
const instant = fc.date({
  min: new Date('0000-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59.999Z'),
  noInvalidDate: true,
})
const text = fc.string({ unit: 'binary' })

/** JSON turns -0 into 0, and so does this. */
const json = fc.jsonValue({ stringUnit: 'binary' }).map((value) => JSON.parse(JSON.stringify(value)) as unknown)

/** Any event at all: of any type, by anybody, about anything. */
const anyEvent: fc.Arbitrary<Event> = fc.record(
  {
    id: fc.string({ unit: 'binary', minLength: 1 }),
    type: fc.constantFrom('case.tagged', 'survey.answered', 'com.example.object.deleted.v2'),
    version: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
    source: fc.oneof(
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
      fc.constantFrom('/casewell', 'urn:desk:1', 'a/b%20c'),
    ),
    subject: text,
    time: instant.map((date) => date.toISOString()),
    position: fc.nat(Number.MAX_SAFE_INTEGER),
    tenant: text,
    actor: text,
    cause: text,
    correlation: text,
    data: fc.option(json, { nil: undefined }),
  },
  {
    requiredKeys: ['id', 'type', 'version', 'source', 'subject', 'time', 'position', 'tenant', 'actor', 'data'],
    noNullPrototype: true,
  },
)

/** The official SDK, at its strictest: attributes as it gives them back. */
const sdk = (event: object) => {
  const cloudEvent = new CloudEvent(event, true)
  expect(cloudEvent.validate()).toBe(true)
  return cloudEvent
}

describe('on the wire', () => {
  test('[CE1] any event passes the official SDK, strict', () => {
    fc.assert(fc.property(anyEvent, (event) => void sdk(toCloudEvent(event))))
  })

  test('[CE1] what the bus publishes passes the official SDK, strict', () => {
    const bus = createBus()
    for (const draft of [CaseResolved('c1', { code: 'fixed' }), CaseClosed(''), Anything('c1', null)]) {
      sdk(toCloudEvent(bus.publish(draft, { actor: 'agent:ada', cause: 'm7', correlation: 'r9' })))
    }
  })

  test('[CE2] any event comes back as it went, through JSON', () => {
    fc.assert(
      fc.property(anyEvent, (event) => {
        expect(fromCloudEvent(JSON.stringify(toCloudEvent(event)))).toStrictEqual(event)
      }),
      { numRuns: 1000 },
    )
  })

  test('[CE2] any event comes back as it went, through the official SDK', () => {
    fc.assert(
      fc.property(anyEvent, (event) => {
        expect(fromCloudEvent(JSON.stringify(sdk(toCloudEvent(event))))).toStrictEqual(event)
      }),
    )
  })

  test('[CE3] an event is a CloudEvents 1.0 object, with our part as extension attributes', () => {
    const bus = createBus({ source: '/desk/1', tenant: 'acme', now: () => Date.UTC(2026, 10, 21), ids: () => 'e1' })
    const event = bus.publish(CaseTagged('c1', { tags: ['sound'], by: 'rule' }), {
      actor: 'agent:ada',
      cause: 'm7',
      correlation: 'r9',
    })
    expect(toCloudEvent(event)).toStrictEqual({
      specversion: '1.0',
      id: 'e1',
      source: '/desk/1',
      type: 'case.tagged',
      subject: 'c1',
      time: '2026-11-21T00:00:00.000Z',
      datacontenttype: 'application/json',
      data: { tags: ['sound'], by: 'rule' },
      typeversion: 3,
      sequence: '0000000000000001',
      tenant: 'acme',
      actor: 'agent:ada',
      cause: 'm7',
      correlation: 'r9',
    })
  })

  test('[CE4] what an event does not say is left out; data that are null are not', () => {
    const bus = createBus()
    const closed = toCloudEvent(bus.publish(CaseClosed('')))
    for (const absent of ['subject', 'data', 'datacontenttype', 'cause', 'correlation'])
      expect(closed).not.toHaveProperty(absent)
    expect(toCloudEvent(bus.publish(Anything('c1', null)))).toMatchObject({
      data: null,
      datacontenttype: 'application/json',
    })
  })

  test('[CE5] sequences order as strings as positions do as numbers', () => {
    const position = fc.oneof(fc.nat(2000), fc.nat(Number.MAX_SAFE_INTEGER))
    const event = createBus().publish(CaseClosed('c1'))
    const sequence = (at: number) => toCloudEvent({ ...event, position: at }).sequence
    fc.assert(fc.property(position, position, (a, b) => sequence(a) < sequence(b) === a < b))
  })
})

describe('from the official SDK', () => {
  const bus = createBus({ types: [CaseResolved, CaseClosed, CaseTagged] })
  const resolved = new CloudEvent({
    id: 'x1',
    type: 'case.resolved',
    source: '/shop',
    subject: 'c1',
    data: { code: 'fixed' },
  })

  test.each([
    ['an object', resolved],
    ['its text', resolved.toString()],
    ['a structured HTTP body', HTTP.structured(resolved).body],
    ['what it read from binary HTTP', HTTP.toEvent(HTTP.binary(resolved))],
  ])('[CE6] an event comes in as %s', (_, input) => {
    expect(bus.ingest(input)).toEqual({
      id: 'x1',
      type: 'case.resolved',
      version: 1,
      source: '/shop',
      subject: 'c1',
      time: resolved.time,
      position: 0,
      tenant: 'default',
      actor: '/shop',
      data: { code: 'fixed' },
    })
  })

  test('[CE6] an event without data comes in', () => {
    expect(bus.ingest(new CloudEvent({ type: 'case.closed', source: '/shop' }))).toMatchObject({
      subject: '',
      data: undefined,
    })
  })

  test('[CE6] our own event comes back through HTTP headers, where every attribute is a string', () => {
    const event = bus.publish(CaseTagged('c1', { tags: ['sound'], by: 'rule' }), { cause: 'm7' })
    const message = HTTP.binary(sdk(toCloudEvent(event)))
    expect(bus.ingest(HTTP.toEvent(message))).toEqual(event)
  })
})

describe('what comes in', () => {
  const least = { specversion: '1.0', id: 'x1', source: '/shop', type: 'order.placed' }
  const read = (more: object) =>
    fromCloudEvent({ ...least, ...more }, { time: '2026-11-21T00:00:00.000Z', tenant: 'acme' })

  test('[CE7] may leave out everything that CloudEvents leaves to it, or say null', () => {
    const plain = {
      id: 'x1',
      type: 'order.placed',
      version: 1,
      source: '/shop',
      subject: '',
      time: '2026-11-21T00:00:00.000Z',
      position: 0,
      tenant: 'acme',
      actor: '/shop',
      data: undefined,
    }
    expect(read({})).toStrictEqual(plain)
    const names = [
      'subject',
      'time',
      'datacontenttype',
      'dataschema',
      'data_base64',
      'typeversion',
      'sequence',
      'tenant',
      'actor',
      'cause',
      'correlation',
    ]
    expect(read(Object.fromEntries(names.map((name) => [name, null])))).toStrictEqual(plain)
    expect(Date.parse(fromCloudEvent(least).time)).toBeGreaterThan(Date.UTC(2026, 0))
    expect(fromCloudEvent(least).tenant).toBe('default')
  })

  test('[CE7] may carry attributes of its own, which are passed over', () => {
    const traced = { ...least, traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', partitionkey: 7 }
    expect(fromCloudEvent(traced)).not.toHaveProperty('traceparent')
  })

  test.each([
    ['2018-04-05T17:31:00Z', '2018-04-05T17:31:00.000Z'],
    ['2018-04-05t17:31:00.5z', '2018-04-05T17:31:00.500Z'],
    ['2018-04-05T17:31:00.123456789Z', '2018-04-05T17:31:00.123Z'],
    ['1996-12-19T16:39:57-08:00', '1996-12-20T00:39:57.000Z'], // an example of RFC 3339, section 5.8
    ['1937-01-01T12:00:27.87+00:20', '1937-01-01T11:40:27.870Z'], // another one
  ])('[CE8] at %s came in at %s', (time, utc) => expect(read({ time }).time).toBe(utc))

  test.each([
    ['42', 42],
    ['0000000000000042', 42],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
    ['9007199254740992', 0],
    ['00000000-a', 0],
    ['-1', 0],
    ['', 0],
  ])('[CE9] with the sequence "%s" has position %d', (sequence, position) =>
    expect(read({ sequence }).position).toBe(position),
  )

  test.each([
    [undefined, 1],
    [3, 3],
    ['3', 3],
  ])('[CE6] with the version %j is of version %d: HTTP headers know only strings', (typeversion, version) =>
    expect(read({ typeversion }).version).toBe(version),
  )

  test.each([
    'application/json',
    'APPLICATION/JSON; charset=utf-8',
    'text/json',
    'application/vnd.shop+json',
    'application/json;x=y',
  ])('[CE10] may be %s', (datacontenttype) => expect(read({ datacontenttype, data: 1 }).data).toBe(1))

  test.each<[string, unknown, string]>([
    ['text that is not JSON', 'not json', 'the text is not JSON'],
    ['nothing', undefined, 'expected object, received undefined'],
    ['a batch', [least], 'expected object, received array'],
    ['no id', { ...least, id: undefined }, 'id: Invalid input: expected string, received undefined'],
    ['an empty id', { ...least, id: '' }, 'id: Too small'],
    ['an empty type', { ...least, type: '' }, 'type: Too small'],
    ['an empty subject', { ...least, subject: '' }, 'subject: Too small'],
    ['an older specification', { ...least, specversion: '0.3' }, 'specversion: Invalid input: expected "1.0"'],
    ['a source with a space', { ...least, source: 'the shop' }, 'source: expected a URI reference'],
    ['a day that is none', { ...least, time: '2026-02-30T00:00:00Z' }, 'time: Invalid ISO datetime'],
    ['a time without a zone', { ...least, time: '2026-02-20T00:00:00' }, 'time: Invalid ISO datetime'],
    ['a time after the year 9999', { ...least, time: '9999-12-31T23:59:59-01:00' }, 'time: Invalid ISO datetime'],
    ['XML', { ...least, datacontenttype: 'application/xml' }, 'datacontenttype: expected a JSON media type'],
    ['almost JSON', { ...least, datacontenttype: 'application/jsonp' }, 'datacontenttype: expected a JSON media type'],
    [
      'binary data',
      { ...least, data_base64: 'eA==' },
      'data_base64: binary data are not understood, send JSON in data',
    ],
    ['version 0', { ...least, typeversion: 0 }, 'typeversion: Too small'],
    ['version 1.5', { ...least, typeversion: 1.5 }, 'typeversion: Invalid input: expected int'],
    ['version "two"', { ...least, typeversion: 'two' }, 'typeversion: '],
  ])('[CE10] may not be %s', (_, input, reason) => {
    expect(() => fromCloudEvent(input)).toThrow(reason)
    expect(thrownBy(() => fromCloudEvent(input))).toMatchObject({ code: 'bus/not-an-event' })
  })

  test('[CE11] is an event or named as none, whatever it is', () => {
    const shaped = fc.record(
      Object.fromEntries(
        ['specversion', 'id', 'source', 'type', 'subject', 'time', 'typeversion', 'sequence', 'tenant'].map((name) => [
          name,
          fc.oneof(fc.jsonValue(), fc.constant('1.0')),
        ]),
      ),
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.json(), shaped), (input) => {
        const failure = thrownBy(() => sdk(toCloudEvent(fromCloudEvent(input))))
        if (failure !== undefined) expect(failure).toMatchObject({ code: 'bus/not-an-event' })
      }),
      { numRuns: 1000 },
    )
  })

  test('[CE12] names its source by a URI reference, as the official SDK understands it', () => {
    const alphabet = fc.constantFrom(...Array.from('ab/:?#[]@%20!$,;=.~-_ä <"\\^|{}'), '//', '%41')
    const sdkTakes = (source: string) => thrownBy(() => sdk({ ...least, source })) === undefined
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(alphabet).map((parts) => parts.join('')),
          fc.webUrl(),
          fc.ipV6().map((ip) => `//[${ip}]/x`),
        ),
        (source) => {
          if (isUriReference(source)) expect(sdkTakes(source)).toBe(true)
        },
      ),
      { numRuns: 2000 },
    )
    expect(
      fc
        .sample(fc.webUrl({ withQueryParameters: true, withFragments: true }), 200)
        .filter((url) => !isUriReference(url)),
    ).toEqual([])
  })
})
