import { createHmac } from 'node:crypto'
import { defineChannel } from '@casewell/channel'
import { isSigned, jsonOf, notUnderstood } from '@casewell/channel/contract'
import * as z from 'zod'

const Update = z.object({ id: z.string(), room: z.string(), text: z.string() })

/** The secret that walkie's webhooks are signed with, in these measurements. */
export const secret = 'over-and-out'

/** A messenger whose webhooks are signed, as most are. */
export const walkie = defineChannel({
  id: 'walkie',
  config: z.object({ secret: z.string() }),
  can: {},
  webhook: {
    verify: ({ headers, body }, config) =>
      isSigned({ secrets: config.secret, payload: [body], given: headers.get('walkie-signature') }),
    decode(request) {
      const { success, data } = Update.safeParse(jsonOf(request))
      if (!success) return [notUnderstood(request.body, 'bad-update')]
      const { id, room, text } = data
      const from = { handle: { kind: 'user', value: `walkie:${room}`, assurance: 'verified' } } as const
      return [{ type: 'message', id, at: new Date(0), thread: room, from, blocks: [{ t: 'text', text }] }]
    },
  },
})

/** One signed webhook. */
export function webhookOf(update: z.input<typeof Update>): {
  readonly headers: Record<string, string>
  readonly body: string
} {
  const body = JSON.stringify(update)
  return { body, headers: { 'walkie-signature': createHmac('sha256', secret).update(body).digest('hex') } }
}
