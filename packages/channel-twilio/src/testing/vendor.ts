import type { Arrival } from '@casewell/channel/conformance'

/** A stand-in for Twilio's servers, one account. Its answers have the REST API's shapes, status and error codes. */
export interface TwilioVendor {
  answer(request: Request): Promise<Response>
  /** What telephones have received so far, oldest first. */
  arrived(): readonly Arrival[]
}

const refused = (status: number, code: number, message: string): Response =>
  Response.json({ code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }, { status })

/**
 * A new stand-in for Twilio, without a network: requests in, responses out.
 *
 * @example
 * ```ts
 * import { twilioVendor } from '@casewell/channel-twilio/testing'
 *
 * const vendor = twilioVendor('AC1', '12345')
 * const headers = { authorization: `Basic ${btoa('AC1:12345')}` }
 * const body = new URLSearchParams({ To: '+14158675309', From: '+18005551212', Body: 'Hello' })
 * await vendor.answer(new Request('http://127.0.0.1/2010-04-01/Accounts/AC1/Messages.json', { method: 'POST', headers, body }))
 * console.log(vendor.arrived()) // [ { thread: '+14158675309', text: 'Hello' } ]
 * ```
 */
export function twilioVendor(accountSid: string, authToken: string): TwilioVendor {
  const arrivals: Arrival[] = []
  const expected = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`

  async function message(request: Request): Promise<Response> {
    const form = new URLSearchParams(await request.text())
    const [to, text] = [form.get('To') ?? '', form.get('Body') ?? '']
    if (to === '') return refused(400, 21604, "A 'To' phone number is required.")
    if (!form.has('From') && !form.has('MessagingServiceSid'))
      return refused(400, 21603, "A 'From' phone number is required.")
    if (text === '' && !form.has('MediaUrl')) return refused(400, 21602, 'Message body is required.')
    if (text.length > 1600)
      return refused(400, 21617, 'The concatenated message body exceeds the 1600 character limit.')
    arrivals.push({ thread: to, text })
    const sid = `SM${String(arrivals.length).padStart(32, '0')}`
    return Response.json({ sid, status: 'queued', to, error_code: null }, { status: 201 })
  }

  return {
    async answer(request) {
      if (request.headers.get('authorization') !== expected) return refused(401, 20003, 'Authenticate')
      const { pathname } = new URL(request.url)
      if (pathname === `/2010-04-01/Accounts/${accountSid}/Messages.json`) return message(request)
      return pathname.includes('/Media/')
        ? new Response(pathname.split('/').at(-1))
        : refused(404, 20404, 'The requested resource was not found')
    },
    arrived: () => arrivals,
  }
}
