import { defineChannel } from '@casewell/channel'
import { callVendor, type Inbound, isFresh, isSigned, jsonOf, notUnderstood } from '@casewell/channel/contract'
import * as z from 'zod'

const Config = z.strictObject({ url: z.url(), token: z.string(), secrets: z.array(z.string()).min(1) })
const Update = z.object({
  id: z.string().min(1),
  sentAt: z.iso.datetime(),
  room: z.string().min(1),
  user: z.object({ id: z.string().min(1), name: z.string() }),
  text: z.string(),
})
const windowMs = 300_000

function understand(update: unknown): Inbound {
  const { success, data } = Update.safeParse(update)
  if (!success) return notUnderstood(JSON.stringify(update ?? null), 'bad-update')
  const handle = { kind: 'user', value: `walkie:${data.user.id}`, assurance: 'verified' } as const
  return {
    type: 'message',
    id: data.id,
    at: new Date(data.sentAt),
    thread: data.room,
    from: { handle, name: data.user.name },
    blocks: [{ t: 'text', text: data.text }],
  }
}

/** Walkie, a made-up messenger: signed webhooks in, one HTTP call out. */
export const walkie = defineChannel({
  id: 'walkie',
  config: Config,
  can: {},
  limits: { textChars: 1000 },
  webhook: {
    replayWindowMs: windowMs,
    verify({ headers, body }, { secrets }, now) {
      const time = headers.get('walkie-time') ?? ''
      if (!isFresh(new Date(time), now, windowMs)) return false
      return isSigned({ secrets, payload: [time, '.', body], given: headers.get('walkie-signature') })
    },
    decode: (request) => [understand(jsonOf(request))],
  },
  async send({ id, thread, text }, context) {
    const { url, token } = context.config
    const init = { method: 'POST', headers: { authorization: `Bearer ${token}`, 'idempotency-key': id }, body: text }
    const answer = await callVendor(`${url}/rooms/${thread}`, { ...init, isIdempotent: true }, context)
    return answer.ok ? { sent: [z.string().parse(answer.body)] } : answer.failed
  },
})
