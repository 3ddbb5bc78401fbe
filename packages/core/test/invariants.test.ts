import type { Event } from '@casewell/bus'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CaseCommand, type CaseState, decide, evolve, fold } from '../src/case/index.ts'
import { Cases } from '../src/index.ts'
import { testDesk } from '../src/testing.ts'

const said = fc.record({
  message: fc.constant('m'),
  conversation: fc.constant('v'),
  channel: fc.constant('email'),
  isAutomatic: fc.boolean(),
})
const person = fc.constantFrom('ada', 'ben', null)
const command: fc.Arbitrary<CaseCommand> = fc.oneof(
  said.map((s) => ({ do: 'receive', ...s }) as const),
  said.map((s) => ({ do: 'reply', ...s }) as const),
  person.map((assignee) => ({ do: 'assign', assignee }) as const),
  fc.constantFrom('sales', 'help', null).map((queue) => ({ do: 'set-queue', queue }) as const),
  fc.constantFrom('low', 'urgent').map((priority) => ({ do: 'set-priority', priority }) as const),
  fc.constantFrom('t1', 't2', 't3').map((tag) => ({ do: 'tag', tag }) as const),
  fc.constantFrom('t1', 't2').map((tag) => ({ do: 'untag', tag }) as const),
  fc.constantFrom('2026-02-01T00:00:00.000Z', null).map((until) => ({ do: 'wait', until }) as const),
  fc.constantFrom('hold', 'resume', 'reopen', 'close').map((name) => ({ do: name }) as const),
  fc.constant({ do: 'wake', until: '2026-02-01T00:00:00.000Z' } as const),
  fc.constantFrom('fixed', 'answered').map((code) => ({ do: 'resolve', code }) as const),
  fc.constantFrom('note', 'edit', 'delete').map((name) => ({ do: name, message: 'm' }) as const),
  fc.constant({ do: 'redact', message: null } as const),
  fc.constantFrom('c2', 'c1').map((into) => ({ do: 'merge', into, intoAbsorbedBy: null }) as const),
)

const opening: CaseCommand = { do: 'open', reference: 'CW-2345-6789', customer: 'bob' }

interface Life {
  readonly state: CaseState
  readonly events: readonly Event[]
}

/** Lives through commands; what is refused changes nothing. */
function live(
  commands: readonly CaseCommand[],
  check: (before: CaseState, after: CaseState, facts: readonly Event[]) => void,
): Life {
  let state: CaseState | undefined
  const events: Event[] = []
  for (const wish of [opening, ...commands]) {
    const before = state
    const facts = decided(state, wish, events.length)
    for (const fact of facts) state = evolve(state, fact as never) // facts are drafts of case events with a time
    events.push(...facts)
    if (before && state) check(before, state, facts)
  }
  if (!state) throw new Error('a life begins with a case')
  return { state, events }
}

function decided(state: CaseState | undefined, wish: CaseCommand, count: number): Event[] {
  try {
    return decide('c1', state, wish).map((draft, i) => {
      const position = count + i + 1
      const time = new Date(Date.UTC(2026, 0, 5) + count * 1000).toISOString()
      return { ...draft, id: String(position), source: '/test', time, position, tenant: 't', actor: 'agent:ada' }
    })
  } catch (error) {
    expect(error).toMatchObject({ code: expect.stringMatching(/^case\//) })
    return []
  }
}

describe('over a hundred thousand random commands', () => {
  test('[CASE1] [CASE2] [CASE3] [CASE4] [CASE5] the invariants of a case hold', () => {
    let commands = 0
    fc.assert(
      fc.property(fc.array(command, { minLength: 80, maxLength: 120 }), (wishes) => {
        commands += wishes.length
        const { state, events } = live(wishes, (before, after, facts) => {
          const isDone = after.status === 'resolved' || after.status === 'closed'
          must((after.resolvedAt !== null) === isDone, 'resolvedAt is set exactly while resolved or closed')
          if (after.status !== before.status)
            must(after.statusSince === facts.at(-1)?.time, 'statusSince is the last change')
          else must(after.statusSince >= before.statusSince, 'statusSince never moves back')
          must(after.waitUntil === null || after.status === 'pending', 'only a pending case waits')
          must(before.absorbedBy === null || after.absorbedBy === before.absorbedBy, 'absorbed for ever')
          must(after.absorbedBy === null || after.status === 'closed', 'an absorbed case is closed')
          must(after.absorbedBy !== 'c1', 'no case absorbs itself')
          const answered = facts.some(
            (f) => f.type === 'case.message-sent' && !(f.data as { isAutomatic: boolean }).isAutomatic,
          )
          if (before.firstResponseAt === null)
            must(after.firstResponseAt === null || answered, 'only a person answers first')
          else must(after.firstResponseAt === before.firstResponseAt, 'the first response stays the first')
        })
        expect(fold(events)).toEqual(state)
        partitionsTime(events, state)
      }),
      { numRuns: 1_050, seed: 20_260_105 },
    )
    expect(commands).toBeGreaterThan(100_000)
  })

  test('[CASE1] [CASE4] the store holds the fold of the log, also after merges across cases', async () => {
    const { desk, advance } = await testDesk()
    await desk.start()
    const ada = desk.as({ id: 'ada', role: 'lead' })
    const ids: string[] = []
    for (let i = 0; i < 6; i++)
      ids.push((await ada.cases.open({ subject: 's', from: { email: `c${i}@example.org` }, text: 'hello' })).id)
    const pick = fc.nat({ max: 5 }).map((i) => ids[i] ?? '')
    const act = fc.oneof(
      fc.tuple(pick, pick).map(
        ([id, into]) =>
          () =>
            ada.cases.merge(id, { into }),
      ),
      pick.map((id) => () => ada.cases.reply(id, { text: 'answer' })),
      pick.map((id) => () => ada.cases.receive(id, { text: 'more' })),
      pick.map((id) => () => ada.cases.resolve(id, { code: 'fixed' })),
      pick.map((id) => () => ada.cases.note(id, { text: 'note' })),
      fc.tuple(pick, pick).map(
        ([id, to]) =>
          () =>
            ada.cases.link(id, { kind: 'related', to }),
      ),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 15 }), async (acts) => {
        for (const one of acts) {
          advance(1_000)
          await one().catch((error: unknown) => expect(error).toMatchObject({ code: expect.stringMatching(/^case\//) }))
        }
        for (const id of ids) {
          const stored = (await desk.read.get(Cases, id))?.doc
          const log = await desk.read.readLog({ after: 0, limit: 100_000, subject: id })
          expect(fold(log)).toEqual(stored)
          await endsSomewhere(id)
        }
      }),
      { numRuns: 25, seed: 7 },
    )
    await desk.stop()

    async function endsSomewhere(id: string): Promise<void> {
      const seen = new Set<string>()
      for (let at: string | null = id; at !== null; at = (await desk.read.get(Cases, at))?.doc.absorbedBy ?? null) {
        expect(seen.has(at)).toBe(false)
        seen.add(at)
      }
    }
  })
})

/** The intervals between changes of status cover the life of the case without gap and without overlap. */
function partitionsTime(events: readonly Event[], end: CaseState): void {
  let state: CaseState | undefined
  const changes: { at: string; status: string }[] = []
  for (const event of events) {
    const before = state?.status
    state = evolve(state, event as never)
    if (state && state.status !== before) changes.push({ at: event.time, status: state.status })
  }
  for (const [i, { at, status }] of changes.entries()) {
    const next = changes[i + 1]
    must(!next || (next.at > at && next.status !== status), 'statuses follow one another without gap or overlap')
  }
  expect(changes[0]?.at).toBe(end.openedAt)
  expect(changes.at(-1)).toEqual({ at: end.statusSince, status: end.status })
}

/** A cheap `expect`: a hundred thousand commands are checked a dozen times each. */
function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(`broken: ${what}`)
}
