import type { Sample } from '@casewell/channel/conformance'

const common = { AccountSid: 'AC1', ApiVersion: '2010-04-01', From: '+14158675309', To: '+18005551212' }
let count = 0
const nextSid = (): string => `SM${String(++count).padStart(32, 'a')}`

const sample = (name: string, gives: Sample['gives'], fields: Readonly<Record<string, string>>): Sample => ({
  name,
  gives,
  body: new URLSearchParams({ ...common, MessageSid: nextSid(), ...fields }).toString(),
})

/** How one of our messages fares, as Twilio reports it. */
export const status = (
  MessageSid: string,
  MessageStatus: string,
  more: Readonly<Record<string, string>> = {},
): Sample =>
  sample(`a message that is ${MessageStatus}`, ['delivery'], {
    MessageSid,
    MessageStatus,
    From: common.To,
    To: common.From,
    ...more,
  })

/** Requests as Twilio sends them, one of each kind that the channel understands. */
export const samples: readonly Sample[] = [
  sample('a text', ['message'], { Body: 'It is mute & dark 🔇', NumMedia: '0', NumSegments: '1' }),
  sample('a picture with a text', ['message'], {
    ...{ Body: 'This one', NumMedia: '1', MediaContentType0: 'image/jpeg' },
    MediaUrl0: 'https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1',
  }),
  sample('a text from WhatsApp', ['message'], {
    Body: 'Hello',
    From: 'whatsapp:+14158675309',
    To: 'whatsapp:+18005551212',
  }),
  status('SM00000000000000000000000000000001', 'delivered'),
  status('SM00000000000000000000000000000002', 'undelivered', { ErrorCode: '30003' }),
  { ...status('SM00000000000000000000000000000003', 'queued'), gives: ['ignored'] },
  sample('a request that is not known', ['unknown'], { MessageSid: '' }),
]
