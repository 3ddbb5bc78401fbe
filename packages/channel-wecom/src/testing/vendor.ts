import type { Arrival } from '@casewell/channel/conformance'
import * as z from 'zod'

/** A stand-in for WeCom's servers, one application. Its answers have the API's shapes and error codes. */
export interface WecomVendor {
  answer(request: Request): Promise<Response>
  /** What people have received so far, oldest first. */
  arrived(): readonly Arrival[]
}

const Message = z.object({
  touser: z.string().min(1),
  agentid: z.number(),
  text: z.object({ content: z.string().min(1) }).optional(),
  file: z.object({ media_id: z.string() }).optional(),
  template_card: z
    .object({
      sub_title_text: z.string().max(112),
      task_id: z.string().max(128),
      button_list: z
        .array(z.object({ text: z.string(), key: z.string().optional(), url: z.string().optional() }))
        .max(6),
    })
    .optional(),
})

const refused = (errcode: number, errmsg: string): Response => Response.json({ errcode, errmsg })
const done = (more: object = {}): Response => Response.json({ errcode: 0, errmsg: 'ok', ...more })
const accessToken = 'an-access-token'

/**
 * A new stand-in for WeCom, without a network: requests in, responses out.
 *
 * @example
 * ```ts
 * import { wecomVendor } from '@casewell/channel-wecom/testing'
 *
 * const vendor = wecomVendor('ww1', 'app-secret')
 * const asked = await vendor.answer(new Request('http://127.0.0.1/cgi-bin/gettoken?corpid=ww1&corpsecret=app-secret'))
 * const { access_token } = (await asked.json()) as { access_token: string }
 * const body = JSON.stringify({ touser: 'bob', agentid: 218, msgtype: 'text', text: { content: '你好' } })
 * await vendor.answer(new Request(`http://127.0.0.1/cgi-bin/message/send?access_token=${access_token}`, { method: 'POST', body }))
 * console.log(vendor.arrived()[0]?.text) // 你好
 * ```
 */
export function wecomVendor(corpId: string, appSecret: string): WecomVendor {
  const arrivals: Arrival[] = []
  const media = new Map<string, Uint8Array>()

  async function send(request: Request): Promise<Response> {
    const { success, data } = Message.safeParse(await request.json())
    if (!success) return refused(40058, 'invalid parameter')
    if (Buffer.byteLength(data.text?.content ?? '') > 2048) return refused(40035, 'content too long')
    const file = data.file && media.get(data.file.media_id)
    if (data.file && !file) return refused(40007, 'invalid media_id')
    const { sub_title_text, button_list = [] } = data.template_card ?? {}
    const text = [data.text?.content, sub_title_text, ...button_list.map((button) => button.text)]
      .filter((part) => part !== undefined)
      .join('\n')
    arrivals.push({ thread: data.touser, text, files: file ? [file] : [] })
    return done({ msgid: `msg${arrivals.length}` })
  }

  async function upload(request: Request): Promise<Response> {
    const file = (await request.formData()).get('media')
    if (!(file instanceof Blob)) return refused(41005, 'media data missing')
    const media_id = `media${media.size + 1}`
    media.set(media_id, new Uint8Array(await file.arrayBuffer()))
    return done({ type: 'file', media_id, created_at: '1767600000' })
  }

  return {
    async answer(request) {
      const { pathname, searchParams } = new URL(request.url)
      if (pathname === '/cgi-bin/gettoken') {
        const isOurs = searchParams.get('corpid') === corpId && searchParams.get('corpsecret') === appSecret
        return isOurs ? done({ access_token: accessToken, expires_in: 7200 }) : refused(40001, 'invalid credential')
      }
      if (searchParams.get('access_token') !== accessToken) return refused(40014, 'invalid access_token')
      if (pathname === '/cgi-bin/message/send') return send(request)
      if (pathname === '/cgi-bin/message/recall') return done()
      if (pathname === '/cgi-bin/media/upload') return upload(request)
      if (pathname === '/cgi-bin/media/get')
        return new Response(searchParams.get('media_id'), { headers: { 'content-type': 'image/jpeg' } })
      return new Response(null, { status: 404 })
    },
    arrived: () => arrivals,
  }
}
