import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createBus, type Draft, type Event } from '../src/index.ts'
import { CaseClosed, CaseResolved, CaseTagged, CaseworkPlanned, NoteAdded, SurveyAnswered } from './case-events.ts'

const resolved = CaseResolved('c1', { code: 'fixed' })
const tagged = CaseTagged('c1', { tags: ['sound'], by: 'person' })
const noted = NoteAdded('c1', { words: 12 })
const planned = CaseworkPlanned('w1', { hours: 2 })

/** A bus, and what is said on it. */
function hall() {
  const heard: string[] = []
  return { bus: createBus(), heard, as: (name: string) => (event: Event) => void heard.push(`${name}: ${event.type}`) }
}

describe('a listener', () => {
  test('[BUS1] hears one type, a prefix or everything', () => {
    const { bus, heard, as } = hall()
    bus.on(CaseResolved, as('one'))
    bus.on('case.*', as('prefix'))
    bus.on('*', as('all'))
    for (const draft of [resolved, tagged, SurveyAnswered('u1', { answer: 9 })]) bus.publish(draft)
    expect(heard).toEqual([
      'one: case.resolved',
      'prefix: case.resolved',
      'all: case.resolved',
      'prefix: case.tagged',
      'all: case.tagged',
      'all: survey.answered',
    ])
  })

  test('[BUS2] of case.* hears case.note.added and not casework.planned', () => {
    const { bus, heard, as } = hall()
    bus.on('case.*', as('case'))
    bus.on('case.note.*', as('note'))
    for (const draft of [noted, planned, resolved]) bus.publish(draft)
    expect(heard).toEqual(['case: case.note.added', 'note: case.note.added', 'case: case.resolved'])
  })

  test.each(['', '.*', '**', '*.resolved', 'case.*.added', '*.*', 'case.resolved', 'case*'])(
    '[BUS3] cannot listen to "%s"',
    (pattern) => {
      const listen = () => createBus().on(pattern as '*', () => {}) // as from a plugin in plain JavaScript
      expect(listen).toThrow(expect.objectContaining({ code: 'bus/bad-pattern', details: { pattern } }))
    },
  )

  test('[BUS4] is called in its turn, whether it listens to a type or a prefix, known before or not', () => {
    const { bus, heard, as } = hall()
    bus.on('*', as('first'))
    bus.on(CaseResolved, as('second'))
    bus.on('case.*', as('third'))
    bus.publish(resolved)
    bus.on('*', as('fourth'))
    bus.on(CaseResolved, as('fifth'))
    bus.publish(resolved)
    const turns = heard.map((line) => line.split(':')[0])
    expect(turns).toEqual(['first', 'second', 'third', 'first', 'second', 'third', 'fourth', 'fifth'])
  })

  test('[BUS5] that is registered twice hears everything twice, and stops twice', () => {
    const { bus, heard, as } = hall()
    const ada = as('ada')
    const [stopOne, stopOther] = [bus.on(CaseResolved, ada), bus.on(CaseResolved, ada)]
    bus.on('case.*', ada)
    bus.publish(resolved)
    expect(heard).toHaveLength(3)
    stopOne()
    bus.publish(resolved)
    expect(heard).toHaveLength(5)
    stopOther()
    bus.publish(resolved)
    expect(heard).toHaveLength(6)
  })

  test('[BUS6] hears nothing any more once it was stopped, not even of the event on its way', () => {
    const { bus, heard, as } = hall()
    bus.on(CaseResolved, () => stopBob())
    const bob = as('bob')
    const stopBob = bus.on(CaseResolved, bob)
    bus.on('*', as('cy'))
    bus.publish(resolved)
    bus.publish(resolved)
    expect(heard).toEqual(['cy: case.resolved', 'cy: case.resolved'])
  })

  test('[BUS6] may stop itself, without the next one missing the event', () => {
    const { bus, heard, as } = hall()
    const stop: () => void = bus.on(CaseResolved, () => stop())
    bus.on(CaseResolved, as('bob'))
    bus.publish(resolved)
    expect(heard).toEqual(['bob: case.resolved'])
  })

  test('[BUS6] stays when an older registration of it is stopped a second time', () => {
    const { bus, heard, as } = hall()
    const ada = as('ada')
    const stop = bus.on(CaseResolved, ada)
    stop()
    bus.on(CaseResolved, ada)
    stop()
    bus.publish(resolved)
    expect(heard).toEqual(['ada: case.resolved'])
  })

  test('[BUS11] is known to be there, whatever it listens to, until the last one stops', () => {
    const { bus, as } = hall()
    expect(bus.isHeard).toBe(false)
    const stops = [bus.on(CaseResolved, as('ada')), bus.on('*', as('bob'))]
    expect(bus.isHeard).toBe(true)
    stops[0]?.()
    expect(bus.isHeard).toBe(true)
    stops[1]?.()
    expect(bus.isHeard).toBe(false)
    bus.on('case.*', as('cy'))
    bus.close()
    expect(bus.isHeard).toBe(false)
  })

  test('[BUS7] that came while an event was on its way hears the next one first', () => {
    const { bus, heard, as } = hall()
    const stop = bus.on(CaseResolved, () => {
      stop()
      bus.on(CaseResolved, as('late'))
      bus.on('*', as('later'))
    })
    bus.publish(resolved)
    expect(heard).toEqual([])
    bus.publish(resolved)
    expect(heard).toEqual(['late: case.resolved', 'later: case.resolved'])
  })

  test('[BUS8] hears a cause before its effect, even if another listener published the effect', () => {
    const { bus, heard, as } = hall()
    bus.on(CaseResolved, (event) => {
      bus.publish(CaseClosed(event.subject), { cause: event.id })
      bus.publish(noted, { cause: event.id })
    })
    bus.on(CaseClosed, () => bus.publish(tagged))
    bus.on('*', as('log'))
    bus.publish(resolved)
    expect(heard).toEqual(['log: case.resolved', 'log: case.closed', 'log: case.note.added', 'log: case.tagged'])
  })

  test('[BUS8] has heard of everything when the outermost publication returns', () => {
    const { bus, heard, as } = hall()
    bus.on(CaseResolved, () => {
      for (let i = 0; i < 5000; i++) bus.publish(noted)
      expect(heard).toEqual([]) // none of them, yet
    })
    bus.on(NoteAdded, as('log'))
    bus.publish(resolved)
    expect(heard).toHaveLength(5000)
  })

  test('[BUS9] that answers its own answers without end is stopped, and the bus goes on', () => {
    const failures: unknown[] = []
    let answers = 0
    const bus = createBus({ onError: (error) => failures.push(error) })
    bus.on(CaseResolved, () => bus.publish(CaseClosed('c1')))
    const off = bus.on(CaseClosed, () => {
      answers++
      bus.publish(resolved)
    })
    const position = () => bus.publish(planned).position
    const first = bus.publish(resolved).position
    expect(failures).toEqual([
      expect.objectContaining({ code: 'bus/endless', details: { type: 'case.closed', depth: 1000 } }),
    ])
    expect(answers).toBe(500) // every other one of the thousand answers
    expect(position() - first).toBe(1001)
    off()
    bus.publish(resolved)
    expect(failures).toHaveLength(1)
  })

  test('[BUS9] that delivers what it hears is stopped as well', () => {
    const failures: unknown[] = []
    const bus = createBus({ onError: (error) => failures.push(error) })
    bus.on(CaseResolved, (event) => bus.deliver(event))
    bus.publish(resolved)
    expect(failures).toEqual([expect.objectContaining({ code: 'bus/endless' })])
  })

  test('[BUS10] hears nothing after the bus was closed, not even of the event on its way', () => {
    const { bus, heard, as } = hall()
    const stop = bus.on(CaseResolved, () => bus.close())
    bus.on(CaseResolved, as('ada'))
    bus.on('*', as('bob'))
    bus.publish(resolved)
    bus.publish(noted)
    stop()
    expect(heard).toEqual([])
    bus.on(CaseResolved, as('cy'))
    bus.publish(resolved)
    expect(heard).toEqual(['cy: case.resolved'])
  })
})

/** What may happen on a bus, in any order. */
const happening = fc.oneof(
  fc.record({
    do: fc.constant('listen' as const),
    to: fc.constantFrom('*', 'case.*', 'case.note.*', CaseResolved, NoteAdded),
  }),
  fc.record({ do: fc.constant('stop' as const), which: fc.nat(20) }),
  fc.record({ do: fc.constant('publish' as const), draft: fc.constantFrom<Draft>(resolved, noted, planned) }),
  fc.record({ do: fc.constant('close' as const) }),
)

const wants = (to: string, type: string) =>
  to === '*' || to === type || (to.endsWith('*') && type.startsWith(to.slice(0, -1)))

test('[BUS4] whoever listens to a type, a prefix or everything hears what a plain list of listeners would hear', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 40 }), (happenings) => {
      const bus = createBus()
      const stops: (() => void)[] = []
      const heard: string[] = []
      let model: { id: number; to: string }[] = []
      const expected: string[] = []
      for (const now of happenings) {
        if (now.do === 'listen') {
          const id = stops.length
          const to = now.to as typeof CaseResolved // one overload of `on` at a time; at run time all are heard
          stops.push(bus.on(to, (event) => heard.push(`${id} ${event.position}`)))
          model.push({ id, to: typeof now.to === 'string' ? now.to : now.to.type })
        } else if (now.do === 'stop') {
          stops[now.which]?.()
          model = model.filter(({ id }) => id !== now.which)
        } else if (now.do === 'close') {
          bus.close()
          model = []
        } else {
          const { position, type } = bus.publish(now.draft)
          expected.push(...model.filter(({ to }) => wants(to, type)).map(({ id }) => `${id} ${position}`))
        }
      }
      expect(heard).toEqual(expected)
    }),
    { numRuns: 500 },
  )
})
