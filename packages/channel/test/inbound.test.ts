import { createDesk } from '@casewell/core'
import { createHost, memoryDriver, memoryStore, type StoreDriver } from '@casewell/store'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { defineChannel } from '../src/index.ts'
import { loft, pigeon, understand } from './pigeon.ts'
import { pigeonScene, update } from './scene.ts'

describe('what comes in', () => {
  test('[IN1] is not acknowledged when the commit fails, and is taken in when it comes again', async () => {
    const driver = memoryDriver()
    let isBroken = false
    const broken: StoreDriver = {
      ...driver,
      apply: (group) => (isBroken ? Promise.reject(new Error('disk full')) : driver.apply(group)),
    }
    const desk = await createDesk({
      store: createHost(broken),
      onError: () => {},
    })
    const api = desk.use(pigeon(loft())('home', { secret: 's' }))
    await desk.start()
    const event = understand(update({ chat: 'c1' }))
    isBroken = true
    await expect(api.accept([event])).rejects.toThrow('disk full')
    isBroken = false
    expect(await api.accept([event])).toMatchObject([{ as: 'message', isNewCase: true }])
    await desk.stop()
  })

  test('[IN2] is one message, whether it comes again later, in another order, or at the same moment', async () => {
    const { api, ada } = await pigeonScene()
    const events = [1, 2, 3].map((n) => understand(update({ update: `same-${n}`, chat: 'c1', text: `m${n}` })))
    const first = await Promise.all(events.map((event) => api.accept([event])))
    const again = await Promise.all([...events, ...[...events].reverse()].map((event) => api.accept([event])))
    expect(first.flat().map((a) => a.as)).toEqual(['message', 'message', 'message'])
    expect(new Set(again.flat().map((a) => a.as))).toEqual(new Set(['duplicate']))
    expect((await ada.cases.list({ view: 'recent' })).items.map((c) => c.messageCount)).toEqual([3])
  })

  test('[IN2] is one message also for a desk that was started anew', async () => {
    const store = memoryStore()
    const kept = { ...store, close: async () => {} } // the same memory outlives the first desk
    const event = understand(update({ update: 'for-ever', chat: 'c1' }))
    for (const as of ['message', 'duplicate']) {
      const desk = await createDesk({ store: kept })
      const api = desk.use(pigeon(loft())('home', { secret: 's' }))
      await desk.start()
      expect(await api.accept([event])).toMatchObject([{ as }])
      await desk.stop()
    }
  })

  test('[IN2] stays one message when its content was erased', async () => {
    const { api, desk } = await pigeonScene()
    const event = understand(update({ update: 'erased-later', chat: 'c1' }))
    const [accepted] = await api.accept([event])
    if (accepted?.as !== 'message') throw new Error('expected a message')
    await desk.as({ id: 'lea', role: 'lead' }).cases.redact(accepted.case, { message: accepted.message })
    expect(await api.accept([event])).toEqual([{ as: 'duplicate' }])
  })

  test('[IN3] keeps its order, however much comes at once', async () => {
    const { api, ada } = await pigeonScene()
    const texts = Array.from({ length: 200 }, (_, i) => `m${i}`)
    await Promise.all(texts.map((text) => api.accept([understand(update({ chat: 'c1', text }))])))
    const [only] = (await ada.cases.list({ view: 'recent' })).items
    const { items } = await ada.cases.timeline(only?.id ?? '', { limit: 999 })
    expect(items.map((m) => m.text)).toEqual(texts)
  })

  test('[IN4] is kept and named when nobody understands it', async () => {
    const { api, desk } = await pigeonScene()
    const heard: unknown[] = []
    desk.bus.on('channel.*', (event) => void heard.push(event.data))
    const [accepted] = await api.accept([understand({ surprise: 'Ünïcödé' })])
    expect(accepted).toMatchObject({ as: 'quarantined', reason: 'bad-update' })
    const { items } = await api.quarantine()
    expect(items).toMatchObject([{ reason: 'bad-update', detail: expect.stringContaining('update') }])
    const parts: Uint8Array[] = []
    for await (const part of api.raw(items[0]?.id ?? '')) parts.push(part)
    expect(JSON.parse(Buffer.concat(parts).toString('utf8'))).toEqual({
      surprise: 'Ünïcödé',
    })
    await desk.settled()
    expect(heard).toEqual([{ channel: 'pigeon', account: 'home', reason: 'bad-update' }])
    await expect(async () => {
      for await (const part of api.raw('nope')) expect(part).toBeUndefined()
    }).rejects.toMatchObject({ code: 'channel/no-entry' })
  })

  test('[IN5] is quarantined when the desk refuses it, and the others are taken in', async () => {
    const { desk, ada } = await (async () => {
      const { testDesk } = await import('@casewell/core/testing')
      const made = await testDesk()
      return { ...made, ada: made.desk.as({ id: 'ada', role: 'agent' }) }
    })()
    const api = desk.use(pigeon(loft())('home', { secret: 's' }))
    desk.before('receive', async (_, command) =>
      command.do === 'receive' && command.isAutomatic ? { reason: 'no robots' } : undefined,
    )
    await desk.start()
    const events = [{ text: 'a' }, { text: 'b', isAutomatic: true }, { text: 'c' }].map((given) =>
      understand(update({ chat: 'c1', ...given })),
    )
    const accepted = await api.accept(events)
    expect(accepted.map((a) => a.as)).toEqual(['message', 'quarantined', 'message'])
    expect(accepted[1]).toMatchObject({ reason: 'core/refused' })
    expect((await ada.cases.list({ view: 'recent' })).items[0]?.messageCount).toBe(2)
    await desk.stop()
  })

  test('[IN6] is no message when we said it ourselves', async () => {
    const { take, ada } = await pigeonScene()
    expect(await take({ user: 'USER:desk', chat: 'c1' })).toEqual([{ as: 'ignored' }])
    expect((await ada.cases.list({ view: 'recent' })).items).toEqual([])
  })

  test('[IN7] brings its files along, or is not acknowledged', async () => {
    const { take, far, desk, ada } = await pigeonScene()
    const file = { id: 'f1', name: 'log.txt', mime: 'text/plain' }
    await expect(take({ update: 'with-file', chat: 'c1', file })).rejects.toMatchObject({
      code: 'channel/file-failed',
      details: { name: 'log.txt' },
    })
    far.files.set('f1', 'boom')
    const [accepted] = await take({ update: 'with-file', chat: 'c1', file })
    if (accepted?.as !== 'message') throw new Error('expected a message')
    const [kept] = (await ada.cases.message(accepted.message))?.files ?? []
    expect(kept).toMatchObject({ name: 'log.txt', size: 4 })
    let text = ''
    for await (const part of desk.blobs.read(kept?.blob ?? '')) text += new TextDecoder().decode(part)
    expect(text).toBe('boom')
  })

  test('[IN8] changes what was said', async () => {
    const { take, ada } = await pigeonScene()
    const [accepted] = await take({ update: 'said', chat: 'c1', text: 'pwer' })
    if (accepted?.as !== 'message') throw new Error('expected a message')
    await take({ edits: 'said', text: 'power' })
    await take({ likes: 'said', user: 'cy' })
    expect(await ada.cases.message(accepted.message)).toMatchObject({
      text: 'power',
      reactions: [{ reaction: '👍' }],
    })
    await take({ deletes: 'said' })
    expect(await ada.cases.message(accepted.message)).toMatchObject({
      text: '',
      deletedAt: expect.any(String),
    })
    expect(await take({ deletes: 'never-seen' })).toEqual([{ as: 'ignored' }])
  })

  test('[IN9] goes on where a listening channel left off, after a failure and after a restart', async () => {
    const store = { ...memoryStore(), close: async () => {} }
    const cursors: (string | undefined)[] = []
    let runs = 0
    const ticker = defineChannel({
      id: 'ticker',
      config: z.object({}),
      can: {},
      async listen({ accept, cursor, signal }) {
        cursors.push(cursor)
        const n = Number(cursor ?? 0) + 1
        await accept([understand(update({ update: `tick-${n}`, chat: 'c' }))], String(n))
        if (++runs === 1) throw new Error('the line went dead')
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
      },
    })
    for (const wanted of [2, 3]) {
      const desk = await createDesk({ store, onError: () => {} })
      desk.use(ticker('t', {}))
      await desk.start()
      for (let i = 0; i < 500 && cursors.length < wanted; i++) await new Promise((resolve) => setTimeout(resolve, 5))
      await new Promise((resolve) => setTimeout(resolve, 20))
      await desk.stop()
    }
    expect(cursors).toEqual([undefined, '1', '2'])
  })

  test('[IN9] does not move on past what could not be kept', async () => {
    const driver = memoryDriver()
    let isBroken = false
    const kept = { ...driver, close: () => {} }
    const apply: StoreDriver['apply'] = (group) =>
      isBroken && JSON.stringify(group).includes('heavy') ? Promise.reject(new Error('too heavy')) : driver.apply(group)
    const cursors: (string | undefined)[] = []
    const ticker = defineChannel({
      id: 'ticker',
      config: z.object({}),
      can: {},
      async listen({ accept, cursor, signal }) {
        cursors.push(cursor)
        const events = ['light', 'heavy', 'last'].map((text) => understand(update({ update: text, chat: 'c', text })))
        if (cursor === undefined) await accept(events, '3')
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
      },
    })
    for (const [broken, wanted] of [
      [true, 1],
      [false, 2],
      [false, 3],
    ] as const) {
      isBroken = broken
      const desk = await createDesk({ store: createHost({ ...kept, apply }), onError: () => {} })
      desk.use(ticker('t', {}))
      await desk.start()
      for (let i = 0; i < 500 && cursors.length < wanted; i++) await new Promise((resolve) => setTimeout(resolve, 5))
      await new Promise((resolve) => setTimeout(resolve, 20))
      const { items } = await desk.as({ id: 'ada', role: 'agent' }).cases.list({ view: 'recent' })
      if (!broken) expect(items.map(({ messageCount }) => messageCount)).toEqual([3])
      await desk.stop()
    }
    expect(cursors.at(-1)).toBe('3')
    expect(new Set(cursors.slice(0, -1))).toEqual(new Set([undefined]))
  })

  test('[IN10] comes by webhook, verified before it is decoded', async () => {
    const { api, request, ada } = await pigeonScene()
    const hook = [update({ chat: 'c1', text: 'by webhook' })]
    const statuses = [
      (await api.handle(request(hook))).status,
      (await api.handle(request(hook, { secret: 'wrong' }))).status,
      (await api.handle(request(hook, { at: 1 }))).status,
      (await api.handle(request([], { body: 'x'.repeat(6 * 1024 * 1024) }))).status,
    ]
    expect(statuses).toEqual([204, 401, 401, 413])
    expect((await ada.cases.list({ view: 'recent' })).items.map((c) => c.content.subject)).toEqual(['by webhook'])
  })

  test('[CON1] is refused before it begins, if the settings do not fit', async () => {
    // @ts-expect-error the secret is a string
    expect(() => pigeon(loft())('home', { secret: 7 })).toThrow(expect.objectContaining({ code: 'channel/bad-config' }))
    // @ts-expect-error an account has a name
    expect(() => pigeon(loft())({ secret: 'coo' })).toThrow(/its name is missing: pigeon\('support', \{ … \}\)/)
  })

  test('[CON3] leaves neither address nor vendor id in the log or in a claim', async () => {
    const { take, desk } = await pigeonScene()
    const { Claims, References } = await import('../src/collections.ts')
    await take({
      update: 'VENDOR-ID-4711',
      user: 'Xanthippe',
      chat: 'CHAT-4712',
      evidence: { references: ['REF-4713'], subject: 'S-4714' },
    })
    const log = JSON.stringify(await desk.read.readLog({ after: 0, limit: 100 }))
    expect(log).not.toMatch(/Xanthippe|471\d/)
    expect(await desk.read.get(Claims, 'VENDOR-ID-4711')).toBeUndefined()
    expect(await desk.read.get(References, 'REF-4713')).toBeUndefined()
  })
})
