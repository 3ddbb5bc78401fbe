import type { Arrival } from '@casewell/channel/conformance'
import * as z from 'zod'

/** A stand-in for LINE's servers, one account. Its answers have the Messaging API's shapes and status codes. */
export interface LineVendor {
  answer(request: Request): Promise<Response>
  /** What people and groups have received so far, oldest first. */
  arrived(): readonly Arrival[]
}

const Label = z.looseObject({ label: z.string() })
const Message = z.looseObject({
  type: z.string(),
  text: z.string().max(5000).optional(),
  template: z.object({ text: z.string().max(160), actions: z.array(Label).min(1).max(4) }).optional(),
  quickReply: z.object({ items: z.array(z.object({ action: Label })).max(13) }).optional(),
})
const Push = z.object({ to: z.string().min(1), messages: z.array(Message).min(1).max(5) })

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const refused = (status: number, message: string): Response => Response.json({ message }, { status })

/**
 * A new stand-in for LINE, without a network: requests in, responses out.
 *
 * @param token - calls with another one are answered 401
 * @example
 * ```ts
 * import { lineVendor } from '@casewell/channel-line/testing'
 *
 * const vendor = lineVendor('token')
 * const headers = { authorization: 'Bearer token', 'content-type': 'application/json' }
 * const body = JSON.stringify({ to: 'U42', messages: [{ type: 'text', text: 'Hello' }] })
 * await vendor.answer(new Request('http://127.0.0.1/v2/bot/message/push', { method: 'POST', headers, body }))
 * console.log(vendor.arrived()) // [ { thread: 'U42', text: 'Hello' } ]
 * ```
 */
export function lineVendor(token: string): LineVendor {
  const arrivals: Arrival[] = []
  const accepted = new Map<string, object>()

  async function push(request: Request): Promise<Response> {
    const key = request.headers.get('x-line-retry-key')
    if (key !== null && !uuid.test(key)) return refused(400, 'invalid retry key')
    const before = key === null ? undefined : accepted.get(key)
    if (before) return Response.json({ message: 'The retry key is already accepted', ...before }, { status: 409 })
    const { success, data } = Push.safeParse(await request.json())
    if (!success) return refused(400, 'The request body has 1 error(s)')
    const sentMessages = data.messages.map((message) => {
      arrivals.push({ thread: data.to, text: shown(message) })
      return { id: `${46_000_000 + arrivals.length}` }
    })
    if (key !== null) accepted.set(key, { sentMessages })
    return Response.json({ sentMessages })
  }

  return {
    async answer(request) {
      if (request.headers.get('authorization') !== `Bearer ${token}`) return refused(401, 'Authentication failed')
      const { pathname } = new URL(request.url)
      if (pathname === '/v2/bot/message/push') return push(request)
      if (pathname === '/v2/bot/chat/loading/start') return Response.json({}, { status: 202 })
      const [, content] = /^\/v2\/bot\/message\/([^/]+)\/content$/.exec(pathname) ?? []
      return content === undefined ? refused(404, 'Not found') : new Response(content)
    },
    arrived: () => arrivals,
  }
}

function shown({ text = '', template, quickReply }: z.output<typeof Message>): string {
  const labels = [...(template?.actions ?? []), ...(quickReply?.items.map(({ action }) => action) ?? [])]
  return [text, template?.text ?? '', ...labels.map(({ label }) => label)].filter((part) => part !== '').join('\n')
}
