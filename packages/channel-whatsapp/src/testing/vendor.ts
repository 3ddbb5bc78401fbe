import type { Arrival } from '@casewell/channel/conformance'
import * as z from 'zod'

/** A stand-in for Meta's servers, one number. Its answers have the Cloud API's shapes, status and error codes. */
export interface WhatsappVendor {
  answer(request: Request): Promise<Response>
  /** What telephones have received so far, oldest first. */
  arrived(): readonly Arrival[]
}

const title = z.string().min(1).max(24)
const Message = z.looseObject({
  to: z.string().min(1).optional(),
  type: z.string().optional(),
  text: z.object({ body: z.string().min(1).max(4096) }).optional(),
  interactive: z
    .object({
      body: z.object({ text: z.string().min(1).max(1024) }),
      action: z.object({
        buttons: z
          .array(z.object({ reply: z.object({ id: z.string(), title: title.max(20) }) }))
          .max(3)
          .optional(),
        sections: z
          .array(z.object({ rows: z.array(z.object({ title, description: z.string().max(72).optional() })).max(10) }))
          .optional(),
      }),
    })
    .optional(),
  template: z
    .looseObject({
      name: z.string(),
      components: z.array(z.object({ parameters: z.array(z.object({ text: z.string() })) })),
    })
    .optional(),
  image: z.object({ id: z.string() }).optional(),
  document: z.object({ id: z.string(), filename: z.string() }).optional(),
})

const refused = (status: number, code: number, message: string): Response =>
  Response.json({ error: { message: `(#${code}) ${message}`, type: 'OAuthException', code } }, { status })

/**
 * A new stand-in for the Cloud API, without a network: requests in, responses out.
 *
 * @example
 * ```ts
 * import { whatsappVendor } from '@casewell/channel-whatsapp/testing'
 *
 * const vendor = whatsappVendor('100', 'EAAG')
 * const headers = { authorization: 'Bearer EAAG', 'content-type': 'application/json' }
 * const body = JSON.stringify({ messaging_product: 'whatsapp', to: '15550002222', type: 'text', text: { body: 'Hello' } })
 * await vendor.answer(new Request('http://127.0.0.1/100/messages', { method: 'POST', headers, body }))
 * console.log(vendor.arrived()[0]?.text) // Hello
 * ```
 */
export function whatsappVendor(phoneNumberId: string, token: string): WhatsappVendor {
  const arrivals: Arrival[] = []
  const media = new Map<string, Uint8Array>()

  async function message(request: Request): Promise<Response> {
    const { success, data } = Message.safeParse(await request.json())
    if (!success) return refused(400, 131009, 'Parameter value is not valid')
    if (data['status'] === 'read') return Response.json({ success: true })
    if (data.to === undefined) return refused(400, 131008, 'The parameter to is required')
    const id = `wamid.${String(arrivals.length + 1).padStart(8, '0')}`
    const file = data.image?.id ?? data.document?.id
    if (file !== undefined && !media.has(file)) return refused(400, 131052, 'Media not found')
    const files = file === undefined ? [] : [media.get(file) ?? new Uint8Array()]
    if (data.type !== 'reaction') arrivals.push({ thread: data.to, text: shown(data), files })
    return Response.json({
      messaging_product: 'whatsapp',
      contacts: [{ input: data.to, wa_id: data.to }],
      messages: [{ id }],
    })
  }

  async function upload(request: Request): Promise<Response> {
    const file = (await request.formData()).get('file')
    if (!(file instanceof Blob)) return refused(400, 100, 'Invalid parameter: file')
    const id = `${9_000 + media.size}`
    media.set(id, new Uint8Array(await file.arrayBuffer()))
    return Response.json({ id })
  }

  return {
    async answer(request) {
      if (request.headers.get('authorization') !== `Bearer ${token}`)
        return refused(401, 190, 'Invalid OAuth access token')
      const { pathname, origin } = new URL(request.url)
      if (pathname === `/${phoneNumberId}/messages`) return message(request)
      if (pathname === `/${phoneNumberId}/media`) return upload(request)
      if (pathname.startsWith('/content/')) return new Response(pathname.slice(9))
      return Response.json({ url: `${origin}/content${pathname}`, mime_type: 'image/jpeg', id: pathname.slice(1) })
    },
    arrived: () => arrivals,
  }
}

/** Everything that a person can read in it. */
function shown({ text, interactive, template }: z.output<typeof Message>): string {
  const { buttons = [], sections = [] } = interactive?.action ?? {}
  const parts = [
    ...[text?.body, interactive?.body.text],
    ...buttons.map(({ reply }) => reply.title),
    ...sections.flatMap(({ rows }) => rows.flatMap((row) => [row.title, row.description])),
    ...(template
      ? [template.name, ...template.components.flatMap(({ parameters }) => parameters.map((p) => p.text))]
      : []),
  ]
  return parts.filter((part) => part !== undefined).join('\n')
}
