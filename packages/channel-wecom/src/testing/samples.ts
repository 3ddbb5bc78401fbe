import type { Sample } from '@casewell/channel/conformance'

let count = 0

/** A message before it is encrypted. */
const sample = (name: string, gives: Sample['gives'], inner: string): Sample => {
  count++
  const head = `<ToUserName><![CDATA[ww1]]></ToUserName><FromUserName><![CDATA[bob]]></FromUserName><CreateTime>${1_767_600_000 + count}</CreateTime>`
  return { name, gives, body: `<xml>${head}${inner}<AgentID>218</AgentID></xml>` }
}
const message = (name: string, type: string, inner: string): Sample =>
  sample(
    name,
    ['message'],
    `<MsgType><![CDATA[${type}]]></MsgType>${inner}<MsgId>${4_561_255_354_251_345_000n + BigInt(count)}</MsgId>`,
  )
const event = (name: string, gives: Sample['gives'], kind: string, inner = ''): Sample =>
  sample(name, gives, `<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[${kind}]]></Event>${inner}`)

/** Messages as WeCom sends them, one of each kind that the channel understands. */
export const samples: readonly Sample[] = [
  message('a text', 'text', '<Content><![CDATA[音箱没有声音 <急>]]></Content>'),
  message(
    'a picture',
    'image',
    '<PicUrl><![CDATA[http://p.example/1]]></PicUrl><MediaId><![CDATA[media-1]]></MediaId>',
  ),
  message('a voice message', 'voice', '<MediaId><![CDATA[media-2]]></MediaId><Format><![CDATA[amr]]></Format>'),
  message(
    'a place',
    'location',
    '<Location_X>23.134</Location_X><Location_Y>113.358</Location_Y><Label><![CDATA[广州]]></Label>',
  ),
  message('a link', 'link', '<Title><![CDATA[Manual]]></Title><Url><![CDATA[https://a.example]]></Url>'),
  event(
    'a pressed button',
    ['action'],
    'template_card_event',
    '<EventKey><![CDATA[yes]]></EventKey><TaskId><![CDATA[m1]]></TaskId>',
  ),
  event('somebody who looked in', ['ignored'], 'enter_agent'),
  event('a kind that is not known', ['unknown'], 'telepathy'),
]
