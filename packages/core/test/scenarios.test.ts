// What went wrong at other desks, as tests. The numbers are those of docs/reliability.md, where each one's place is listed.
import { eventType } from '@casewell/bus'
import { createHost, memoryDriver, memoryStore, type StoreDriver } from '@casewell/store'
import { afterEach, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { CaseAssigned, CaseOpened, MessageReceived } from '../src/events.ts'
import { CaseContents, Cases, createDesk, type Desk, type Plugin, type Seat } from '../src/index.ts'
import { testDesk } from '../src/testing.ts'
import { scene } from './characters.ts'

const count = 20
const times = <T>(make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i))

/** What became of two acts that began at the same moment. */
async function atOnce(...acts: readonly Promise<unknown>[]): Promise<readonly string[]> {
  const outcomes = await Promise.allSettled(acts)
  return outcomes.map((one) => (one.status === 'fulfilled' ? 'done' : String((one.reason as { code?: string }).code))) // of a CasewellError
}

async function ofType(desk: Desk, type: string): Promise<number> {
  return (await desk.read.readLog({ after: 0, limit: 1000 })).filter((event) => event.type === type).length
}

/** A case of which two people can decide at once. */
const openCase = async (seat: Seat): Promise<string> =>
  (await seat.cases.open({ subject: 'No sound', from: { email: 'bob@example.org' }, text: 'mute' })).id

describe('who has the case', () => {
  test('7: two workers that assign one case at the same moment make one assignment', async () => {
    const { desk, id } = await scene()
    const [one, other] = [desk.as({ id: 'robot-1', role: 'system' }), desk.as({ id: 'robot-2', role: 'system' })]
    const outcomes = await atOnce(
      one.cases.assign(id, { assignee: 'ada', guard: { assignee: null } }),
      other.cases.assign(id, { assignee: 'eve', guard: { assignee: null } }),
    )
    expect([...outcomes].sort()).toEqual(['case/conflict', 'done'])
    expect(await ofType(desk, CaseAssigned.type)).toBe(1)
  })

  test('7: whom a person has chosen no automatic assignment overwrites, whoever comes first', async () => {
    const { desk, lea } = await scene()
    const robot = desk.as({ id: 'robot', role: 'system' })
    for (const id of await Promise.all(times(() => openCase(lea)))) {
      const byRobot = () => robot.cases.assign(id, { assignee: 'ada', guard: { assignee: null } })
      const byLea = () => lea.cases.assign(id, { assignee: 'lea' })
      await (Math.random() < 0.5 ? atOnce(byRobot(), byLea()) : atOnce(byLea(), byRobot()))
      expect((await lea.cases.get(id)).assignee).toBe('lea')
    }
  })

  test('8: an assignee is a member of the queue that the case is in, also when it moves meanwhile', async () => {
    const { lea, root } = await scene()
    const members: Readonly<Record<string, string>> = { help: 'ada', sales: 'sam' }
    for (const [queue, member] of Object.entries(members))
      await root.queues.put(queue, { name: queue, members: [member] })
    for (const id of await Promise.all(times(() => openCase(lea)))) {
      await lea.cases.setQueue(id, { queue: 'help' })
      const [assigned, moved] = await atOnce(
        lea.cases.assign(id, { assignee: 'ada' }),
        lea.cases.setQueue(id, { queue: 'sales' }),
      )
      expect(moved).toBe('done')
      expect(['done', 'core/not-a-member']).toContain(assigned)
      expect(await lea.cases.get(id)).toMatchObject({ queue: 'sales', assignee: null })
    }
  })
})

describe('what two people decide', () => {
  test('9: what is written again as it stands makes no event', async () => {
    const { ada, desk, id } = await scene()
    const write = async (): Promise<void> => {
      await ada.cases.setPriority(id, { priority: 'high' })
      await ada.cases.setType(id, { type: 'incident' })
      await ada.cases.tag(id, { tag: 'Sound' })
      await ada.cases.assign(id, { assignee: 'ada' })
      await ada.cases.describe(id, { cause: 'A switch.' })
    }
    await write()
    const before = await desk.read.head()
    for (let i = 0; i < count; i++) await write()
    expect((await desk.read.head()).position).toBe(before.position)
  })

  test('11: a long run does not overwrite from its stale list what an agent has changed meanwhile', async () => {
    const { ada, desk, advance } = await scene()
    const robot = desk.as({ id: 'robot', role: 'system' })
    const ids = await Promise.all(times(() => openCase(ada)))
    const list = await Promise.all(ids.map((id) => robot.cases.get(id)))
    advance(60_000)
    const [changed = '', ...others] = ids
    await ada.cases.setPriority(changed, { priority: 'urgent' })
    const outcomes = []
    for (const { id, updatedAt } of list)
      outcomes.push(...(await atOnce(robot.cases.setPriority(id, { priority: 'low', guard: { updatedAt } }))))
    expect(outcomes.filter((outcome) => outcome === 'case/conflict')).toHaveLength(1)
    expect((await ada.cases.get(changed)).priority).toBe('urgent')
    for (const id of others) expect((await ada.cases.get(id)).priority).toBe('low')
  })

  test('12: two agents who save different fields from what they saw both have their way', async () => {
    const { ada, lea, root, id } = await scene()
    await root.queues.put('help', { name: 'Help', members: ['ada'] })
    const seen = await ada.cases.get(id)
    expect(
      await atOnce(
        ada.cases.setPriority(id, { priority: 'high', guard: { priority: seen.priority } }),
        lea.cases.setQueue(id, { queue: 'help', guard: { queue: seen.queue } }),
        ada.cases.describe(id, { cause: 'A switch.' }),
        lea.cases.describe(id, { environment: 'Firmware 4.2' }),
      ),
    ).toEqual(['done', 'done', 'done', 'done'])
    expect(await ada.cases.get(id)).toMatchObject({
      priority: 'high',
      queue: 'help',
      content: { cause: 'A switch.', environment: 'Firmware 4.2' },
    })
  })

  test('12: of two who save the same field one gets it back, with the case as it is now', async () => {
    const { ada, lea, id } = await scene()
    const { priority } = await ada.cases.get(id)
    await lea.cases.setPriority(id, { priority: 'urgent', guard: { priority } })
    await expect(ada.cases.setPriority(id, { priority: 'low', guard: { priority } })).rejects.toMatchObject({
      code: 'case/conflict',
      details: { expected: 'normal', current: 'urgent', state: { id, priority: 'urgent' } },
    })
  })
})

describe('what is done twice', () => {
  /** Two processes, as far as the store can tell. */
  async function twoDesks(options: Partial<Parameters<typeof createDesk>[0]> = {}): Promise<readonly [Desk, Desk]> {
    const store = memoryStore()
    const desks = [
      await createDesk({ store, sharesStore: true, ...options }),
      await createDesk({ store, ...options }),
    ] as const
    opened.push(...desks)
    for (const desk of desks) await desk.start()
    return desks
  }
  const opened: Desk[] = []
  afterEach(async () => {
    for (const desk of opened.splice(0)) await desk.stop()
  })
  const asAda = (desk: Desk): Seat => desk.as({ id: 'ada', role: 'agent' })

  test('13: a command that is sent again gets the first result, also by another process and under contention', async () => {
    const desks = await twoDesks()
    const id = await openCase(asAda(desks[0]))
    const send = () =>
      desks.flatMap((desk) => times((i) => asAda(desk).cases.note(id, { text: `note ${i}`, key: `k${i}` })))
    const [first, again] = [await Promise.all(send()), await Promise.all(send())]
    expect(again).toEqual(first)
    expect(new Set(first.map(({ message }) => message)).size).toBe(count)
    expect((await asAda(desks[1]).cases.get(id)).messageCount).toBe(1 + count)
  })

  test('18: two who open cases at once get two references, even if they draw the same random numbers', async () => {
    const dice = () => {
      let drawn = 0
      return (bytes: number) => new Uint8Array(bytes).fill(++drawn)
    }
    const store = memoryStore()
    const one = await createDesk({ store, sharesStore: true, random: dice() })
    const other = await createDesk({ store, random: dice() })
    opened.push(one, other)
    const cases = await Promise.all(
      times((i) => (i % 2 === 0 ? one : other)).map((desk) =>
        asAda(desk).cases.open({ subject: 's', from: { email: 'bob@example.org' } }),
      ),
    )
    expect(new Set(cases.map(({ reference }) => reference)).size).toBe(count)
    expect(new Set(cases.map(({ id }) => id)).size).toBe(count)
  })

  test('20: a subscriber hears each event once and in its turn, however its attempts fail and whoever writes', async () => {
    const Heard = eventType('test.heard', z.object({ of: z.number() }))
    let failures = 0
    const onError = (): void => {} // the failures are meant
    const store = memoryStore()
    const desks = [
      await createDesk({ store, sharesStore: true, onError }),
      await createDesk({ store, onError }),
    ] as const
    opened.push(...desks)
    for (const desk of desks) {
      desk.use({ name: 'ears', events: [Heard], setup: () => {} })
      desk.subscribe({
        name: 'ears',
        events: [MessageReceived],
        leaseMs: 200,
        retry: { attempts: 10, baseMs: 1 },
        handle(event, work) {
          if (Math.random() < 0.2 && ++failures) throw new Error('not now')
          work.emit(Heard(event.subject, { of: event.position }))
        },
      })
    }
    for (const desk of desks) await desk.start()
    const ids = await Promise.all([0, 1, 2].map(() => openCase(asAda(desks[0]))))
    await Promise.all(times((i) => asAda(desks[i % 2] ?? desks[0]).cases.receive(ids[i % 3] ?? '', { text: `${i}` })))
    const heardOf = async (id: string) => {
      const log = await desks[0].read.readLog({ after: 0, limit: 1000, subject: id })
      const said = log.filter(({ type }) => type === MessageReceived.type).map(({ position }) => position)
      const heard = log.filter(({ type }) => type === Heard.type).map(({ data }) => (data as { of: number }).of) // Heard's schema
      return { said, heard }
    }
    for (const id of ids) {
      await expect
        .poll(async () => (await heardOf(id)).heard.length, { timeout: 20_000 })
        .toBe((await heardOf(id)).said.length)
      const { said, heard } = await heardOf(id)
      expect(heard).toEqual(said)
    }
    expect(failures).toBeGreaterThan(0)
  })
})

const JobDue = eventType('test.job-due', z.undefined())

/** A plugin with a job on cases, which may be gone when it comes to them. */
function jobs(done: string[]): Plugin {
  return {
    name: 'jobs',
    events: [JobDue],
    setup: (desk) =>
      desk.subscribe({
        name: 'jobs',
        events: [JobDue],
        async handle({ subject }, work) {
          const content = await work.get(CaseContents, subject)
          if (content) await work.cases.tag(subject, { tag: 'seen' })
          done.push(`${subject}: ${content ? 'tagged' : 'nothing to do'}`)
        },
      }),
  }
}

describe('what is gone', () => {
  test('14: a job for an erased case, or for one that never was, is done with and holds up nobody', async () => {
    const done: string[] = []
    const { desk } = await testDesk()
    desk.use(jobs(done))
    await desk.start()
    const ada = desk.as({ id: 'ada', role: 'admin' })
    const [erased, there] = [await openCase(ada), await openCase(ada)]
    await ada.cases.redact(erased)
    await desk.transact((work) => {
      for (const id of [erased, 'never-was', there]) work.emit(JobDue(id))
    })
    await desk.settled()
    expect(done).toEqual([`${erased}: nothing to do`, 'never-was: nothing to do', `${there}: tagged`])
    const jobsOfDesk = desk.subscriptions.find(({ name }) => name === 'jobs')
    expect(await jobsOfDesk?.deadLetters()).toEqual([])
    await desk.stop()
  })

  test('31: erasing an open case takes every word and leaves history, counts and a log that can be replayed', async () => {
    const heard: string[] = []
    const { desk, advance } = await testDesk()
    desk.subscribe({ name: 'ears', events: [CaseOpened, MessageReceived], handle: ({ type }) => void heard.push(type) })
    await desk.start()
    const ada = desk.as({ id: 'ada', role: 'admin' })
    const { id } = await ada.cases.open({
      subject: 'Xanthippe is mute',
      from: { email: 'bob@example.org' },
      text: 'Xanthippe says nothing.',
    })
    advance(60_000)
    await ada.cases.reply(id, { text: 'Hold the power key of Xanthippe.' })
    await ada.cases.receive(id, { text: 'Xanthippe still says nothing.' })
    const { content: _words, version: seen, ...before } = await ada.cases.get(id)
    for (const { id: message } of (await ada.cases.timeline(id)).items) await ada.cases.redact(id, { message })
    await ada.cases.redact(id)

    const { content, version, ...after } = await ada.cases.get(id)
    expect(JSON.stringify([content, await ada.cases.timeline(id)])).not.toContain('Xanthippe')
    expect(after).toEqual({ ...before, isRedacted: true, updatedAt: after.updatedAt })
    await desk.settled()
    expect(version).toBeGreaterThan(seen)
    const once = [...heard]
    await desk.subscriptions.find(({ name }) => name === 'ears')?.replay(0)
    await expect.poll(() => heard.length).toBe(2 * once.length)
    expect(heard.slice(once.length)).toEqual(once)
    await ada.cases.receive(id, { text: 'Hello again.' })
    expect((await ada.cases.get(id)).messageCount).toBe(before.messageCount + 1)
    await desk.stop()
  })
})

describe('a merged case', () => {
  test('17: sends what is said to it on to the end of the path, and never into a circle', async () => {
    const { ada, lea } = await scene()
    const [a, b, c] = [await openCase(ada), await openCase(ada), await openCase(ada)]
    await lea.cases.merge(a, { into: b })
    await lea.cases.merge(b, { into: c })
    await ada.cases.receive(a, { text: 'Is anybody there?' })
    expect((await ada.cases.timeline(c)).items.map(({ text }) => text)).toContain('Is anybody there?')
    await expect(lea.cases.merge(c, { into: a })).rejects.toMatchObject({ code: 'case/cycle' })
    expect((await ada.cases.get(c)).absorbedBy).toBeNull()
  })

  test('17: is merged as a whole or not at all', async () => {
    const { desk } = await testDesk()
    desk.before('absorb', () => ({ reason: 'the target may not be touched' }))
    await desk.start()
    const lea = desk.as({ id: 'lea', role: 'lead' })
    const [a, b] = [await openCase(lea), await openCase(lea)]
    const before = await desk.read.head()
    await expect(lea.cases.merge(a, { into: b })).rejects.toMatchObject({ details: { command: 'absorb' } })
    expect(await desk.read.head()).toEqual(before)
    expect((await lea.cases.get(a)).absorbedBy).toBeNull()
    await desk.stop()
  })
})

describe('time', () => {
  test('29: the log and the documents are the same in every time zone', async () => {
    const before = process.env['TZ']
    const lives: string[] = []
    try {
      for (const zone of ['UTC', 'Asia/Kathmandu', 'Pacific/Auckland', 'America/St_Johns']) {
        process.env['TZ'] = zone
        const { desk, ada, id, now, advance } = await scene()
        await ada.cases.wait(id, { until: new Date(now() + 3_600_000) })
        advance(3_600_001)
        await ada.cases.receive(id, { text: 'At last.', saidAt: new Date('2026-01-05T23:30:00+13:00') })
        const log = (await desk.read.readLog({ after: 0, limit: 100 })).map(({ type, time, data }) => [
          type,
          time,
          data,
        ])
        lives.push(JSON.stringify([log, (await desk.read.get(Cases, id))?.doc, await ada.cases.timeline(id)]))
        expect(new Date(2026, 0, 5).getTimezoneOffset() === 0).toBe(zone === 'UTC') // the zone is really another one
        await desk.stop()
      }
    } finally {
      if (before === undefined) delete process.env['TZ']
      else process.env['TZ'] = before
    }
    expect(new Set(lives).size).toBe(1)
  })

  test('30: a customer who answers between the look and the close keeps the case open', async () => {
    const { ada, desk } = await scene()
    const robot = desk.as({ id: 'robot', role: 'system' })
    for (const id of await Promise.all(times(() => openCase(ada)))) {
      await ada.cases.resolve(id, { code: 'fixed' })
      const { status, updatedAt } = await robot.cases.get(id)
      await ada.cases.receive(id, { text: 'It is mute again.' })
      await expect(robot.cases.close(id, { guard: { status, updatedAt } })).rejects.toMatchObject({
        code: 'case/conflict',
      })
      expect((await ada.cases.get(id)).status).toBe('open')
    }
  })

  test('30: at the same moment either the customer or the clock is first, and no word is lost', async () => {
    const { ada, desk } = await scene()
    const robot = desk.as({ id: 'robot', role: 'system' })
    for (const id of await Promise.all(times(() => openCase(ada)))) {
      await ada.cases.resolve(id, { code: 'fixed' })
      const close = () => robot.cases.close(id, { guard: { status: 'resolved' } })
      const say = () => ada.cases.receive(id, { text: 'It is mute again.' })
      const [closed, said] =
        Math.random() < 0.5 ? await atOnce(close(), say()) : (await atOnce(say(), close())).toReversed()
      expect([
        ['case/conflict', 'done', 'open'],
        ['done', 'case/closed', 'closed'], // the channel opens a follow-up with it
      ]).toContainEqual([closed, said, (await ada.cases.get(id)).status])
    }
  })
})

describe('a case with ten thousand messages', () => {
  /** Counts what a desk asks of its engine and gets from it: documents, rows, writes. */
  function counting() {
    const cost = { asked: 0, rows: 0, writes: 0 }
    const driver = memoryDriver()
    const counted: StoreDriver = {
      ...driver,
      get(...args) {
        cost.asked++
        return driver.get(...args)
      },
      async scan(...args) {
        cost.asked++
        const hits = await driver.scan(...args)
        cost.rows += hits.length
        return hits
      },
      apply(group) {
        for (const { writes, events } of group) cost.writes += writes.length + events.length
        return driver.apply(group)
      },
    }
    return { cost, store: createHost(counted) }
  }

  async function costWith(messages: number): Promise<unknown> {
    const { cost, store } = counting()
    const { desk, ada, id } = await scene({ store })
    for (let i = 0; i < messages; i += 500)
      await desk.transact(async (work) => {
        for (let j = 0; j < Math.min(500, messages - i); j += 2) {
          await work.cases.receive(id, { text: `question ${i + j}` })
          await work.cases.reply(id, { text: `answer ${i + j}` })
        }
      })
    const acts: Readonly<Record<string, () => Promise<unknown>>> = {
      receive: () => ada.cases.receive(id, { text: 'one more' }),
      reply: () => ada.cases.reply(id, { text: 'an answer' }),
      tag: () => ada.cases.tag(id, { tag: 'long' }),
      resolve: () => ada.cases.resolve(id, { code: 'fixed', resolution: 'A switch.' }),
      reopen: () => ada.cases.reopen(id),
      timeline: () => ada.cases.timeline(id, { limit: 20 }),
    }
    await ada.cases.get(id) // what was seen too long ago is not remembered
    const costs = []
    for (const [name, act] of Object.entries(acts)) {
      const before = { ...cost }
      await act()
      costs.push([name, cost.asked - before.asked, cost.rows - before.rows, cost.writes - before.writes])
    }
    await desk.stop()
    return costs
  }

  test('32: every command and a page of it cost as much as in a short one', async () => {
    expect(await costWith(10_000)).toEqual(await costWith(40))
  }, 180_000)
})
