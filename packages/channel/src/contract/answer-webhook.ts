import { messageOf } from '@casewell/errors'
import type { AnyChannel } from './any-channel.ts'
import type { ChannelContext } from './context.ts'
import type { Inbound } from './inbound.ts'
import { notUnderstood } from './read-http.ts'
import type { Http, Webhook } from './webhook.ts'

/** Bytes of the largest webhook body, and of all its headers together. */
const largestBody = 5 * 1024 * 1024
const largestHead = 64 * 1024

/** What takes the events of a request in; when it resolves, they are durable. */
export type Take = (events: readonly Inbound[]) => Promise<unknown>

/**
 * Verifies, decodes and takes in one request of a channel; 2xx means that everything in it is durable. What is refused
 * gets a 4xx with a code, and what could not be taken in now a 503: the vendor delivers again.
 */
export async function answerWebhook(
  request: Request,
  { webhook }: Pick<AnyChannel, 'webhook'>,
  { config }: Pick<ChannelContext<unknown>, 'config'>,
  now: () => Date | Promise<Date>,
  take: Take,
): Promise<Response> {
  if (!webhook) return refusal(404, 'channel/no-webhook')
  if (headSize(request.headers) > largestHead) return refusal(431, 'channel/head-too-large')
  const body = await bodyOf(request)
  if (!body) return refusal(413, 'channel/too-large')
  const http: Http = { method: request.method, url: request.url, headers: request.headers, body }
  if (!(await isVerified(webhook, http, config, await now()))) return refusal(401, 'channel/bad-signature')
  await take(decoded(webhook, http, config))
  return webhook.reply?.(http, config) ?? new Response(null, { status: 204 })
}

/** What cannot even be read as a signature is no signature. */
async function isVerified(webhook: Webhook<unknown>, http: Http, config: unknown, now: Date): Promise<boolean> {
  try {
    return (await webhook.verify(http, config, now)) === true
  } catch {
    return false
  }
}

/** A decoder that throws breaks its promise; what it was given is kept all the same. */
function decoded(webhook: Webhook<unknown>, http: Http, config: unknown): readonly Inbound[] {
  try {
    return webhook.decode(http, config)
  } catch (error) {
    return [notUnderstood(http.body, 'decode-failed', messageOf(error))]
  }
}

async function bodyOf(request: Request): Promise<Uint8Array | undefined> {
  if (Number(request.headers.get('content-length') ?? 0) > largestBody) return undefined
  const parts: Uint8Array[] = []
  let size = 0
  const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = request.body?.getReader()
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    size += read.value.length
    if (size > largestBody) {
      await reader?.cancel()
      return undefined
    }
    parts.push(read.value)
  }
  return new Uint8Array(Buffer.concat(parts))
}

function headSize(headers: Headers): number {
  let size = 0
  for (const [name, value] of headers) size += name.length + value.length
  return size
}

const refusal = (status: number, code: string): Response => Response.json({ code }, { status })
