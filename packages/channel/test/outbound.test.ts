import { createDesk } from '@casewell/core'
import { createHost, memoryDriver } from '@casewell/store'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { type AccountOptions, defineChannel } from '../src/index.ts'
import { pigeonScene } from './scene.ts'

/** Waits for something that happens soon, on the clock of the machine. */
async function soon(holds: () => unknown): Promise<void> {
  for (let i = 0; i < 600 && !(await holds()); i++) await new Promise((resolve) => setTimeout(resolve, 5))
  expect(await holds()).toBeTruthy()
}

async function written(count = 1, account: AccountOptions = {}) {
  const scene = await pigeonScene({}, account)
  const cases: string[] = []
  for (let i = 0; i < count; i++) {
    const [accepted] = await scene.take({ chat: `c${i}`, text: 'hello' })
    if (accepted?.as === 'message') cases.push(accepted.case)
  }
  return { ...scene, cases, first: cases[0] ?? '' }
}

describe('what goes out', () => {
  test('[OUT1] goes out once, in order within its conversation', async () => {
    const { ada, far, desk, api, cases } = await written(4)
    const texts = Array.from({ length: 10 }, (_, i) => `a${i}`)
    for (const text of texts) await Promise.all(cases.map((id) => ada.cases.reply(id, { text })))
    await desk.settled()
    await api.flushed()
    for (const [i] of cases.entries())
      expect(far.arrived.filter((m) => m.thread === `c${i}`).map((m) => m.text)).toEqual(texts)
    const { items } = await ada.cases.timeline(cases[0] ?? '')
    expect(items.filter((m) => m.direction === 'outbound').every((m) => m.delivery?.state === 'sent')).toBe(true)
    expect(far.arrived[0]).toMatchObject({
      reference: expect.stringMatching(/^CW-/),
      to: [{ handle: { value: 'bob' } }],
    })
  })

  test('[OUT2] waits when the far side asks, and only that conversation waits', async () => {
    const { ada, far, desk, advance, cases } = await written(2)
    far.answers.push({ retryAfterMs: 60_000, reason: 'slow down' })
    await ada.cases.reply(cases[0] ?? '', { text: 'first' })
    await desk.settled()
    await soon(() => far.answers.length === 0)
    await ada.cases.reply(cases[0] ?? '', { text: 'second' })
    await ada.cases.reply(cases[1] ?? '', { text: 'other' })
    await soon(() => far.arrived.length === 1)
    expect(far.arrived.map((m) => m.text)).toEqual(['other'])
    advance(59_000)
    await ada.cases.reply(cases[1] ?? '', { text: 'other 2' })
    await soon(() => far.arrived.length === 2)
    advance(2_000)
    await ada.cases.reply(cases[1] ?? '', { text: 'other 3' })
    await soon(() => far.arrived.length === 5)
    expect(far.arrived.filter((m) => m.thread === 'c0').map((m) => m.text)).toEqual(['first', 'second'])
  })

  test('[OUT3] tells the case what failed for good, and can be sent again by hand', async () => {
    const { ada, far, desk, api, first } = await written()
    const heard: unknown[] = []
    desk.bus.on('channel.*', (event) => void heard.push(event.data))
    far.answers.push({ permanent: 'blocked', reason: 'the user blocked us' })
    const { message } = await ada.cases.reply(first, { text: 'hello' })
    await desk.settled()
    await soon(async () => (await api.stuck()).items.length === 1)
    await desk.settled()
    expect((await api.stuck()).items).toEqual([
      { message, case: first, status: 'failed', reason: 'the user blocked us' },
    ])
    expect((await ada.cases.timeline(first)).items.at(-1)).toMatchObject({
      visibility: 'internal',
      text: expect.stringContaining('blocked'),
    })
    expect(heard).toEqual([{ channel: 'pigeon', account: 'home', case: first, code: 'blocked' }])
    await api.resend(message)
    await soon(() => far.arrived.length === 1)
    await expect(api.resend(message)).rejects.toMatchObject({
      code: 'channel/no-entry',
    })
  })

  test('[OUT4] looks up an attempt that broke off, and sends again only what was not sent', async () => {
    const { ada, far, desk, api, first, advance } = await written()
    far.answers.push('throw')
    await ada.cases.reply(first, { text: 'not sent' })
    await desk.settled()
    far.reconciled = { notSent: true }
    await soon(() => far.answers.length === 0)
    await soon(async () => (await api.stuck()).items.length === 0)
    advance(60_000)
    await ada.cases.reply(first, { text: 'second' })
    await soon(() => far.arrived.length === 2)
    expect(far.arrived.map((m) => m.text)).toEqual(['not sent', 'second'])
  })

  test('[OUT4] believes the far side that it was sent', async () => {
    const { ada, far, desk, first } = await written()
    far.answers.push({ unknown: 'no answer' })
    far.reconciled = { sent: ['p-1'] }
    const { message } = await ada.cases.reply(first, {
      text: 'sent after all',
    })
    await desk.settled()
    await soon(async () => (await ada.cases.message(message))?.delivery?.state === 'sent')
    expect(far.arrived).toEqual([])
  })

  test('[OUT4] leaves what nobody knows to a person', async () => {
    const { ada, far, desk, api, first } = await written()
    far.answers.push({ unknown: 'no answer' })
    far.reconciled = { unresolved: 'no such query' }
    await ada.cases.reply(first, { text: 'who knows' })
    await desk.settled()
    await soon(async () => (await api.stuck()).items[0]?.status === 'unknown')
    expect(far.arrived).toEqual([])
  })

  test('[OUT4] looks up what was under way when the process died', async () => {
    const { ada, far, desk, api, first, advance } = await written(1, { attemptMs: 300 })
    const { Lines, Outbox } = await import('../src/collections.ts')
    far.answers.push({ retryAfterMs: 1_000_000, reason: 'later' })
    const { message, conversation } = await ada.cases.reply(first, {
      text: 'hello',
    })
    await desk.settled()
    await soon(() => far.answers.length === 0)
    far.reconciled = { sent: ['p-9'] }
    await desk.transact(async (work) => {
      const doc = (await work.get(Outbox, message))?.doc
      if (doc) work.put(Outbox, message, { ...doc, status: 'sending' })
    })
    advance(1_002_000)
    await ada.cases.note(first, { text: 'time passes' })
    await desk.transact(async (work) => {
      const line = (await work.get(Lines, conversation))?.doc
      if (line) work.put(Lines, conversation, line)
    })
    await soon(async () => (await ada.cases.message(message))?.delivery?.state === 'sent')
    expect(far.arrived).toEqual([])
    expect((await api.stuck()).items).toEqual([])
  })

  test('[OUT4] takes no attempt from a living process, however far a clock jumps', async () => {
    let now = Date.parse('2026-01-05T09:00:00Z')
    const driver = memoryDriver(() => now) // one engine, and a host for each process
    let release = (): void => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    const told: string[] = []
    const owl = defineChannel({
      id: 'owl',
      config: z.object({ who: z.string() }),
      can: {},
      async send({ id }, { config }) {
        told.push(`${config.who} sends`)
        await held
        return { sent: [`v-${id}`] }
      },
      reconcile: (_, { config }) => {
        told.push(`${config.who} looks it up`)
        return Promise.resolve({ notSent: true })
      },
    })
    const open = async (who: string) => {
      const desk = await createDesk({ store: createHost({ ...driver }) })
      return { desk, api: desk.use(owl('home', { who }, { attemptMs: 2_000 })) }
    }
    const [one, two] = [await open('one'), await open('two')]
    await one.desk.start()
    const from = { handle: { kind: 'user', value: 'owl:bob', assurance: 'verified' } } as const
    const blocks = [{ t: 'text', text: 'hi' }] as const
    const [said] = await one.api.accept([{ type: 'message', id: 'm1', at: new Date(now), thread: 'bob', from, blocks }])
    const id = said?.as === 'message' ? said.case : ''
    await one.desk.as({ id: 'ada', role: 'agent' }).cases.reply(id, { text: 'hello' })
    await soon(() => told.length === 1)
    now += 86_400_000
    await two.desk.start()
    await new Promise((resolve) => setTimeout(resolve, 500))
    release()
    await one.api.flushed()
    await two.desk.stop()
    await one.desk.stop()
    expect(told).toEqual(['one sends'])
  })

  test('[OUT5] hears how it fared, and the case is told of a failure', async () => {
    const { ada, far, desk, api, first } = await written()
    const { message } = await ada.cases.reply(first, { text: 'hello' })
    await desk.settled()
    await api.flushed()
    await soon(() => far.arrived.length === 1)
    await soon(async () => (await ada.cases.message(message))?.delivery?.state === 'sent')
    const report = {
      type: 'delivery',
      at: new Date(),
      target: `p-${message}`,
    } as const
    await api.accept([{ ...report, id: 'r1', state: 'delivered' }])
    expect((await ada.cases.message(message))?.delivery?.state).toBe('delivered')
    const [accepted] = await api.accept([
      {
        ...report,
        id: 'r2',
        state: 'failed',
        code: '5.1.1',
        reason: 'no such user',
      },
    ])
    expect(accepted).toEqual({ as: 'report', case: first })
    expect((await ada.cases.timeline(first)).items.at(-1)?.text).toContain('5.1.1')
    expect(
      await api.accept([
        {
          type: 'delivery',
          id: 'r3',
          at: new Date(),
          target: 'unheard-of',
          state: 'failed',
        },
      ]),
    ).toEqual([{ as: 'report', case: null }])
  })

  test('[OUT6] does not send what was erased meanwhile', async () => {
    const { ada, far, desk, first, advance } = await written()
    far.answers.push({ retryAfterMs: 1_000, reason: 'slow down' })
    const { message } = await ada.cases.reply(first, { text: 'a secret' })
    await desk.settled()
    await soon(() => far.answers.length === 0)
    await desk.as({ id: 'lea', role: 'lead' }).cases.redact(first, { message })
    advance(60_000)
    const second = await ada.cases.reply(first, { text: 'harmless' })
    await soon(async () => (await ada.cases.message(second.message))?.delivery?.state === 'sent')
    expect(far.arrived.map((m) => m.text)).toEqual(['harmless'])
  })
})
