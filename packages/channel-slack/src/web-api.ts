import {
  callVendor,
  defined,
  type FileBlock,
  type Sent,
  type VendorContext,
  vendorApi,
} from '@casewell/channel/contract'
import * as z from 'zod'

/** What every call needs of the settings. */
export interface Bot {
  readonly token: string
  readonly baseUrl: string
}
export type Context = VendorContext<Bot>

/** Slack says "no" with 200 and a word. */
const Problem = z
  .object({ ok: z.boolean(), error: z.string().default('no word') })
  .transform(({ ok, error }) => (ok ? undefined : { code: error }))

/** The Web API (https://docs.slack.dev/apis/web-api). */
export const api = vendorApi<Bot>({
  vendor: 'Slack',
  baseUrl: ({ baseUrl }) => `${baseUrl}/api`,
  headers: ({ token }) => ({ authorization: `Bearer ${token}` }),
  problem: Problem,
  waits: { ratelimited: 30_000, rate_limited: 30_000 },
  /** Slack says of these itself that the request may have been carried out. */
  doubts: ['fatal_error', 'internal_error', 'request_timeout', 'service_unavailable', 'team_added_to_org'],
})

/** A thread is a channel, or one message of it and what hangs on it: `C1/1767224888.280449`. */
export function locate(thread: string) {
  const [channel = '', thread_ts] = thread.split('/')
  return defined({ channel, thread_ts })
}

/** Message ids are instants, unique in their channel: ours are `<channel>/<ts>`. */
export function idsOf(target: string): { readonly channel: string; readonly ts: string } {
  const [channel = '', ts = ''] = target.split('/')
  return { channel, ts }
}

const Upload = z.object({ upload_url: z.url(), file_id: z.string() })
const repeatable = { isIdempotent: true }

/** A file goes in three steps; only the last one shows it to anybody, so only that one can be in doubt. */
export async function sendFile(file: FileBlock, thread: string, context: Context): Promise<Sent> {
  const { name, bytes = new Uint8Array() } = file
  const asked = { filename: name, length: bytes.length }
  const place = await api.call('/files.getUploadURLExternal', asked, context, repeatable)
  if (!place.ok) return place.failed
  const { upload_url, file_id } = Upload.parse(place.body)
  const put = await callVendor(upload_url, { method: 'POST', body: new Uint8Array(bytes), ...repeatable }, context)
  if (!put.ok) return put.failed
  const { channel: channel_id, ...hangs } = locate(thread)
  const shown = { files: [{ id: file_id, title: name }], channel_id, ...hangs }
  return api.send('/files.completeUploadExternal', shown, context, [`${channel_id}/${file_id}`])
}
