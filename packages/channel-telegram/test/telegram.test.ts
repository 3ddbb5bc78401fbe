import { connect, type Inbound } from '@casewell/channel/contract'
import { describe, expect, test } from 'vitest'
import { isThere, needs, recorded } from '../../channel/test/recorded.ts'
import { telegram } from '../src/index.ts'
import { decodeUpdate } from '../src/update.ts'

const settings = { token: '123456:ABC-DEF', secret: 'word' }

/** The bot, with Telegram answering this. */
function answering(status: number, body: object) {
  const asked: { readonly url: string; readonly body: unknown }[] = []
  const fetch: typeof globalThis.fetch = async (url, init) => {
    const request = new Request(url, init)
    asked.push({ url: request.url, body: await request.json() })
    return Response.json(body, { status })
  }
  return { bot: connect(telegram.definition, 'help', settings, () => {}, { fetch }), asked }
}

describe('the channel telegram', () => {
  test.skipIf(!isThere)(`[TEL1] understands the updates that Telegram has really sent${needs}`, () => {
    const { mention, followUp } = recorded('telegram.json')
    expect([mention, followUp].flatMap(decodeUpdate)).toMatchObject([
      {
        type: 'message',
        id: '1001',
        messageId: '7527593/133',
        thread: '7527593',
        blocks: [{ text: '@vercelchatsdkbot hi' }],
      },
      { type: 'message', id: '1002', from: { name: 'Test User', handle: { value: 'telegram:7527593' } } },
    ])
  })

  test('[TEL2] waits as long as Telegram says in the body of its refusal', async () => {
    const { bot } = answering(429, { ok: false, error_code: 429, parameters: { retry_after: 17 } })
    expect(await bot.send({ id: 'm', thread: '42', text: 'Hi' })).toEqual({ retryAfterMs: 17_000, reason: 'HTTP 429' })
  })

  test('[TEL3] says into a topic what was asked there', async () => {
    const { bot, asked } = answering(200, { ok: true, result: { message_id: 9, chat: { id: -100 } } })
    expect(await bot.send({ id: 'm', thread: '-100:3', text: 'Hi' })).toEqual({ sent: ['-100/9'] })
    expect(asked).toEqual([
      {
        url: 'https://api.telegram.org/bot123456:ABC-DEF/sendMessage',
        body: { chat_id: -100, message_thread_id: 3, text: 'Hi' },
      },
    ])
  })

  test('[TEL4] refuses a button whose id Telegram cannot carry, before it is sent', async () => {
    const { bot, asked } = answering(200, {})
    const blocks = [{ t: 'buttons', text: 'Which?', buttons: [{ id: 'x'.repeat(64), label: 'One' }] }] as const
    expect(await bot.send({ id: 'm', thread: '42', text: 'Which?', blocks })).toMatchObject({
      permanent: 'button-id-too-long',
    })
    expect(asked).toEqual([])
  })

  test('[TEL5] names a pressed button with its choice, as it was sent', () => {
    const from = { id: 42, first_name: 'Bob' }
    const message = { message_id: 8, date: 1_767_600_000, chat: { id: 42 } }
    const press = (data: string): Inbound | undefined =>
      decodeUpdate({ update_id: 1, callback_query: { id: '7', from, message, data } })[0]
    expect(press('byes')).toMatchObject({ type: 'action', action: 'yes', thread: '42', target: '42/8' })
    expect(press('cspeaker\nmax')).toMatchObject({ type: 'action', action: 'max', block: 'speaker' })
    expect(press('of another program')).toMatchObject({ type: 'unknown', reason: 'unknown-button' })
  })
})
