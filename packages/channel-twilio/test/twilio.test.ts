import { connect } from '@casewell/channel/contract'
import { describe, expect, test } from 'vitest'
import { isThere, needs, vectors } from '../../channel/test/recorded.ts'
import { isSignedByTwilio, signatureOf, twilio } from '../src/index.ts'

interface Examples {
  readonly authToken: string
  readonly cases: readonly { readonly url: string; readonly params: [string, string][]; readonly signature: string }[]
  readonly bodySHA256: { readonly body: string; readonly sha256: string }
}
const settings = { accountSid: 'AC1', authToken: '12345', from: '+18005551212' }

describe('the channel twilio', () => {
  test.skipIf(!isThere)(`[TWI1] signs as Twilio's own libraries are tested to${needs}`, () => {
    const { authToken, cases } = vectors<Examples>('twilio')
    for (const { url, params, signature } of cases)
      expect(signatureOf(authToken, url, new URLSearchParams(params))).toBe(signature)
  })

  test.skipIf(!isThere)(`[TWI2] checks a body that is no form by its hash in the URL${needs}`, () => {
    const { authToken, bodySHA256 } = vectors<Examples>('twilio')
    const url = `https://desk.example/sms?bodySHA256=${bodySHA256.sha256}`
    const headers = new Headers({ 'x-twilio-signature': signatureOf(authToken, url, new URLSearchParams()) })
    const verify = (body: string) =>
      isSignedByTwilio({ method: 'POST', url, headers, body: Buffer.from(body) }, url, authToken)
    expect([verify(bodySHA256.body), verify(`${bodySHA256.body} `)]).toEqual([true, false])
  })

  test('[TWI3] verifies by the URL that Twilio called, where a proxy has another', async () => {
    const publicUrl = 'https://desk.example/sms'
    const account = connect(twilio.definition, 'sms', { ...settings, publicUrl }, () => {})
    const form = new URLSearchParams({
      MessageSid: 'SM1234567890',
      From: '+14158675309',
      To: '+18005551212',
      Body: 'Hi',
    })
    const headers = { 'x-twilio-signature': signatureOf('12345', publicUrl, form) }
    expect(
      (await account.handle(new Request('http://10.0.0.7:8080/sms', { method: 'POST', headers, body: form }))).status,
    ).toBe(200)
  })

  test('[TWI4] answers on the line that was used: by WhatsApp what came by WhatsApp', async () => {
    const asked: URLSearchParams[] = []
    const fetch: typeof globalThis.fetch = async (url, init) => {
      asked.push(new URLSearchParams(await new Request(url, init).text()))
      return Response.json({ sid: 'SM1' }, { status: 201 })
    }
    const account = connect(twilio.definition, 'sms', settings, () => {}, { fetch })
    await account.send({ id: 'a', thread: '+14158675309', text: 'Hi' })
    await account.send({ id: 'b', thread: 'whatsapp:+14158675309', text: 'Hi' })
    expect(asked.map((form) => form.get('From'))).toEqual(['+18005551212', 'whatsapp:+18005551212'])
    const service = { accountSid: 'AC1', authToken: '12345', messagingService: 'MG1' }
    const served = connect(twilio.definition, 'sms', service, () => {}, { fetch })
    await served.send({ id: 'c', thread: 'whatsapp:+14158675309', text: 'Hi' })
    expect([asked[2]?.get('From'), asked[2]?.get('MessagingServiceSid')]).toEqual([null, 'MG1'])
  })

  test('[TWI5] an account has either a number or a messaging service', () => {
    expect(() => connect(twilio.definition, 'sms', { accountSid: 'AC1', authToken: 'x' }, () => {})).toThrow(
      'give either from or messagingService',
    )
  })
})
