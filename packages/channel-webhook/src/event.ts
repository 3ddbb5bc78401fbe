import type { Inbound, Party } from '@casewell/channel/contract'
import * as z from 'zod'

/** Somebody, by whatever the sender knows of them. */
const Person = z
  .object({
    id: z.string().min(1).optional(),
    email: z.email().optional(),
    phone: z.e164().optional(),
    name: z.string().optional(),
  })
  .refine(({ id, email, phone }) => id ?? email ?? phone, 'a person needs an id, an email or a phone')

const File = z.object({
  name: z.string().min(1),
  mime: z.string().regex(/^[\w.+-]+\/[\w.+-]+$/, 'no media type'),
  base64: z.base64(),
})
const common = { at: z.iso.datetime({ offset: true }), thread: z.string().min(1) }
const said = { text: z.string().default(''), files: z.array(File).default([]) }
const target = z.string().min(1)

/** What an application may tell. */
const Event = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('message'),
    ...common,
    ...said,
    from: Person,
    messageId: target.optional(),
    subject: z.string().optional(),
    language: z.string().optional(),
  }),
  z.object({ type: z.literal('edited'), ...common, ...said, target }),
  z.object({ type: z.literal('deleted'), ...common, target }),
  z.object({
    type: z.literal('reaction'),
    ...common,
    target,
    from: Person,
    reaction: z.string().min(1),
    isRemoved: z.boolean().default(false),
  }),
  z.object({
    type: z.literal('action'),
    ...common,
    from: Person,
    action: z.string().min(1),
    block: z.string().optional(),
    label: z.string().optional(),
    values: z.record(z.string(), z.string()).optional(),
    target: target.optional(),
  }),
  z.object({
    type: z.literal('delivery'),
    ...common,
    target,
    state: z.enum(['delivered', 'read', 'failed']),
    reason: z.string().optional(),
  }),
  z.object({ type: z.literal('typing'), ...common, from: Person, isOn: z.boolean() }),
])
type Event = z.output<typeof Event>

/** The event in a body, or what is wrong with it, in words. @param id - of the request: the same in every delivery */
export function eventOf(body: unknown, id: string): Inbound | string {
  const { success, data, error } = Event.safeParse(body)
  return success ? inboundOf(data, id) : z.prettifyError(error)
}

function inboundOf(event: Event, id: string): Inbound {
  const common = { id, at: new Date(event.at), thread: event.thread }
  switch (event.type) {
    case 'message':
    case 'edited': {
      const { text, files, at: _, ...rest } = event
      const blocks = [
        ...(text === '' ? [] : [{ t: 'text', text } as const]),
        ...files.map(({ name, mime, base64 }, i) => ({
          ...({ t: 'file', ref: `${id}/${i}`, name, mime } as const),
          bytes: Buffer.from(base64, 'base64'),
        })),
      ]
      return rest.type === 'message'
        ? { ...defined(rest), ...common, ...defined({ key: rest.messageId }), from: partyOf(rest.from), blocks }
        : { ...rest, ...common, blocks }
    }
    case 'deleted':
      return { ...event, ...common }
    case 'delivery':
      return { ...defined(event), ...common }
    case 'typing':
      return { type: 'typing', thread: event.thread, from: partyOf(event.from), isOn: event.isOn }
    case 'reaction':
    case 'action':
      return { ...defined(event), ...common, from: partyOf(event.from) }
  }
}

/** A system that we share a secret with says who it is: asserted. */
function partyOf({ id, email, phone, name }: z.output<typeof Person>): Party {
  const assurance = 'asserted'
  const named = name !== undefined && { name }
  if (id !== undefined) return { handle: { kind: 'user', value: `webhook:${id}`, assurance }, ...named }
  if (email !== undefined) return { handle: { kind: 'email', value: email, assurance }, ...named }
  return { handle: { kind: 'phone', value: phone ?? '', assurance }, ...named }
}

/** Without what is undefined. */
function defined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  } // nothing else was removed
}
