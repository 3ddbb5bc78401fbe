import { connect, type Http } from '@casewell/channel/contract'
import { describe, expect, test } from 'vitest'
import { isThere, needs, vectors } from '../../channel/test/recorded.ts'
import { line } from '../src/index.ts'
import { lineVendor } from '../src/testing.ts'

const settings = {
  secret: 'test_secret',
  token: 'token',
  baseUrl: 'https://api.line.me',
  dataUrl: 'https://api-data.line.me',
}
const http = (body: string, headers: Readonly<Record<string, string>> = {}): Http => ({
  method: 'POST',
  url: 'https://x/',
  headers: new Headers(headers),
  body: Buffer.from(body),
})

describe('the channel line', () => {
  test.skipIf(!isThere)(`[LIN1] accepts LINE's own example of a signature, and refuses its false one${needs}`, () => {
    const { body, signature, invalid } = vectors<Record<'body' | 'signature' | 'invalid', string>>('line')
    const verify = (given: string) =>
      line.definition.webhook?.verify(http(body, { 'x-line-signature': given }), settings, new Date())
    expect([verify(signature), verify(invalid)]).toEqual([true, false])
  })

  test('[LIN2] arrives once, however often it is tried: LINE knows the retry key', async () => {
    const vendor = lineVendor('token')
    const fetch: typeof globalThis.fetch = (url, init) => vendor.answer(new Request(url, init))
    const account = connect(line.definition, 'jp', settings, () => {}, { fetch })
    const message = { id: 'any id of ours', thread: 'U42', text: 'こんにちは' }
    expect(await account.send(message)).toEqual(await account.send(message))
    expect(vendor.arrived()).toHaveLength(1)
  })

  test('[LIN3] puts up to five blocks into one push, which LINE counts once', async () => {
    const vendor = lineVendor('token')
    const account = connect(line.definition, 'jp', settings, () => {}, {
      fetch: (url, init) => vendor.answer(new Request(url, init)),
    })
    const choice = { t: 'choice', id: 'speaker', text: 'Which?', options: [{ id: 'max', label: 'Max' }] } as const
    const sent = await account.send({
      id: 'm',
      thread: 'U42',
      text: 'One',
      blocks: [{ t: 'text', text: 'One' }, choice],
    })
    expect(sent).toEqual({ sent: ['46000001', '46000002'] })
    expect(vendor.arrived().map(({ text }) => text)).toEqual(['One', 'Which?\nMax'])
  })

  test('[LIN4] knows who has no id, in a group', () => {
    const event = {
      type: 'message',
      webhookEventId: 'e',
      timestamp: 1,
      source: { groupId: 'C1' },
      message: { id: '7', type: 'text', text: 'x' },
    }
    const [decoded] = line.definition.webhook?.decode(http(JSON.stringify({ events: [event] })), settings) ?? []
    expect(decoded).toMatchObject({ thread: 'C1', from: { handle: { value: 'line:C1', assurance: 'unverified' } } })
  })
})
