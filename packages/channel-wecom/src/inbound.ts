import { hash } from 'node:crypto'
import type { Block, Inbound, InboundAction } from '@casewell/channel/contract'
import { fileBlock, ignored, notUnderstood, placeText, textBlocks, userOf } from '@casewell/channel/contract'

/** The elements of WeCom's flat XML that hold text, whether in CDATA or not. */
export function elementsOf(xml: string): Readonly<Record<string, string>> {
  const found = xml.matchAll(/<(\w+)>(?:<!\[CDATA\[([\s\S]*?)\]\]>|([^<]*))<\/\1>/g)
  return Object.fromEntries([...found].map(([, name = '', data, text]) => [name, data ?? text ?? '']))
}

type Said = Readonly<Record<string, string>>

/** Known, and nobody needs them. */
const needless =
  /^(enter_agent|subscribe|unsubscribe|LOCATION|view|batch_job_result|change_\w+|scancode_\w+|pic_\w+|location_select|open_approval_change|share_\w+)$/

/** What happened, of one decrypted message. Never throws. */
export function decodeXml(xml: string, corpId: string): Inbound {
  const said = elementsOf(xml)
  const { FromUserName: thread = '', CreateTime: time = '', MsgType: type = '', MsgId: id = '' } = said
  if (thread === '' || !/^\d{1,11}$/.test(time)) return notUnderstood(xml, 'unknown-message')
  const place = { at: new Date(Number(time) * 1000), from: userOf(`wecom:${corpId}`, thread), thread }
  if (type === 'event') return happened(said, xml, place)
  const blocks = blocksOf(said)
  if (id === '' || blocks.length === 0) return notUnderstood(xml, 'unknown-message', type)
  return { type: 'message', id, messageId: id, ...place, blocks }
}

/** An event has no id: who, when and what make one. */
function happened(said: Said, xml: string, place: Pick<InboundAction, 'at' | 'from' | 'thread'>): Inbound {
  const { FromUserName, CreateTime, Event = '', EventKey: action = '', TaskId: task = '' } = said
  const id = hash('sha256', JSON.stringify([FromUserName, CreateTime, Event, action, task]), 'base64url')
  if (needless.test(Event)) return ignored(xml, Event, id)
  if (action === '' || !/^(click|template_card_event)$/.test(Event)) return notUnderstood(xml, 'unknown-event', Event)
  return { type: 'action', id, ...place, action }
}

const files = new Map(Object.entries({ image: 'image.jpg', voice: 'voice.amr', video: 'video.mp4' }))

function blocksOf({ MsgType: type = '', Content, MediaId, ...said }: Said): readonly Block[] {
  if (type === 'text') return textBlocks(Content)
  if (type === 'location') return textBlocks(placeText(said['Location_X'], said['Location_Y'], said['Label']))
  if (type === 'link') return textBlocks([said['Title'], said['Url']].filter(Boolean).join('\n') || 'link')
  const usual = files.get(type)
  return usual && MediaId ? [fileBlock(MediaId, usual)] : []
}
