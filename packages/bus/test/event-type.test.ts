import fc from 'fast-check'
import { describe, expect, expectTypeOf, test } from 'vitest'
import * as z from 'zod'
import { createBus, type Draft, type Event, type EventOf, eventType } from '../src/index.ts'
import { CaseClosed, CaseResolved, CaseTagged, NoteAdded, SurveyAnswered } from './case-events.ts'

describe('an event type', () => {
  test.each(['case.resolved', 'case.note.added', 'first-contact.resolved-by-2nd-line', 'a.b'])(
    '[EVT1] may be called %s',
    (name) => expect(eventType(name, z.object({})).type).toBe(name),
  )

  test.each([
    'resolved',
    'Case.resolved',
    'case.',
    '.resolved',
    'case..resolved',
    'case resolved',
    'case.-x',
    'case.*',
    '',
    'case.résolu',
  ])('[EVT1] may not be called "%s"', (name) =>
    expect(() => eventType(name, z.object({}))).toThrow(expect.objectContaining({ code: 'bus/bad-name' })),
  )

  test.each([
    'com.github.pull_request.opened',
    'zen:event-type:ticket.status_changed',
    'Microsoft.Storage.BlobCreated',
  ])('[EVT7] of somebody else may be called %s, and is heard', (type) => {
    const Foreign = eventType(type, z.object({ id: z.number() }), { isForeign: true })
    const bus = createBus()
    const heard: unknown[] = []
    bus.on(Foreign, ({ data }) => heard.push(data.id))
    bus.ingest({ specversion: '1.0', id: '1', source: '/elsewhere', type, data: { id: 7 } })
    expect(heard).toEqual([7])
  })

  test('[EVT7] of somebody else has a name, too', () =>
    expect(() => eventType('', z.object({}), { isForeign: true })).toThrow(
      expect.objectContaining({ code: 'bus/bad-name' }),
    ))

  test('[EVT2] drafts an event when it is called, in the version that it has now', () => {
    expect(CaseResolved('c1', { code: 'fixed' })).toEqual({
      type: 'case.resolved',
      version: 1,
      subject: 'c1',
      data: { code: 'fixed' },
    })
    expect(CaseTagged('c1', { tags: [], by: 'rule' }).version).toBe(3)
  })

  test('[EVT3] brings data of every older version up to its own, one step after the other', () => {
    expect(CaseTagged.upcast({ tag: 'sound' }, 1)).toEqual({ tags: ['sound'], by: 'person' })
    expect(CaseTagged.upcast({ tags: ['sound', 'hdmi'] }, 2)).toEqual({ tags: ['sound', 'hdmi'], by: 'person' })
    const now = { tags: ['sound'], by: 'rule' }
    expect(CaseTagged.upcast(now, 3)).toBe(now)
  })

  test('[EVT3] runs exactly the steps after the version of the data, oldest first', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 8 }), fc.nat(), (steps, start) => {
        const from = 1 + (start % (steps + 1))
        const upcasters = Array.from({ length: steps }, (_, i) => (path: number[]) => [...path, i + 1])
        const type = eventType('a.counted', z.array(z.number()), { upcasters })
        expect(type.upcast([], from)).toEqual(Array.from({ length: steps + 1 - from }, (_, i) => from + i))
      }),
    )
  })

  test.each([4, 0, -1, 1.5, Number.NaN])('[EVT4] does not know its version %d', (version) => {
    expect(() => CaseTagged.upcast({}, version)).toThrow(
      expect.objectContaining({ code: 'bus/newer-version', details: { type: 'case.tagged', version, known: 3 } }),
    )
  })

  test('[EVT5] recognises its own events', () => {
    const bus = createBus()
    const tagged: Event = bus.publish(CaseTagged('c1', { tags: ['sound'], by: 'rule' }))
    expect(CaseTagged.is(tagged) && tagged.data.tags).toEqual(['sound'])
    expect(CaseResolved.is(tagged)).toBe(false)
  })

  test('[EVT6] that needs no data is drafted without', () => {
    expect(CaseClosed('c1')).toEqual({ type: 'case.closed', version: 1, subject: 'c1', data: undefined })
  })
})

describe('the compiler', () => {
  test('[TYPE1] refuses a misspelt, a missing and a wrong field', () => {
    const drafts: Draft[] = [
      // @ts-expect-error the field is called `code`
      CaseResolved('c1', { cod: 'fixed' }),
      // @ts-expect-error the data are missing
      CaseResolved('c1'),
      // @ts-expect-error there is no such code
      CaseResolved('c1', { code: 'maybe' }),
      // @ts-expect-error a closed case has nothing more to say
      CaseClosed('c1', { code: 'fixed' }),
    ]
    expect(drafts).toHaveLength(4) // a draft is typed, not validated: all four exist at run time
  })

  test('[TYPE2] types a listener by the value that it listens to', () => {
    const bus = createBus()
    bus.on(CaseResolved, (event) => {
      expectTypeOf(event).toEqualTypeOf<Event<'case.resolved', { code: 'fixed' | 'wont-fix' }>>()
      // @ts-expect-error a resolution has no tags
      return event.data.tags
    })
    bus.on('case.*', (event) => expectTypeOf(event.data).toEqualTypeOf<unknown>())
    bus.on(CaseClosed, (event) => expectTypeOf(event.data).toEqualTypeOf<undefined>())
    // @ts-expect-error a listener for surveys does not understand resolutions
    bus.on(CaseResolved, (event: EventOf<typeof SurveyAnswered>) => event.data.answer)
    expect(bus.publish(CaseResolved('c1', { code: 'fixed' })).type).toBe('case.resolved')
  })

  test('[TYPE3] tells the types of a union apart by their names', () => {
    type CaseEvent = EventOf<typeof CaseResolved | typeof NoteAdded | typeof CaseClosed>
    const told = (event: CaseEvent): string => {
      switch (event.type) {
        case 'case.resolved':
          return event.data.code
        case 'case.note.added':
          return `${event.data.words} words`
        case 'case.closed':
          return 'closed'
      }
    }
    const bus = createBus()
    expect(told(bus.publish(NoteAdded('c1', { words: 12 })))).toBe('12 words')
    expectTypeOf<CaseEvent['type']>().toEqualTypeOf<'case.resolved' | 'case.note.added' | 'case.closed'>()
  })

  test('[TYPE4] knows what was published', () => {
    const event = createBus().publish(SurveyAnswered('u1', { answer: 9 }))
    expectTypeOf(event).toEqualTypeOf<Event<'survey.answered', { answer: number }>>()
    expect(event.data.answer).toBe(9)
  })

  test('[TYPE5] refuses data that JSON cannot carry', () => {
    const types = [
      // @ts-expect-error a Date would arrive as a string
      eventType('case.dated', z.object({ at: z.date() })),
      // @ts-expect-error JSON has no bigint
      eventType('case.counted', z.object({ n: z.bigint() })),
      // @ts-expect-error a Map would arrive as {}
      eventType('case.mapped', z.map(z.string(), z.string())),
      eventType(
        'case.optional',
        z.object({ tag: z.string().optional(), more: z.json(), by: z.string().brand('Agent') }),
      ),
    ]
    expect(types.map((type) => type.version)).toEqual([1, 1, 1, 1])
  })

  test('[TYPE6] refuses a schema that could not parse what it puts out', () => {
    // @ts-expect-error the next process would parse a number as text
    const lengthened = eventType('case.measured', z.object({ title: z.string().transform((text) => text.length) }))
    expect(lengthened.schema.safeParse({ title: 3 }).success).toBe(false)
    const withDefault = eventType('case.ranked', z.object({ rank: z.int().default(3), tag: z.string().trim() }))
    expect(withDefault.schema.parse(withDefault.schema.parse({ tag: ' a ' }))).toEqual({ rank: 3, tag: 'a' })
  })

  test('[TYPE7] refuses to listen to a name', () => {
    // @ts-expect-error a type is listened to by its value
    expect(() => createBus().on('case.resolved', () => {})).toThrow('one cannot listen to "case.resolved".')
  })

  test('[TYPE8] lets nobody change an event that others hear too', () => {
    const event = createBus().publish(SurveyAnswered('u1', { answer: 9 }))
    const tamper = () => {
      // @ts-expect-error an event is readonly
      event.subject = 'u2'
    }
    expect(tamper).toBeTypeOf('function')
  })
})
