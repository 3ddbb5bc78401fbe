import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { createBus, type Event, eventType, toCloudEvent, understand } from '../src/index.ts'
import { CaseClosed, CaseResolved, CaseTagged, SurveyAnswered } from './case-events.ts'
import { thrownBy } from './thrown-by.ts'

/** A foreign event, as short as CloudEvents allows, and what makes it ours. */
const arrival = (more: object = {}) => ({ specversion: '1.0', id: 'x1', source: '/shop', type: 'case.tagged', ...more })
const sound = { tags: ['sound'], by: 'person' }

/** A bus that knows a few types, and what was heard on it. */
function gate(options: { tenant?: string } = {}) {
  const heard: Event[] = []
  const bus = createBus({ ...options, types: [CaseTagged, CaseClosed], now: () => Date.UTC(2026, 10, 21) })
  bus.on('*', (event) => heard.push(event))
  return { bus, heard }
}

describe('the gate', () => {
  test('[GATE1] lets in an event of a known type, and its listeners hear it', () => {
    const { bus, heard } = gate()
    const event = bus.ingest(
      arrival({ typeversion: 3, data: { ...sound, extra: 'of a newer sender' }, time: '2026-11-20T10:00:00+09:00' }),
    )
    expect(event).toStrictEqual({
      id: 'x1',
      type: 'case.tagged',
      version: 3,
      source: '/shop',
      subject: '',
      time: '2026-11-20T01:00:00.000Z',
      position: 0,
      tenant: 'default',
      actor: '/shop',
      data: sound,
    })
    expect(heard).toHaveLength(1)
    expect(heard[0]).toBe(event)
  })

  test('[GATE1] lets in an event without data, and one without a time gets the time of now', () => {
    const { bus } = gate()
    expect(bus.ingest(arrival({ type: 'case.closed' }))).toMatchObject({
      data: undefined,
      time: '2026-11-21T00:00:00.000Z',
    })
  })

  test.each([
    [1, { tag: 'sound' }],
    [undefined, { tag: 'sound' }],
    [2, { tags: ['sound'] }],
    [3, sound],
  ])('[GATE2] brings data of version %s up to date', (typeversion, data) => {
    expect(gate().bus.ingest(arrival({ typeversion, data }))).toMatchObject({ version: 3, data: sound })
  })

  test('[GATE3] names an unknown type, with the event, and lets nobody hear it', () => {
    const { bus, heard } = gate()
    expect(thrownBy(() => bus.ingest(arrival({ type: 'order.placed', data: { total: 3 } })))).toMatchObject({
      code: 'bus/unknown-type',
      message: 'event type order.placed is none of the 2 that this bus knows.',
      details: { event: { id: 'x1', data: { total: 3 } } },
    })
    expect(heard).toEqual([])
  })

  test('[GATE4] names a version that is still to come, with the event', () => {
    const { bus, heard } = gate()
    expect(thrownBy(() => bus.ingest(arrival({ typeversion: 4, data: sound })))).toMatchObject({
      code: 'bus/newer-version',
      message: 'case.tagged arrived in version 4; this process knows versions 1 to 3.',
      details: { event: { id: 'x1' } },
    })
    expect(heard).toEqual([])
  })

  test('[GATE5] names the fields that do not fit, without showing what is in them', () => {
    const { bus, heard } = gate()
    const data = { tags: ['ok', 5, { secret: 'hunter2' }, null, 6], by: 'hunter2' }
    expect(thrownBy(() => bus.ingest(arrival({ typeversion: 3, data })))).toMatchObject({
      code: 'bus/bad-data',
      message:
        'the data of case.tagged do not fit its schema: tags[1]: Invalid input: expected string, received number; ' +
        'tags[2]: Invalid input: expected string, received object; tags[3]: Invalid input: expected string, received null; and 2 more.',
      details: { event: { data } },
    })
    expect(heard).toEqual([])
  })

  test('[GATE5] blames the data if an upcaster stumbles over them', () => {
    const { bus, heard } = gate()
    expect(thrownBy(() => bus.ingest(arrival({ typeversion: 1, data: null })))).toMatchObject({
      code: 'bus/bad-data',
      message: 'the data of case.tagged do not fit its schema: reading them as of version 1 failed, see the cause.',
      cause: new TypeError("Cannot read properties of null (reading 'tag')"),
    })
    expect(heard).toEqual([])
  })

  test('[GATE6] of one tenant refuses the events of another', () => {
    const { bus, heard } = gate({ tenant: 'acme' })
    const closed = { type: 'case.closed' }
    expect(thrownBy(() => bus.ingest(arrival({ ...closed, tenant: 'globex' })))).toMatchObject({
      code: 'bus/other-tenant',
      message: 'an event of tenant globex came to the bus of acme.',
    })
    expect(heard).toEqual([])
    expect(bus.ingest(arrival({ ...closed, tenant: 'acme' })).tenant).toBe('acme')
    expect(bus.ingest(arrival(closed)).tenant).toBe('acme')
    expect(gate().bus.ingest(arrival({ ...closed, tenant: 'globex' })).tenant).toBe('globex')
  })

  test('[GATE7] knows the types it was given, those registered later and those that somebody listens to', () => {
    const { bus } = gate()
    const resolved = arrival({ type: 'case.resolved', data: { code: 'fixed' } })
    const answered = arrival({ type: 'survey.answered', data: { answer: 9 } })
    expect(thrownBy(() => bus.ingest(resolved))).toMatchObject({ code: 'bus/unknown-type' })
    bus.register(CaseResolved)
    expect(bus.ingest(resolved).data).toEqual({ code: 'fixed' })
    bus.on(SurveyAnswered, () => {})
    expect(bus.ingest(answered).data).toEqual({ answer: 9 })
  })

  test('[GATE8] refuses to know one type in two versions', () => {
    const older = eventType('case.tagged', z.object({ tag: z.string() }))
    const refusal = {
      code: 'bus/two-versions',
      details: { type: 'case.tagged', version: 1, known: 3 },
    }
    expect(thrownBy(() => createBus({ types: [CaseTagged, older] }))).toMatchObject(refusal)
    expect(thrownBy(() => gate().bus.on(older, () => {}))).toMatchObject(refusal)
    const copy = eventType('case.closed', z.undefined()) // from a second copy of the same package
    expect(gate().bus.on(copy, () => {})).toBeTypeOf('function')
  })

  test('[GATE9] passes on what one process published to another, unchanged', () => {
    const event = createBus({ source: '/desk/1' }).publish(CaseTagged('c1', { tags: ['sound'], by: 'rule' }), {
      actor: 'agent:ada',
    })
    const { bus, heard } = gate()
    expect(bus.ingest(JSON.stringify(toCloudEvent(event)))).toEqual(event)
    expect(heard).toEqual([event])
  })

  test('[GATE9] understands an event of a log as it does one from outside', () => {
    const logged: Event = {
      ...createBus().publish(CaseClosed('c1')),
      type: 'case.tagged',
      version: 2,
      data: { tags: ['sound'] },
    }
    expect(understand(logged, new Map([[CaseTagged.type, CaseTagged]]))).toStrictEqual({
      ...logged,
      version: 3,
      data: sound,
    })
  })
})
