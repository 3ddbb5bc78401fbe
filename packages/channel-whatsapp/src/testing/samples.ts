import type { Sample } from '@casewell/channel/conformance'

const from = '15550002222'
let count = 0

const change = (name: string, gives: Sample['gives'], value: object, field = 'messages'): Sample => {
  const metadata = { display_phone_number: '15550001111', phone_number_id: '100' }
  const whole = { messaging_product: 'whatsapp', metadata, ...value }
  return {
    name,
    gives,
    body: JSON.stringify({
      object: 'whatsapp_business_account',
      entry: [{ id: '200', changes: [{ value: whole, field }] }],
    }),
  }
}
const message = (name: string, gives: Sample['gives'], content: object): Sample => {
  const id = `wamid.IN${String(++count).padStart(4, '0')}`
  const contacts = [{ profile: { name: 'Bob Vane' }, wa_id: from }]
  return change(name, gives, { contacts, messages: [{ from, id, timestamp: `${1_767_600_000 + count}`, ...content }] })
}

/** How one of our messages fares, as WhatsApp reports it. */
export const status = (id: string, state: string, more: object = {}): Sample =>
  change(`a message that is ${state}`, ['delivery'], {
    statuses: [{ id, status: state, timestamp: '1767600100', recipient_id: from, ...more }],
  })

/** Webhooks as WhatsApp sends them, one of each kind that the channel understands. */
export const samples: readonly Sample[] = [
  message('a text', ['message'], { type: 'text', text: { body: 'It is mute.' } }),
  message('a picture with a caption, quoting ours', ['message'], {
    ...{
      type: 'image',
      image: { id: '1003', mime_type: 'image/jpeg', caption: 'This one' },
      context: { from: '15550001111', id: 'wamid.OURS' },
    },
  }),
  message('a document', ['message'], {
    type: 'document',
    document: { id: '1004', mime_type: 'application/pdf', filename: 'invoice.pdf' },
  }),
  message('a voice message', ['message'], {
    type: 'audio',
    audio: { id: '1005', mime_type: 'audio/ogg; codecs=opus', voice: true },
  }),
  message('a place', ['message'], { type: 'location', location: { latitude: 52.5, longitude: 13.4, name: 'Shop' } }),
  message('an address card', ['message'], {
    type: 'contacts',
    contacts: [{ name: { formatted_name: 'Ada' }, phones: [{ phone: '+49 30 1' }] }],
  }),
  message('a pressed button', ['action'], {
    type: 'interactive',
    interactive: { type: 'button_reply', button_reply: { id: 'byes', title: 'Yes' } },
    context: { id: 'wamid.OURS' },
  }),
  message('a choice', ['action'], {
    type: 'interactive',
    interactive: { type: 'list_reply', list_reply: { id: 'cspeaker\nmax', title: 'Max' } },
  }),
  message("a template's button", ['action'], { type: 'button', button: { payload: 'STOP', text: 'Stop' } }),
  message('a reaction', ['reaction'], { type: 'reaction', reaction: { message_id: 'wamid.OURS', emoji: '👍' } }),
  message('a reaction taken back', ['reaction'], { type: 'reaction', reaction: { message_id: 'wamid.OURS' } }),
  status('wamid.00000001', 'sent'),
  status('wamid.00000001', 'read'),
  status('wamid.00000002', 'failed', { errors: [{ code: 131047, title: 'Re-engagement message' }] }),
  change('a review of a template', ['ignored'], { event: 'APPROVED' }, 'message_template_status_update'),
  message('a kind that is not known', ['unknown'], { type: 'unsupported', errors: [{ code: 131051 }] }),
]
