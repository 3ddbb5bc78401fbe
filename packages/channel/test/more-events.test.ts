import { messageOf } from '@casewell/errors'
import { describe, expect, test } from 'vitest'
import type { Inbound } from '../src/index.ts'
import { parrotScene, until } from './parrot.ts'

const bob = {
  handle: { kind: 'user', value: 'parrot:bob', assurance: 'verified' },
} as const
const at = new Date('2026-01-05T08:59:00Z')

describe('besides messages', () => {
  test('[IN11] a pressed button, a choice and a form say in the case what was chosen', async () => {
    const { api, open, timeline } = await parrotScene()
    const { case: id } = await open()
    const press = { type: 'action', at, from: bob, thread: 'chat' } as const
    const accepted = await api.accept([
      { ...press, id: 'a1', action: 'yes', label: 'Yes, please' },
      { ...press, id: 'a2', action: 'model-1' },
      {
        ...press,
        id: 'a3',
        action: 'return',
        values: { why: 'too loud', when: 'today' },
      },
    ])
    expect(accepted).toMatchObject([{ as: 'message', case: id }, { case: id }, { case: id }])
    expect((await timeline(id)).slice(1).map(({ text, wire }) => [text, wire['action']])).toEqual([
      ['Yes, please', { action: 'yes' }],
      ['model-1', { action: 'model-1' }],
      ['why: too loud\nwhen: today', { action: 'return', values: { why: 'too loud', when: 'today' } }],
    ])
  })

  test('[IN12] the same thing under a new id is one thing', async () => {
    const { api, open, timeline } = await parrotScene()
    const { case: id } = await open()
    const said = {
      type: 'message',
      at,
      from: bob,
      thread: 'chat',
      key: 'chat:17',
      blocks: [{ t: 'text', text: 'once' }],
    } as const
    expect(
      (
        await api.accept([
          { ...said, id: 'd1' },
          { ...said, id: 'd2' },
        ])
      ).map(({ as }) => as),
    ).toEqual(['message', 'duplicate'])
    expect((await api.accept([{ ...said, id: 'd1', key: 'chat:18' }])).map(({ as }) => as)).toEqual(['duplicate'])
    expect((await timeline(id)).length).toBe(2)
  })

  test('[IN13] a call is a contact with its times', async () => {
    const { api, ada } = await parrotScene()
    const call = { type: 'call', from: bob, call: 'k1' } as const
    const second = (n: number) => new Date(at.getTime() + n * 1_000)
    const [rung] = await api.accept([{ ...call, id: 'r', at, phase: 'ringing' }])
    if (rung?.as !== 'message') throw new Error('expected a message')
    const rest = await api.accept([
      { ...call, id: 'p', at: second(2), phase: 'input', input: '1' },
      { ...call, id: 'a', at: second(5), phase: 'answered' },
      { ...call, id: 'e', at: second(65), phase: 'ended' },
      { ...call, id: 'x', call: 'never-rang', at, phase: 'ended' },
    ])
    expect(rest).toMatchObject([
      { as: 'message', case: rung.case },
      { as: 'change' },
      { as: 'change' },
      { as: 'ignored' },
    ])
    const [contact] = await ada.contacts.list(rung.case)
    expect(contact).toMatchObject({
      answeredAt: second(5).toISOString(),
      endedAt: second(65).toISOString(),
    })
    expect((await ada.cases.timeline(rung.case)).items.map(({ text }) => text)).toEqual([
      'Called.',
      'Said or pressed: 1',
    ])
  })

  test('[IN14] typing and presence are told to whoever listens, and kept nowhere', async () => {
    const { api, desk, errors } = await parrotScene()
    const heard: unknown[] = []
    api.onSignal(() => {
      throw new Error('a listener that throws')
    })
    const off = api.onSignal((signal) => void heard.push(signal))
    const { position } = await desk.read.head()
    const typing = {
      type: 'typing',
      from: bob,
      thread: 'chat',
      isOn: true,
    } as const
    const presence = { type: 'presence', from: bob, isOnline: false } as const
    expect(await api.accept([typing, presence, typing])).toEqual([{ as: 'signal' }, { as: 'signal' }, { as: 'signal' }])
    off()
    await api.accept([typing])
    expect(heard).toEqual([typing, presence, typing])
    expect((await desk.read.head()).position).toBe(position)
    expect(errors.map(String)).toEqual(Array(4).fill('Error: a listener that throws'))
  })

  test('[IN15] what was quarantined is read again after an update, once, and leaves the quarantine', async () => {
    let isNew = false
    const decode = ({ body }: { body: Uint8Array }): readonly Inbound[] => {
      const text = new TextDecoder().decode(body)
      if (!isNew) return [{ type: 'unknown', id: `u-${text}`, reason: 'too-new', raw: body }]
      return [
        {
          type: 'message',
          id: 'later',
          at,
          from: bob,
          thread: 'chat',
          blocks: [{ t: 'text', text }],
        },
      ]
    }
    const { api, desk, ada } = await parrotScene({
      webhook: { verify: () => true, decode },
    })
    const request = () =>
      new Request('https://desk.example/', {
        method: 'POST',
        body: 'a sticker',
      })
    expect((await api.handle(request())).status).toBe(204)
    const [entry] = (await api.quarantine()).items
    expect(await api.replay(entry?.id ?? '')).toMatchObject([{ as: 'quarantined', reason: 'too-new' }])
    isNew = true
    const [accepted] = await api.replay(entry?.id ?? '')
    expect(accepted).toMatchObject({ as: 'message', isNewCase: true })
    expect((await api.quarantine()).items).toEqual([])
    expect((await ada.cases.list({ view: 'recent' })).items.length).toBe(1)
    await expect(api.replay(entry?.id ?? '')).rejects.toMatchObject({
      code: 'channel/no-entry',
    })
    expect((await api.handle(request())).status).toBe(204) // the vendor delivers it once more
    expect((await ada.cases.list({ view: 'recent' })).items.map(({ messageCount }) => messageCount)).toEqual([1])
    await desk.stop()
  })

  test('[IN15] what has the same id as before is read again, too; a function may read what no webhook brought', async () => {
    const { api } = await parrotScene()
    await api.accept([{ type: 'unknown', id: 'same', reason: 'odd', raw: 'hello?' }])
    const [entry] = (await api.quarantine()).items
    const reread = (raw: Uint8Array): readonly Inbound[] => [
      {
        type: 'message',
        id: 'same',
        at,
        from: bob,
        thread: 'chat',
        blocks: [{ t: 'text', text: new TextDecoder().decode(raw) }],
      },
    ]
    expect(await api.replay(entry?.id ?? '', reread)).toMatchObject([{ as: 'message' }])
    expect((await api.accept(reread(new Uint8Array()))).map(({ as }) => as)).toEqual(['duplicate'])
  })

  test('[IN16] a decoder that throws loses nothing: the whole request is quarantined', async () => {
    const decode = () => {
      throw new Error('a bug')
    }
    const { api } = await parrotScene({
      webhook: { verify: () => true, decode },
    })
    expect(
      (
        await api.handle(
          new Request('https://desk.example/', {
            method: 'POST',
            body: 'kept',
          }),
        )
      ).status,
    ).toBe(204)
    const [entry] = (await api.quarantine()).items
    expect(entry).toMatchObject({
      reason: 'decode-failed',
      detail: 'a bug',
      size: 4,
    })
  })

  test('[IN17] tells how its listening is doing', async () => {
    let fail: (error: Error) => void = () => {}
    const listen = () =>
      new Promise<void>((_, reject) => {
        fail = reject
      })
    const { api, desk, errors } = await parrotScene({ listen })
    expect(api.health()).toEqual({ state: 'running', failures: 0 })
    fail(new Error('the line went dead'))
    await until('it waits', () => api.health().state === 'waiting' || errors.length > 0)
    expect(api.health()).toMatchObject({
      failures: 1,
      error: 'the line went dead',
    })
    await until('it runs again', () => api.health().state === 'running')
    expect(errors.map(messageOf)).toEqual([
      'channel parrot "home" hears nothing (failures in a row: 1): the line went dead.',
    ])
    expect(errors[0]).toMatchObject({ code: 'channel/listen-failed', cause: new Error('the line went dead') })
    const stopping = desk.stop()
    fail(new Error('stopped'))
    await stopping
    expect(api.health().state).toBe('stopped')
  })

  test('[OUT13] typing and reading are shown at once where the channel can, and refused where it cannot', async () => {
    const shown: unknown[] = []
    const able = await parrotScene({
      can: { typing: true, read: true },
      typing: async ({ thread }, isOn) => void shown.push([thread, isOn]),
      read: async (target) => void shown.push(target),
    })
    const opened = await able.open()
    const [conversation] = await able.ada.cases.conversations(opened.case)
    await able.api.typing(conversation?.id ?? '', true)
    await able.api.markRead(opened.message)
    expect(shown).toEqual([['chat', true], 'm1'])
    await expect(able.api.typing('nowhere', true)).rejects.toMatchObject({
      code: 'channel/no-entry',
    })
    const { api } = await parrotScene()
    await expect(api.typing('x', true)).rejects.toMatchObject({
      code: 'channel/cannot',
    })
    await expect(api.markRead('x')).rejects.toMatchObject({
      code: 'channel/cannot',
    })
  })
})
