import type { Sample } from '@casewell/channel/conformance'

const source = { type: 'user', userId: 'U4af4980629aa' }
const group = { type: 'group', groupId: 'Ca56f94637cb', userId: 'U4af4980629aa' }
let count = 0

const sample = (name: string, gives: Sample['gives'], event: object): Sample => {
  const webhookEventId = `01KE${String(++count).padStart(22, '0')}`
  const whole = {
    webhookEventId,
    timestamp: 1_767_600_000_000 + count,
    mode: 'active',
    source,
    replyToken: 'r',
    ...event,
  }
  return { name, gives, body: JSON.stringify({ destination: 'U0', events: [whole] }) }
}
const message = (name: string, content: object, more: object = {}): Sample =>
  sample(name, ['message'], { type: 'message', message: content, ...more })

/** Webhooks as LINE sends them, one of each kind that the channel understands. */
export const samples: readonly Sample[] = [
  message('a text', { id: '444573844083572737', type: 'text', quoteToken: 'q', text: '音が出ません' }),
  message(
    'a text in a group that quotes another',
    { id: '468789577898262530', type: 'text', text: 'Me too', quotedMessageId: '444573844083572737' },
    { source: group },
  ),
  message('a picture', { id: '354718705033693859', type: 'image', contentProvider: { type: 'line' } }),
  message('a file', { id: '325708', type: 'file', fileName: 'log.txt', fileSize: 2138 }),
  message('a place', {
    id: '325709',
    type: 'location',
    title: 'Home',
    address: '東京',
    latitude: 35.65,
    longitude: 139.7,
  }),
  message('a sticker', {
    id: '1501597916',
    type: 'sticker',
    packageId: '11537',
    stickerId: '52002738',
    keywords: ['cony', 'hi'],
  }),
  sample('a pressed button', ['action'], { type: 'postback', postback: { data: 'byes' } }),
  sample('a choice', ['action'], { type: 'postback', postback: { data: 'cspeaker\nmax' } }),
  sample('a message taken back', ['deleted'], { type: 'unsend', unsend: { messageId: '325708' } }),
  sample('a follower', ['ignored'], { type: 'follow', follow: { isUnblocked: false } }),
  sample('a kind that is not known', ['unknown'], { type: 'telepathy' }),
]
