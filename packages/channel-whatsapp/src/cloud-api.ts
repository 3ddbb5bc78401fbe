import { type FileBlock, fileForm, type Sent, type VendorContext, vendorApi } from '@casewell/channel/contract'
import * as z from 'zod'

/** What every call needs of the settings. */
export interface Number {
  readonly phoneNumberId: string
  readonly token: string
  readonly baseUrl: string
}
type Context = VendorContext<Number>

const Problem = z
  .object({ error: z.object({ code: z.number(), message: z.string().default('refused') }).optional() })
  .transform(({ error }) => error && { code: error.code, reason: error.message })

const api = vendorApi<Number>({
  vendor: 'WhatsApp',
  baseUrl: ({ baseUrl }) => baseUrl,
  headers: ({ token }) => ({ authorization: `Bearer ${token}` }),
  problem: Problem,
  /** "Too much", of the app, the number or the pair (https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes). */
  waits: { 4: 60_000, 80007: 60_000, 130429: 60_000, 131048: 60_000, 131056: 60_000 },
})
const Id = z.object({ id: z.string() })
const MediaId = Id.transform(({ id }) => id)
const Ids = z.object({ messages: z.array(Id).min(1) }).transform(({ messages }) => messages.map(({ id }) => id))

/** Sends one message, or tells something about one. */
export function say(message: object, context: Context): Promise<Sent> {
  const body = { messaging_product: 'whatsapp', ...message }
  return api.send(`/${context.config.phoneNumberId}/messages`, body, context, Ids)
}

/** Puts a file at WhatsApp, where it waits to be sent. */
export function upload(file: FileBlock, context: Context): Promise<string | Sent> {
  const form = fileForm('file', file, { messaging_product: 'whatsapp' })
  return api.upload(`/${context.config.phoneNumberId}/media`, form, context, MediaId)
}

/** Bytes of a file that came in: WhatsApp names a place that is open for five minutes. */
export async function fetchMedia(ref: string, context: Context): Promise<Uint8Array> {
  const answer = await api.call(`/${encodeURIComponent(ref)}`, undefined, context)
  if (!answer.ok) throw new Error(`WhatsApp does not give the file: HTTP ${answer.status}`)
  return api.file('', context, z.object({ url: z.url() }).parse(answer.body).url)
}
