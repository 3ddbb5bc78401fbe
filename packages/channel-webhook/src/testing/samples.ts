import type { Sample } from '@casewell/channel/conformance'

const at = '2026-01-05T08:59:00Z'
const bob = { id: '42', name: 'Bob Vane' }
const file = { name: 'note.txt', mime: 'text/plain', base64: Buffer.from('It hums.').toString('base64') }

const sample = (name: string, gives: Sample['gives'], event: object): Sample => ({
  name,
  gives,
  body: JSON.stringify({ at, thread: 'bob', ...event }),
})

/** Events as an application sends them, one of each kind. */
export const samples: readonly Sample[] = [
  sample('a text', ['message'], { type: 'message', from: bob, text: 'It is mute.', messageId: 'm1', language: 'en' }),
  sample('a text with a file, from an address', ['message'], {
    type: 'message',
    from: { email: 'bob@example.org' },
    text: 'Here',
    files: [file],
    messageId: 'm2',
  }),
  sample('a text from a telephone number', ['message'], {
    type: 'message',
    from: { phone: '+493012345678' },
    text: 'Hello?',
    messageId: 'm3',
  }),
  sample('a correction', ['edited'], { type: 'edited', target: 'm1', text: 'It is mute!' }),
  sample('a message taken back', ['deleted'], { type: 'deleted', target: 'm1' }),
  sample('a reaction', ['reaction'], { type: 'reaction', target: 'ours', from: bob, reaction: '👍' }),
  sample('a pressed button', ['action'], { type: 'action', from: bob, action: 'yes', label: 'Yes, please' }),
  sample('a form', ['action'], {
    type: 'action',
    from: bob,
    action: 'address',
    block: 'address',
    values: { city: 'Bern' },
  }),
  sample('a delivery', ['delivery'], { type: 'delivery', target: 'ours', state: 'delivered' }),
  sample('typing', ['typing'], { type: 'typing', from: bob, isOn: true }),
  sample('a kind that is not known', ['unknown'], { type: 'telepathy' }),
]
