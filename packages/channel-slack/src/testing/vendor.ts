import type { Arrival } from '@casewell/channel/conformance'
import * as z from 'zod'

/** A stand-in for Slack's servers, one workspace. Its answers have the Web API's shapes and words. */
export interface SlackVendor {
  answer(request: Request): Promise<Response>
  /** What channels and threads have received so far, oldest first. */
  arrived(): readonly Arrival[]
}

const Call = z.looseObject({
  channel: z.string().optional(),
  thread_ts: z.string().optional(),
  text: z.string().optional(),
  ts: z.string().optional(),
})
type Call = z.output<typeof Call>
interface Posted {
  readonly channel: string
  readonly ts: string
  readonly text: string
  readonly metadata: unknown
}

const refused = (error: string): Response => Response.json({ ok: false, error })
const done = (more: object = {}): Response => Response.json({ ok: true, ...more })

/**
 * A new stand-in for Slack, without a network: requests in, responses out.
 *
 * @param token - calls with another one are answered `invalid_auth`
 * @example
 * ```ts
 * import { slackVendor } from '@casewell/channel-slack/testing'
 *
 * const vendor = slackVendor('xoxb-1')
 * const headers = { authorization: 'Bearer xoxb-1', 'content-type': 'application/json' }
 * const body = JSON.stringify({ channel: 'C1', text: 'Hello' })
 * await vendor.answer(new Request('http://127.0.0.1/api/chat.postMessage', { method: 'POST', headers, body }))
 * console.log(vendor.arrived()[0]?.text) // Hello
 * ```
 */
export function slackVendor(token: string): SlackVendor {
  const arrivals: Arrival[] = []
  const posted: Posted[] = []
  const uploads = new Map<string, Uint8Array>()
  const threadOf = (channel: string, ts?: unknown): string => (typeof ts === 'string' ? `${channel}/${ts}` : channel)

  const methods: Readonly<Record<string, (call: Call, origin: string) => Response>> = {
    'chat.postMessage'({ channel, thread_ts, text = '', ...call }) {
      if (channel === undefined) return refused('channel_not_found')
      if (text === '' && call['blocks'] === undefined) return refused('no_text')
      if (text.length > 40_000) return refused('msg_too_long')
      const ts = `17676000${String(posted.length).padStart(2, '0')}.000100`
      posted.push({ channel, ts, text, metadata: call['metadata'] })
      arrivals.push({
        thread: threadOf(channel, thread_ts),
        text: [text, wordsIn(call['blocks'])].join('\n'),
        files: [],
      })
      return done({ channel, ts })
    },
    'chat.update': ({ channel, ts }) => (isThere(channel, ts) ? done({ channel, ts }) : refused('message_not_found')),
    'chat.delete': ({ channel, ts }) => (isThere(channel, ts) ? done({ channel, ts }) : refused('message_not_found')),
    'reactions.add': () => done(),
    'reactions.remove': () => done(),
    'conversations.history': ({ channel }) =>
      done({ messages: posted.filter((message) => message.channel === channel) }),
    'conversations.replies': ({ channel }) =>
      done({ messages: posted.filter((message) => message.channel === channel) }),
    'files.getUploadURLExternal'(_call, origin) {
      const file_id = `F${uploads.size + 1}`
      uploads.set(file_id, new Uint8Array())
      return done({ upload_url: `${origin}/upload/${file_id}`, file_id })
    },
    'files.completeUploadExternal'({ thread_ts, ...call }) {
      const { channel_id, files } = z
        .object({ channel_id: z.string(), files: z.array(z.object({ id: z.string(), title: z.string() })) })
        .parse(call)
      const bytes = files.map(({ id }) => uploads.get(id) ?? new Uint8Array())
      arrivals.push({
        thread: threadOf(channel_id, thread_ts),
        text: files.map(({ title }) => title).join('\n'),
        files: bytes,
      })
      return done({ files })
    },
  }
  const isThere = (channel?: string, ts?: string): boolean =>
    posted.some((message) => message.channel === channel && message.ts === ts)

  return {
    async answer(request) {
      const { pathname, origin } = new URL(request.url)
      const [, file] = /^\/upload\/(F\d+)$/.exec(pathname) ?? []
      if (file !== undefined) {
        uploads.set(file, new Uint8Array(await request.arrayBuffer()))
        return new Response('OK')
      }
      if (request.headers.get('authorization') !== `Bearer ${token}`) return refused('invalid_auth')
      if (!pathname.startsWith('/api/')) return new Response(pathname)
      const name = pathname.slice(5)
      const run = Object.hasOwn(methods, name) ? methods[name] : undefined
      return run ? run(Call.parse(await request.json()), origin) : refused('unknown_method')
    },
    arrived: () => arrivals,
  }
}

/** Every text in blocks. */
function wordsIn(value: unknown): string {
  if (typeof value !== 'object' || value === null) return ''
  const parts = Object.entries(value).map(([key, part]) =>
    key === 'text' && typeof part === 'string' ? part : wordsIn(part),
  )
  return parts.filter((part) => part !== '').join('\n')
}
