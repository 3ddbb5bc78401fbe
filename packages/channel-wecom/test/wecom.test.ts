import { connect } from '@casewell/channel/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isThere, needs, vectors } from '../../channel/test/recorded.ts'
import { open, seal, signatureOf } from '../src/envelope.ts'
import { elementsOf } from '../src/inbound.ts'
import { wecom } from '../src/index.ts'
import { wecomVendor } from '../src/testing.ts'

interface Example {
  readonly token: string
  readonly encodingAESKey: string
  readonly receiveId: string
  readonly verifyUrl: Record<'msg_signature' | 'timestamp' | 'nonce' | 'echostr' | 'plain', string>
  readonly message: Record<'msg_signature' | 'timestamp' | 'nonce' | 'encrypt', string>
}
const key = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C'
const settings = { corpId: 'ww1', agentId: 218, appSecret: 'app-secret', token: 'QDG6eK', encodingAesKey: key }

describe('the channel wecom', () => {
  test.skipIf(!isThere)(`[WEC1] verifies and opens Tencent's own examples${needs}`, async () => {
    const { token, encodingAESKey, receiveId, verifyUrl, message } = vectors<Example>('wecom')
    const { msg_signature, timestamp, nonce, echostr, plain } = verifyUrl
    expect(signatureOf(token, timestamp, nonce, echostr)).toBe(msg_signature)
    expect(open(echostr, encodingAESKey, receiveId)).toBe(plain)
    expect(signatureOf(token, message.timestamp, message.nonce, message.encrypt)).toBe(message.msg_signature)
    expect(elementsOf(open(message.encrypt, encodingAESKey, receiveId) ?? '')).toMatchObject({ MsgType: 'text' })
    const account = connect(wecom.definition, 'help', { ...settings, token, corpId: receiveId }, () => {}, {
      now: () => new Date(Number(timestamp) * 1000),
    })
    const { plain: _, ...query } = verifyUrl
    expect(
      await (await account.handle(new Request(`https://d/?${new URLSearchParams(query).toString()}`))).text(),
    ).toBe(plain)
  })

  test('[WEC2] opens what it has sealed, and nothing that was sealed for another company', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ minLength: 1 }), (text, corp) => {
        const sealed = seal(text, key, corp)
        expect([open(sealed, key, corp), open(sealed, key, `${corp}x`)]).toEqual([
          Buffer.from(text).toString(),
          undefined,
        ])
      }),
    )
  })

  test('[WEC3] fetches a new token when WeCom has forgotten the old one, and sends nothing twice', async () => {
    const vendor = wecomVendor('ww1', 'app-secret')
    let isForgotten = false
    const fetch: typeof globalThis.fetch = (url, init) => {
      const request = new Request(url, init)
      if (isForgotten && request.url.includes('message/send')) {
        isForgotten = false
        return Promise.resolve(Response.json({ errcode: 42001, errmsg: 'access_token expired' }))
      }
      return vendor.answer(request)
    }
    const account = connect(wecom.definition, 'help', settings, () => {}, { fetch })
    const say = (id: string) => account.send({ id, thread: 'bob', text: '你好' })
    expect(await say('m1')).toEqual({ sent: ['msg1'] })
    isForgotten = true
    expect(await say('m2')).toMatchObject({ retryAfterMs: 1_000 })
    expect(await say('m2')).toEqual({ sent: ['msg2'] })
    expect(vendor.arrived()).toHaveLength(2)
  })

  test('[WEC4] reads "no" in an answer that says 200', async () => {
    const fetch: typeof globalThis.fetch = async (url, init) =>
      Response.json(
        new Request(url, init).url.includes('gettoken')
          ? { errcode: 0, access_token: 't', expires_in: 7200 }
          : { errcode: 60011, errmsg: 'no privilege' },
      )
    const account = connect(wecom.definition, 'help', settings, () => {}, { fetch })
    expect(await account.send({ id: 'm', thread: 'bob', text: 'x' })).toEqual({
      permanent: 'wecom-60011',
      reason: 'WeCom 60011: no privilege',
    })
  })
})
