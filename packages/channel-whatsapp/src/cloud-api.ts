import {
  type ChannelContext,
  callVendor,
  type FileBlock,
  type Sent,
  type VendorAnswer,
} from '@casewell/channel/contract'
import * as z from 'zod'

/** What every call needs of the settings. */
export interface Number {
  readonly phoneNumberId: string
  readonly token: string
  readonly baseUrl: string
}
type Context = Pick<ChannelContext<Number>, 'config' | 'fetch' | 'signal'>

const Problem = z.object({ error: z.object({ code: z.number(), message: z.string().optional() }) })
const Accepted = z.object({ messages: z.array(z.object({ id: z.string() })).min(1) })

/** "Too much", of the app, the number or the pair (https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes). */
const throttled = new Set([4, 80007, 130429, 131048, 131056])
const throttledMs = 60_000

/** Calls the Graph API about our number. */
export async function call(path: string, body: object | FormData, context: Context): Promise<VendorAnswer> {
  const { baseUrl, phoneNumberId, token } = context.config
  const authorization = `Bearer ${token}`
  const init =
    body instanceof FormData
      ? { headers: { authorization }, body }
      : {
          headers: { authorization, 'content-type': 'application/json' },
          body: JSON.stringify({ messaging_product: 'whatsapp', ...body }),
        }
  const answer = await callVendor(`${baseUrl}/${phoneNumberId}/${path}`, { method: 'POST', ...init }, context)
  const { data } = Problem.safeParse(answer.body)
  if (answer.ok || !data || 'unknown' in answer.failed) return answer
  const { code, message = 'refused' } = data.error
  if (throttled.has(code)) return { ...answer, failed: { retryAfterMs: throttledMs, reason: message } }
  return 'permanent' in answer.failed
    ? { ...answer, failed: { permanent: `whatsapp-${code}`, reason: message } }
    : answer
}

/** Sends one message. */
export async function say(message: object, context: Context): Promise<Sent> {
  const answer = await call('messages', message, context)
  if (!answer.ok) return answer.failed
  const { data } = Accepted.safeParse(answer.body)
  return data ? { sent: data.messages.map(({ id }) => id) } : { unknown: 'WhatsApp answered 200 without an id' }
}

/** Puts a file at WhatsApp, where it waits to be sent; to do it twice does no harm. */
export async function upload(
  { name, mime, bytes = new Uint8Array() }: FileBlock,
  context: Context,
): Promise<string | Sent> {
  const form = new FormData()
  form.set('messaging_product', 'whatsapp')
  form.set('file', new Blob([new Uint8Array(bytes)], { type: mime }), name)
  const answer = await call('media', form, context)
  if (!answer.ok)
    return 'unknown' in answer.failed ? { retryAfterMs: 1_000, reason: answer.failed.unknown } : answer.failed
  return z.object({ id: z.string() }).parse(answer.body).id
}

/** Bytes of a file that came in: WhatsApp names a place that is open for five minutes. */
export async function fetchMedia(ref: string, { config, fetch, signal }: Context): Promise<Uint8Array> {
  const headers = { authorization: `Bearer ${config.token}` }
  const get = async (url: string): Promise<Response> => {
    const response = await fetch(url, { headers, signal })
    if (!response.ok) throw new Error(`WhatsApp does not give the file: HTTP ${response.status}`)
    return response
  }
  const { url } = z
    .object({ url: z.url() })
    .parse(await (await get(`${config.baseUrl}/${encodeURIComponent(ref)}`)).json())
  return new Uint8Array(await (await get(url)).arrayBuffer())
}
