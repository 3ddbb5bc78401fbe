import type { Http } from '@casewell/channel/contract'
import { connect } from '@casewell/channel/contract'
import { describe, expect, test } from 'vitest'
import { isThere, needs, vectors } from '../../channel/test/recorded.ts'
import { webhook } from '../src/index.ts'
import { isSignedWebhook, signWebhook } from '../src/standard-webhooks.ts'

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

describe('the channel webhook', () => {
  test.skipIf(!isThere)(`[WHK1] signs as the example of Standard Webhooks${needs}`, () => {
    const example =
      vectors<Record<'secret' | 'id' | 'timestamp' | 'payload' | 'signature', string>>('standard-webhooks')
    const at = new Date(Number(example.timestamp) * 1000)
    const headers = signWebhook(example.secret, example.id, at, example.payload)
    expect(headers['webhook-signature']).toBe(example.signature)
    const request: Http = {
      method: 'POST',
      url: 'https://x/',
      headers: new Headers(headers),
      body: Buffer.from(example.payload),
    }
    expect(isSignedWebhook(request, [example.secret], at)).toBe(true)
    expect(isSignedWebhook(request, [example.secret], new Date(at.getTime() + 300_001))).toBe(false)
  })

  test('[WHK2] accepts one of several signatures, and of several secrets', () => {
    const at = new Date('2026-01-05T09:00:00Z')
    const headers = new Headers(signWebhook(secret, 'a', at, '{}'))
    headers.set('webhook-signature', `v2,zzz v1,AAAA ${headers.get('webhook-signature')}`)
    const request: Http = { method: 'POST', url: 'https://x/', headers, body: Buffer.from('{}') }
    expect(isSignedWebhook(request, ['whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX', secret], at)).toBe(true)
    expect(isSignedWebhook(request, ['whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX'], at)).toBe(false)
  })

  test('[WHK3] tells the application everything as JSON, files as base64, and gives it the same id in every attempt', async () => {
    const told: { readonly id: string | null; readonly body: unknown }[] = []
    const fetch: typeof globalThis.fetch = async (url, init) => {
      const request = new Request(url, init)
      told.push({ id: request.headers.get('webhook-id'), body: await request.json() })
      return new Response(null, { status: 204 })
    }
    const app = connect(webhook.definition, 'app', { url: 'https://app.example/', secret }, () => {}, { fetch })
    const file = { t: 'file', ref: 'f', name: 'a.txt', mime: 'text/plain', bytes: Buffer.from('hum') } as const
    const message = { id: 'm1', thread: 'bob', text: 'Look', blocks: [{ t: 'text', text: 'Look' }, file] } as const
    expect([await app.send(message), await app.send(message)]).toEqual([{ sent: ['m1'] }, { sent: ['m1'] }])
    expect(told.map(({ id }) => id)).toEqual(['m1', 'm1'])
    expect(told[0]?.body).toMatchObject({
      type: 'message',
      thread: 'bob',
      text: 'Look',
      blocks: [{ t: 'text' }, { name: 'a.txt', base64: 'aHVt' }],
    })
  })

  test('[WHK4] names what is wrong with an event that it does not understand', () => {
    const body = Buffer.from(JSON.stringify({ type: 'message', thread: 'bob', at: 'yesterday', from: {} }))
    const [event] =
      webhook.definition.webhook?.decode(
        { method: 'POST', url: 'https://x/', headers: new Headers(), body },
        { url: 'https://a/', secret: [secret] },
      ) ?? []
    expect(event).toMatchObject({ type: 'unknown', reason: 'unknown-event', detail: expect.stringContaining('at') })
    expect(event).toMatchObject({ detail: expect.stringContaining('a person needs an id, an email or a phone') })
  })
})
