import { createHash } from 'node:crypto'
import { type Block, type Inbound, notUnderstood, type Party } from '@casewell/channel/contract'

/** The elements of WeCom's flat XML that hold text, whether in CDATA or not. */
export function elementsOf(xml: string): Readonly<Record<string, string>> {
  const found = xml.matchAll(/<(\w+)>(?:<!\[CDATA\[([\s\S]*?)\]\]>|([^<]*))<\/\1>/g)
  return Object.fromEntries([...found].map(([, name = '', data, text]) => [name, data ?? text ?? '']))
}

const files = {
  image: ['image.jpg', 'image/jpeg'],
  voice: ['voice.amr', 'audio/amr'],
  video: ['video.mp4', 'video/mp4'],
} as const

/** Known, and nobody needs them. */
const ignored =
  /^(enter_agent|subscribe|unsubscribe|LOCATION|view|batch_job_result|change_\w+|scancode_\w+|pic_\w+|location_select|open_approval_change|share_\w+)$/

/** What happened, of one decrypted message. Never throws. */
export function decodeXml(xml: string, corpId: string): Inbound {
  const said = elementsOf(xml)
  const { FromUserName: user = '', CreateTime = '', MsgType: type = '', MsgId: messageId = '' } = said
  if (user === '' || !/^\d{1,11}$/.test(CreateTime)) return notUnderstood(xml, 'unknown-message')
  const from: Party = { handle: { kind: 'user', value: `wecom:${corpId}:${user}`, assurance: 'verified' } }
  const place = { at: new Date(Number(CreateTime) * 1000), from, thread: user }
  if (type === 'event') return happened(said, xml, place)
  const blocks = blocksOf(said)
  if (messageId === '' || blocks.length === 0) return notUnderstood(xml, 'unknown-message', type)
  return { type: 'message', id: messageId, messageId, ...place, blocks }
}

/** An event has no id: who, when and what make one. */
function happened(
  { Event = '', EventKey: action = '', TaskId: task = '', CreateTime, FromUserName }: Readonly<Record<string, string>>,
  xml: string,
  place: { readonly at: Date; readonly from: Party; readonly thread: string },
): Inbound {
  const id = createHash('sha256')
    .update(JSON.stringify([FromUserName, CreateTime, Event, action, task]))
    .digest('base64url')
  if (ignored.test(Event)) return { type: 'ignored', id, reason: Event, raw: xml }
  if (action === '' || !/^(click|template_card_event)$/.test(Event)) return notUnderstood(xml, 'unknown-event', Event)
  return { type: 'action', id, ...place, action }
}

function blocksOf(said: Readonly<Record<string, string>>): readonly Block[] {
  const { MsgType: type = '', Content, MediaId, Label, Location_X, Location_Y, Title, Url } = said
  if (type === 'text' && Content !== undefined) return [{ t: 'text', text: Content }]
  if (type === 'location')
    return [{ t: 'text', text: [Label, `geo:${Location_X},${Location_Y}`].filter(Boolean).join('\n') }] // RFC 5870
  if (type === 'link') return [{ t: 'text', text: [Title, Url].filter(Boolean).join('\n') || 'link' }]
  if (!Object.hasOwn(files, type) || !MediaId) return []
  const [name, mime] = files[type as keyof typeof files] // it has it
  return [{ t: 'file', ref: MediaId, name, mime }]
}
