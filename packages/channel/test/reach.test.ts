import { testDesk } from '@casewell/core/testing'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import type { ChannelHandle, InboundMessage, Outbound, Sent } from '../src/index.ts'
import {
  answerMerge,
  defineChannel,
  MergeSuggestions,
  mergeSuggestions,
  preferencesOf,
  statePreference,
} from '../src/index.ts'
import { quietUntil } from '../src/reach/quiet.ts'

/** A desk with two messengers, of which one may be out of order. */
async function twoChannels() {
  const made = await testDesk()
  const sent: { via: string; message: Outbound }[] = []
  const broken = new Set<string>()
  const messenger = (id: string) =>
    defineChannel({
      id,
      config: z.object({}),
      can: { proactive: true },
      threadFor: ({ kind, value }) => (kind === 'user' && value.startsWith(`${id}:`) ? value : undefined),
      async send(message): Promise<Sent> {
        if (broken.has(id)) return { permanent: 'blocked', reason: 'the customer blocked us' }
        sent.push({ via: id, message })
        return { sent: [`${id}-${message.id}`] }
      },
    })
  const channels = { crow: made.desk.use(messenger('crow')('a', {})), dove: made.desk.use(messenger('dove')('b', {})) }
  await made.desk.start()
  let count = 0
  const say = async (via: keyof typeof channels, text: string, given: Partial<InboundMessage> = {}) => {
    const handle: ChannelHandle = { kind: 'user', value: `${via}:bob`, assurance: 'verified' }
    const at = new Date(made.now())
    const blocks = [{ t: 'text', text }] as const
    const event = {
      type: 'message',
      id: `m${++count}`,
      at,
      thread: handle.value,
      from: { handle },
      blocks,
      ...given,
    } as const
    const [accepted] = await channels[via].accept([event])
    if (accepted?.as !== 'message') throw new Error(`expected a message, got ${accepted?.as}`)
    return accepted
  }
  const ada = made.desk.as({ id: 'ada', role: 'agent' })
  const flushed = async () => {
    for (let i = 0; i < 3; i++) {
      await made.desk.settled()
      for (const channel of Object.values(channels)) await channel.flushed()
    }
  }
  const customerOf = async (id: string) => (await ada.cases.get(id)).customer
  return { ...made, channels, sent, broken, say, ada, flushed, customerOf }
}

const email = (assurance: ChannelHandle['assurance']): ChannelHandle => ({
  kind: 'email',
  value: 'bob@example.org',
  assurance,
})
const from = (value: string, also: readonly ChannelHandle[], assurance: ChannelHandle['assurance'] = 'verified') => ({
  from: { handle: { kind: value.includes('+') ? 'phone' : 'user', value, assurance } as const, also },
})

describe('who it is', () => {
  test('[WHO1] two customers become one where both sides are verified', async () => {
    const { say, customerOf, ada } = await twoChannels()
    const first = await say('crow', 'hi', from('crow:bob', [email('verified')]))
    const second = await say('dove', 'hi', from('+4930123', [email('verified')]))
    expect(await customerOf(second.case)).toBe(await customerOf(first.case))
    expect((await ada.customers.handles(await customerOf(first.case))).map(({ value }) => value).sort()).toEqual([
      '+4930123',
      'bob@example.org',
      'crow:bob',
    ])
  })

  test('[WHO2] and stay two where one side is not: somebody is asked, once', async () => {
    for (const [known, given, by] of [
      ['unverified', 'verified', 'verified'],
      ['verified', 'asserted', 'verified'],
      ['verified', 'verified', 'unverified'],
    ] as const) {
      const { say, customerOf, desk } = await twoChannels()
      const first = await say('crow', 'hi', from('crow:bob', [email(known)]))
      const second = await say('dove', 'hi', from('+4930123', [email(given)], by))
      await say('dove', 'again', from('+4930123', [email(given)], by))
      expect(await customerOf(second.case)).not.toBe(await customerOf(first.case))
      const { items } = await desk.read.find(MergeSuggestions, { index: 'recent', limit: 10 })
      const two = [await customerOf(first.case), await customerOf(second.case)].sort()
      expect(items.map(({ doc }) => [doc.because, doc.customers])).toEqual([['not-verified', two]])
    }
  })

  test('[WHO2] and stay two where each is an account of its own', async () => {
    const { say, customerOf, desk } = await twoChannels()
    const first = await say('crow', 'hi', from('crow:bob', [email('verified')]))
    const second = await say('dove', 'hi', from('dove:robert', [email('verified')]))
    expect(await customerOf(second.case)).not.toBe(await customerOf(first.case))
    const { items } = await desk.read.find(MergeSuggestions, { index: 'recent', limit: 10 })
    expect(items.map(({ doc }) => doc.because)).toEqual(['two-users'])
  })

  test('[WHO3] a suggestion is answered once: merged, or never made again', async () => {
    for (const answer of ['same', 'different'] as const) {
      const { say, customerOf, desk, ada } = await twoChannels()
      const first = await say('crow', 'hi', from('crow:bob', [email('unverified')]))
      const second = await say('dove', 'hi', from('+4930123', [email('verified')]))
      const [open] = (await mergeSuggestions(desk)).items
      expect(open?.because).toBe('not-verified')
      const lea = desk.as({ id: 'lea', role: 'lead' })
      await expect(answerMerge(desk, ada, open?.id ?? '', answer)).rejects.toMatchObject({ code: 'core/denied' })
      await answerMerge(desk, lea, open?.id ?? '', answer)
      const isOne = (await customerOf(first.case)) === (await customerOf(second.case))
      const roots = await Promise.all(
        [first, second].map(async ({ case: id }) => (await ada.customers.get(await customerOf(id))).id),
      )
      expect(isOne || roots[0] === roots[1]).toBe(answer === 'same')
      await say('dove', 'again', from('+4930123', [email('verified')]))
      expect((await mergeSuggestions(desk)).items).toEqual([])
      await expect(answerMerge(desk, lea, 'nothing', answer)).rejects.toMatchObject({
        code: 'channel/no-entry',
      })
    }
  })

  test('[WHO3] two who were made one by hand are suggested no more', async () => {
    const { say, customerOf, desk } = await twoChannels()
    const first = await say('crow', 'hi', from('crow:bob', [email('unverified')]))
    const second = await say('dove', 'hi', from('+4930123', [email('verified')]))
    const lea = desk.as({ id: 'lea', role: 'lead' })
    await lea.customers.merge(await customerOf(first.case), await customerOf(second.case), { reason: 'they said so' })
    expect((await mergeSuggestions(desk)).items).toEqual([])
  })
})

describe('how customers like to be answered', () => {
  test('[PREF1] is inferred and marked so, until it is stated', async () => {
    const { say, customerOf, desk, sent, ada, flushed } = await twoChannels()
    const { case: id } = await say('crow', 'hi', { language: 'fr' })
    const customer = await customerOf(id)
    expect(await preferencesOf(desk, customer)).toMatchObject({
      channels: {
        '*': { channel: 'crow', account: 'a', how: 'inferred' },
        question: { channel: 'crow', how: 'inferred' },
      },
      language: { tag: 'fr', how: 'inferred' },
    })
    await statePreference(desk, customer, {
      language: 'zh-CN',
      channels: { question: { channel: 'dove', account: 'b' } },
    })
    await say('crow', 'encore', { language: 'fr' })
    expect(await preferencesOf(desk, customer)).toMatchObject({
      channels: { '*': { channel: 'crow', how: 'inferred' }, question: { channel: 'dove', how: 'stated' } },
      language: { tag: 'zh-CN', how: 'stated' },
    })
    await ada.cases.reply(id, { text: '好' })
    await flushed()
    expect(sent[0]?.message.language).toBe('zh-CN')
    for (const wrong of [{ language: 'not a tag' }, { quiet: { from: '25:00', to: '7:00', timeZone: 'Mars/Olympus' } }])
      await expect(statePreference(desk, customer, wrong)).rejects.toMatchObject({ code: 'channel/bad-preference' })
  })

  test('[PREF2] quiet hours hold back what is no talk, until they end', async () => {
    const { say, customerOf, desk, sent, ada, flushed, advance } = await twoChannels() // it is 09:00 UTC, 17:00 in Shanghai
    const { case: id } = await say('crow', 'hi')
    await statePreference(desk, await customerOf(id), {
      quiet: { from: '17:00', to: '19:30', timeZone: 'Asia/Shanghai' },
    })
    await ada.cases.reply(id, { text: 'a talk is under way' })
    await flushed()
    advance(3_600_000)
    await ada.cases.reply(id, { text: 'later' })
    await ada.cases.reply(id, { text: 'and later' })
    await flushed()
    expect(sent.map(({ message }) => message.text)).toEqual(['a talk is under way'])
    advance(5_400_000) // 11:30 UTC
    await ada.cases.note(id, { text: 'time passes' })
    await ada.cases.reply(id, { text: 'afterwards' })
    await flushed()
    expect(sent.map(({ message }) => message.text)).toEqual(['a talk is under way', 'later', 'and later', 'afterwards'])
  })

  test('[PREF2] quiet hours run over midnight, and hold on neither of their edges outside', () => {
    const quiet = { from: '22:00', to: '07:00', timeZone: 'UTC' }
    const at = (time: string) => Date.parse(`2026-01-05T${time}Z`)
    expect(quietUntil({ quiet }, at('22:00:00'))).toBe(at('22:00:00') + 9 * 3_600_000)
    expect(quietUntil({ quiet }, at('06:59:59'))).toBe(at('07:00:00'))
    expect([quietUntil({ quiet }, at('07:00:00')), quietUntil({ quiet }, at('21:59:59'))]).toEqual([
      undefined,
      undefined,
    ])
    expect(quietUntil({ quiet: { ...quiet, to: '22:00' } }, at('22:30:00'))).toBeUndefined()
    expect(quietUntil({ quiet: null }, at('23:00:00'))).toBeUndefined()
  })

  test('[PREF4] an answer goes where it was stated, for this kind of question before all, if one gets there', async () => {
    const { say, customerOf, desk, sent, ada, flushed } = await twoChannels()
    const { case: id } = await say('crow', 'hi')
    const customer = await customerOf(id)
    const dove = { channel: 'dove', account: 'b' }
    const answer = async (text: string, more = {}) => {
      await ada.cases.reply(id, { text, ...more })
      await flushed()
      return sent.at(-1)?.via
    }
    await statePreference(desk, customer, { channels: { '*': dove } })
    expect(await answer('nobody knows how to get there')).toBe('crow')
    await desk.transact((work) =>
      work.customers.addHandle(customer, { kind: 'user', value: 'dove:bob', assurance: 'asserted' }),
    )
    expect(await answer('as you like')).toBe('dove')
    expect(await answer('once more')).toBe('dove')
    const crows = (await ada.cases.timeline(id)).items[0]?.conversation ?? ''
    expect(await answer('here all the same', { conversation: crows })).toBe('crow')
    await statePreference(desk, customer, { channels: { question: { channel: 'crow', account: 'a' } } })
    expect(await answer('this kind of question')).toBe('crow')
    await statePreference(desk, customer, { channels: { question: null, '*': null } })
    await say('crow', 'I am here')
    expect(await answer('where you asked')).toBe('crow')
  })

  test('[PREF3] an answer goes the next way when its channel does not reach the customer', async () => {
    const { say, customerOf, desk, sent, broken, ada, flushed } = await twoChannels()
    const { case: id } = await say('crow', 'hi')
    const customer = await customerOf(id)
    await desk.transact((work) =>
      work.customers.addHandle(customer, { kind: 'user', value: 'dove:bob', assurance: 'asserted' }),
    )
    broken.add('crow')
    const { message } = await ada.cases.reply(id, { text: 'Try again.' })
    await flushed()
    expect(sent.map(({ via, message: { thread, text } }) => [via, thread, text])).toEqual([
      ['dove', 'dove:bob', 'Try again.'],
    ])
    expect((await ada.cases.message(message))?.delivery?.state).toBe('failed')
    const notes = (await ada.cases.timeline(id)).items.filter(({ visibility }) => visibility === 'internal')
    expect(notes.map(({ text }) => text)).toEqual([
      'crow/a did not reach the customer (the customer blocked us): sent over dove/b instead.',
    ])
  })

  test('[PREF3] and to a person when no way is left, without a circle', async () => {
    const { say, sent, broken, ada, flushed } = await twoChannels()
    const { case: id } = await say(
      'crow',
      'hi',
      from('crow:bob', [{ kind: 'user', value: 'dove:bob', assurance: 'asserted' }]),
    )
    broken.add('crow').add('dove')
    await ada.cases.reply(id, { text: 'Anybody?' })
    await flushed()
    expect(sent).toEqual([])
    const notes = (await ada.cases.timeline(id)).items.filter(({ visibility }) => visibility === 'internal')
    expect(notes.map(({ text }) => text.split(' ')[0])).toEqual(['crow/a', 'A'])
  })
})
