import { defined, type Inbound, ignored, notUnderstood } from '@casewell/channel/contract'
import * as z from 'zod'
import { decodeMessage, id, Seconds } from './message.ts'

const Status = z.object({
  id,
  status: z.enum(['sent', 'delivered', 'read', 'failed']),
  timestamp: Seconds,
  errors: z.array(z.object({ code: z.number(), title: z.string().optional() })).default([]),
})
const Contact = z.object({ wa_id: z.string(), profile: z.object({ name: z.string() }).optional() })
const Value = z.object({
  metadata: z.object({ phone_number_id: z.string() }),
  contacts: z.array(Contact).default([]),
  messages: z.array(z.looseObject({})).default([]),
  statuses: z.array(z.looseObject({})).default([]),
})
const Change = z.looseObject({ field: id, value: z.looseObject({}) })

/** The body of a webhook. */
export const Notification = z.object({ entry: z.array(z.object({ changes: z.array(Change) })) })

/** What happened, of one change. Never throws. @param ours - the id of our number: one app may have several */
export function decodeChange(change: z.output<typeof Change>, ours: string): readonly Inbound[] {
  if (change.field !== 'messages') return [ignored(change, change.field)]
  const { success, data: value } = Value.safeParse(change.value)
  if (!success) return [notUnderstood(change, 'unknown-change')]
  if (value.metadata.phone_number_id !== ours) return [ignored(change, 'another-number')]
  const names = new Map(value.contacts.map(({ wa_id, profile }) => [wa_id, profile?.name]))
  return [...value.messages.map((raw) => decodeMessage(raw, names)), ...value.statuses.map(decodeStatus)]
}

function decodeStatus(raw: object): Inbound {
  const { success, data } = Status.safeParse(raw)
  if (!success) return notUnderstood(raw, 'unknown-status')
  const { id: target, status: state, timestamp: at, errors } = data
  const [error] = errors
  const why = error && defined({ code: `${error.code}`, reason: error.title })
  return { type: 'delivery', id: `${target}/${state}`, at, target, state, ...why }
}
