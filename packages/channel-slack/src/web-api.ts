import { type ChannelContext, callVendor, type FileBlock, type NotSent, type Sent } from '@casewell/channel/contract'
import * as z from 'zod'

/** What every call needs of the settings. */
export interface Bot {
  readonly token: string
  readonly baseUrl: string
}
export type Context = Pick<ChannelContext<Bot>, 'config' | 'fetch' | 'signal'>

const Answer = z.looseObject({ ok: z.boolean(), error: z.string().optional() })

/** Slack says "no" with 200 and a word. It says of these itself that the request may have been carried out. */
const unsure = /^(fatal_error|internal_error|request_timeout|service_unavailable|team_added_to_org)$/

/** Calls one method of the Web API. */
export async function call(
  method: string,
  body: object,
  { config, fetch, signal }: Context,
): Promise<{ readonly said: unknown } | { readonly failed: NotSent }> {
  const headers = { authorization: `Bearer ${config.token}`, 'content-type': 'application/json; charset=utf-8' }
  const answer = await callVendor(
    `${config.baseUrl}/api/${method}`,
    { method: 'POST', headers, body: JSON.stringify(body) },
    { fetch, signal },
  )
  if (!answer.ok) return { failed: answer.failed }
  const { success, data } = Answer.safeParse(answer.body)
  if (!success) return { failed: { unknown: 'Slack answered 200 with something else' } }
  return data.ok ? { said: data } : { failed: refusalOf(data.error ?? 'no word') }
}

function refusalOf(word: string): NotSent {
  if (word === 'ratelimited' || word === 'rate_limited') return { retryAfterMs: 30_000, reason: word }
  return unsure.test(word)
    ? { unknown: word }
    : { permanent: `slack-${word.replaceAll('_', '-')}`, reason: `Slack: ${word}` }
}

/** A thread is a channel, or one message of it and what hangs on it: `C1/1767224888.280449`. */
export function locate(thread: string): { readonly channel: string; readonly thread_ts?: string } {
  const [channel = '', ts] = thread.split('/')
  return { channel, ...(ts !== undefined && { thread_ts: ts }) }
}

/** Message ids are instants, unique in their channel: ours are `<channel>/<ts>`. */
export function idsOf(target: string): { readonly channel: string; readonly ts: string } {
  const [channel = '', ts = ''] = target.split('/')
  return { channel, ts }
}

const Upload = z.object({ upload_url: z.url(), file_id: z.string() })

/** A file goes in three steps; only the last one shows it to anybody, so only that one can be in doubt. */
export async function sendFile(
  { name, bytes = new Uint8Array() }: FileBlock,
  thread: string,
  context: Context,
): Promise<Sent> {
  const place = await call('files.getUploadURLExternal', { filename: name, length: bytes.length }, context)
  if ('failed' in place) return surely(place.failed)
  const { upload_url, file_id } = Upload.parse(place.said)
  const put = await callVendor(upload_url, { method: 'POST', body: new Uint8Array(bytes), isIdempotent: true }, context)
  if (!put.ok) return surely(put.failed)
  const { channel, thread_ts } = locate(thread)
  const shown = {
    files: [{ id: file_id, title: name }],
    channel_id: channel,
    ...(thread_ts !== undefined && { thread_ts }),
  }
  const done = await call('files.completeUploadExternal', shown, context)
  return 'failed' in done ? done.failed : { sent: [`${channel}/${file_id}`] }
}

/** Nobody has seen anything yet. */
const surely = (failed: NotSent): NotSent =>
  'unknown' in failed ? { retryAfterMs: 1_000, reason: failed.unknown } : failed

/** Bytes of a file that came in. Its path is fetched from Slack alone: the token goes along. */
export async function fetchFile(
  path: string,
  context: ChannelContext<Bot & { readonly filesUrl: string }>,
): Promise<Uint8Array> {
  const { token, filesUrl } = context.config
  const response = await context.fetch(new URL(path, filesUrl), {
    headers: { authorization: `Bearer ${token}` },
    signal: context.signal,
  })
  if (!response.ok) throw new Error(`Slack does not give the file: HTTP ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}
