import { defined, type VendorContext, vendorApi } from '@casewell/channel/contract'
import * as z from 'zod'
import { idOf, Place } from './message.ts'

/** What every call needs of the settings. */
export interface Bot {
  readonly token: string
  readonly baseUrl: string
}

/** Telegram names the pause after "too many requests" in the body, and an edit that changes nothing in words. */
const Problem = z
  .object({
    description: z.string().default(''),
    parameters: z.object({ retry_after: z.number() }).partial().default({}),
  })
  .transform(({ description, parameters: { retry_after } }) => {
    if (retry_after !== undefined) return { code: 429, reason: 'HTTP 429', retryAfterMs: retry_after * 1000 }
    return description.includes('not modified') ? { code: 'not-modified' } : undefined
  })

/** The Bot API. */
export const api = vendorApi<Bot>({
  vendor: 'Telegram',
  baseUrl: ({ baseUrl, token }) => `${baseUrl}/bot${token}`,
  problem: Problem,
})

/** Of the message that Telegram gives back. */
export const Ids = z.object({ result: Place }).transform(({ result }) => [idOf(result)])

/** A pressed button shows a spinner until it is answered. */
export const Pressed = z
  .object({ callback_query: z.object({ id: z.string() }) })
  .transform(({ callback_query }) => ({ callback_query_id: callback_query.id }))

/** A thread is a chat, or a topic of a chat: `-100123:7`. */
export function locate(thread: string) {
  const [chat, topic] = thread.split(':')
  return defined({ chat_id: Number(chat), message_thread_id: topic === undefined ? topic : Number(topic) })
}

/** Message ids are unique in their chat: ours are `<chat>/<message>`. */
export function idsOf(target: string): { readonly chat_id: number; readonly message_id: number } {
  const [chat, message] = target.split('/')
  return { chat_id: Number(chat), message_id: Number(message) }
}

const Found = z.object({ result: z.object({ file_path: z.string() }) })

/** Bytes of a file: its path must be asked for first. */
export async function fetchFile(ref: string, context: VendorContext<Bot>): Promise<Uint8Array> {
  const { baseUrl, token } = context.config
  const answer = await api.call('/getFile', { file_id: ref }, context)
  if (!answer.ok) throw new Error(`Telegram does not give the file: HTTP ${answer.status}`)
  const { result } = Found.parse(answer.body)
  return api.file(`/${result.file_path}`, context, `${baseUrl}/file/bot${token}`)
}
