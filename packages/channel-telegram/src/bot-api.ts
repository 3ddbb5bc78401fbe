import { type ChannelContext, callVendor, type Sent, type VendorAnswer } from '@casewell/channel/contract'
import * as z from 'zod'

/** What every call needs of the settings. */
export interface Bot {
  readonly token: string
  readonly baseUrl: string
}

type Context = Pick<ChannelContext<Bot>, 'config' | 'fetch' | 'signal'>

/** Calls one method of the Bot API. Telegram names the pause after "too many requests" in the body. */
export async function call(
  method: string,
  body: object | FormData,
  context: Context,
  timeoutMs = 30_000,
): Promise<VendorAnswer> {
  const { baseUrl, token } = context.config
  const content =
    body instanceof FormData
      ? { body }
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  const answer = await callVendor(
    `${baseUrl}/bot${token}/${method}`,
    { method: 'POST', timeoutMs, ...content },
    context,
  )
  if (answer.ok || answer.status !== 429) return answer
  const { data } = TooMany.safeParse(answer.body)
  return data ? { ...answer, failed: { retryAfterMs: data.parameters.retry_after * 1000, reason: 'HTTP 429' } } : answer
}

const TooMany = z.object({ parameters: z.object({ retry_after: z.number() }) })
const SentMessage = z.object({ message_id: z.number(), chat: z.object({ id: z.number() }) })

/** The outcome of a call that gives a message, or of one that gives `true` about `target`. */
export function sentBy(answer: VendorAnswer, target?: string): Sent {
  if (!answer.ok) return answer.failed
  const { data } = z.object({ result: SentMessage }).safeParse(answer.body)
  if (data) return { sent: [`${data.result.chat.id}/${data.result.message_id}`] }
  return target === undefined ? { unknown: 'Telegram answered 200 without a message' } : { sent: [target] }
}

/** A thread is a chat, or a topic of a chat: `-100123:7`. */
export function locate(thread: string): { readonly chat_id: number; readonly message_thread_id?: number } {
  const [chat, topic] = thread.split(':')
  return { chat_id: Number(chat), ...(topic !== undefined && { message_thread_id: Number(topic) }) }
}

/** Message ids are unique in their chat: ours are `<chat>/<message>`. */
export function idsOf(target: string): { readonly chat_id: number; readonly message_id: number } {
  const [chat, message] = target.split('/')
  return { chat_id: Number(chat), message_id: Number(message) }
}

/** Bytes of a file: its path must be asked for first. */
export async function fetchFile(ref: string, context: Context): Promise<Uint8Array> {
  const answer = await call('getFile', { file_id: ref }, context)
  if (!answer.ok) throw new Error(`Telegram does not give the file: HTTP ${answer.status}`)
  const { result } = z.object({ result: z.object({ file_path: z.string() }) }).parse(answer.body)
  const { baseUrl, token } = context.config
  const response = await context.fetch(`${baseUrl}/file/bot${token}/${result.file_path}`, { signal: context.signal })
  if (!response.ok) throw new Error(`Telegram does not give the file: HTTP ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}
