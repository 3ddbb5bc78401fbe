import type { Arrival } from '@casewell/channel/conformance'
import * as z from 'zod'
import { isSignedWebhook } from '../standard-webhooks.ts'

/** A stand-in for an application that takes messages. */
export interface ApplicationVendor {
  /** Takes one signed request; the same id once. */
  answer(request: Request): Promise<Response>
  /** The messages so far, oldest first. */
  arrived(): readonly Arrival[]
}

const Told = z.looseObject({
  type: z.string(),
  thread: z.string().optional(),
  text: z.string().optional(),
  blocks: z.array(z.looseObject({ t: z.string(), base64: z.string().optional() })).default([]),
})

/**
 * A new stand-in for an application, without a network: requests in, responses out.
 *
 * @param secrets - whatever is signed with none of them is answered 401
 * @example
 * ```ts
 * import { signWebhook } from '@casewell/channel-webhook'
 * import { applicationVendor } from '@casewell/channel-webhook/testing'
 *
 * const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
 * const vendor = applicationVendor([secret])
 * const body = JSON.stringify({ type: 'message', thread: 'bob', text: 'Hello, Bob.' })
 * const headers = signWebhook(secret, 'm1', new Date(), body)
 * await vendor.answer(new Request('http://127.0.0.1/', { method: 'POST', headers, body }))
 * console.log(vendor.arrived().map(({ text }) => text)) // [ 'Hello, Bob.' ]
 * ```
 */
export function applicationVendor(secrets: readonly string[]): ApplicationVendor {
  const seen = new Set<string>()
  const arrivals: Arrival[] = []
  return {
    async answer(request) {
      const body = new Uint8Array(await request.arrayBuffer())
      const http = { method: request.method, url: request.url, headers: request.headers, body }
      if (!isSignedWebhook(http, secrets, new Date())) return Response.json({ error: 'bad signature' }, { status: 401 })
      const told = Told.parse(JSON.parse(new TextDecoder().decode(body)))
      const id = request.headers.get('webhook-id') ?? ''
      if (told.type === 'message' && !seen.has(id)) arrivals.push(arrivalOf(told))
      seen.add(id)
      return new Response(null, { status: 204 })
    },
    arrived: () => arrivals,
  }
}

function arrivalOf({ thread = '', text = '', blocks }: z.output<typeof Told>): Arrival {
  const files = blocks.filter(({ t }) => t === 'file').map(({ base64 = '' }) => Buffer.from(base64, 'base64'))
  return { thread, text: [text, ...blocks.map((block) => wordsIn(block))].join('\n'), files }
}

/** Every text in a block, whatever it is called. */
function wordsIn(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) return ''
  return Object.values(value).map(wordsIn).join('\n')
}
