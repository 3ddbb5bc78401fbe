import { connect, type Http, isSigned } from '@casewell/channel/contract'
import { describe, expect, test } from 'vitest'
import { isThere, needs, recorded, vectors } from '../../channel/test/recorded.ts'
import { contentOf } from '../src/content.ts'
import { whatsapp } from '../src/index.ts'

const settings = {
  phoneNumberId: '100000000000001',
  token: 'EAAG',
  secret: 's',
  verifyToken: 'my-word',
  baseUrl: 'https://graph.facebook.com/v23.0',
}
const http = (body: string): Http => ({
  method: 'POST',
  url: 'https://x/',
  headers: new Headers(),
  body: Buffer.from(body),
})
const decode = (payload: unknown, phoneNumberId = settings.phoneNumberId) =>
  whatsapp.definition.webhook?.decode(http(JSON.stringify(payload)), { ...settings, phoneNumberId })

function answering(body: object, status = 200) {
  const asked: unknown[] = []
  const fetch: typeof globalThis.fetch = async (url, init) => {
    asked.push(await new Request(url, init).json())
    return Response.json(body, { status })
  }
  return { shop: connect(whatsapp.definition, 'shop', settings, () => {}, { fetch }), asked }
}

describe('the channel whatsapp', () => {
  test.skipIf(!isThere)(`[WAP1] is signed by Meta's scheme${needs}`, () => {
    const { secret, payload, signature } = vectors<Record<'secret' | 'payload' | 'signature', string>>(
      'github-style-x-hub-signature-256',
    )
    const headers = new Headers({ 'x-hub-signature-256': signature })
    expect(
      whatsapp.definition.webhook?.verify({ ...http(payload), headers }, { ...settings, secret }, new Date()),
    ).toBe(true)
    expect(isSigned({ secrets: secret, payload: [`${payload}!`], given: signature.slice(7) })).toBe(false)
  })

  test.skipIf(!isThere)(`[WAP2] understands the webhooks that Meta has really sent${needs}`, () => {
    const { firstMessage, statusUpdate } = recorded('dm/whatsapp.json')
    expect(decode(firstMessage)).toMatchObject([
      {
        type: 'message',
        id: 'wamid.FAKE_MSG_ID_001',
        at: new Date(1_772_998_024_000),
        from: { name: 'Test User', handle: { value: '+15550002222' } },
      },
    ])
    expect(decode(statusUpdate)).toMatchObject([{ type: 'delivery', target: 'wamid.FAKE_MSG_SENT_001', state: 'sent' }])
    expect(decode(firstMessage, '7')).toMatchObject([{ type: 'ignored', reason: 'another-number' }])
  })

  test('[WAP3] answers the handshake of whoever knows the word, and of nobody else', async () => {
    const { shop } = answering({})
    const ask = (word: string) =>
      shop.handle(new Request(`https://d/wa?hub.mode=subscribe&hub.verify_token=${word}&hub.challenge=42`))
    expect(await (await ask('my-word')).text()).toBe('42')
    expect((await ask('another')).status).toBe(401)
  })

  test('[WAP4] waits where WhatsApp is asked too much, and gives up where it never will', async () => {
    const message = { id: 'm', thread: '15550002222', text: 'Hi' }
    const refusal = (code: number) => ({ error: { message: 'no', code } })
    expect(await answering(refusal(130429), 400).shop.send(message)).toEqual({ retryAfterMs: 60_000, reason: 'no' })
    expect(await answering(refusal(131047), 400).shop.send(message)).toEqual({
      permanent: 'whatsapp-131047',
      reason: 'no',
    })
  })

  test('[WAP5] sends a template by its name, with what is filled in', async () => {
    const { shop, asked } = answering({ messages: [{ id: 'wamid.1' }] })
    const template = {
      t: 'template',
      name: 'order_shipped',
      language: 'de',
      parameters: ['AA-105040'],
      text: 'Unterwegs',
    } as const
    expect(await shop.send({ id: 'm', thread: '4930', text: 'Unterwegs', blocks: [template] })).toEqual({
      sent: ['wamid.1'],
    })
    expect(asked).toMatchObject([
      {
        messaging_product: 'whatsapp',
        to: '4930',
        template: {
          name: 'order_shipped',
          language: { code: 'de' },
          components: [{ parameters: [{ text: 'AA-105040' }] }],
        },
      },
    ])
  })

  test('[WAP6] says in the question what is too long to stand beside its option', () => {
    const description = 'x'.repeat(80)
    const choice = {
      t: 'choice',
      id: 'speaker',
      text: 'Which?',
      options: [{ id: 'max', label: 'Max', description }],
    } as const
    const content = JSON.stringify(contentOf({ blocks: [choice], text: 'Which?' }, ''))
    expect(content).toContain(`Which?\\nMax: ${description}`)
  })
})
