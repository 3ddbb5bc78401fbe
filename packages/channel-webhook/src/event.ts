import { defined, type Inbound, type Party, partyOf, textBlocks, userOf } from '@casewell/channel/contract'
import * as z from 'zod'

const word = z.string().min(1)
const text = z.string().optional()

/** Somebody, by whatever the sender knows of them. */
const Person = z
  .object({ id: word.optional(), email: z.email().optional(), phone: z.e164().optional(), name: text })
  .refine(({ id, email, phone }) => id ?? email ?? phone, 'a person needs an id, an email or a phone')
  .transform(({ id, email, phone = '', name }): Party => {
    const assurance = 'asserted' // by a system that we share a secret with
    if (id !== undefined) return userOf('webhook', id, name, assurance)
    return partyOf(
      email ? { kind: 'email', value: email, assurance } : { kind: 'phone', value: phone, assurance },
      name,
    )
  })

const File = z.object({
  name: word,
  mime: z.string().regex(/^[\w.+-]+\/[\w.+-]+$/, 'no media type'),
  base64: z.base64(),
})
const said = { text: z.string().default(''), files: z.array(File).default([]) }

const event = <Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) =>
  z.object({ type: z.literal(type), at: z.iso.datetime({ offset: true }), thread: word, ...shape })

/** What an application may tell. */
const Event = z.discriminatedUnion('type', [
  event('message', { ...said, from: Person, messageId: word.optional(), subject: text, language: text }),
  event('edited', { ...said, target: word }),
  event('deleted', { target: word }),
  event('reaction', { target: word, from: Person, reaction: word, isRemoved: z.boolean().default(false) }),
  event('action', {
    ...{ from: Person, action: word, block: text, label: text, target: word.optional() },
    values: z.record(z.string(), z.string()).optional(),
  }),
  event('delivery', { target: word, state: z.enum(['delivered', 'read', 'failed']), reason: text }),
  event('typing', { from: Person, isOn: z.boolean() }),
])

/** The event in a body, or what is wrong with it, in words. @param id - of the request: the same in every delivery */
export function eventOf(body: unknown, id: string): Inbound | string {
  const { success, data, error } = Event.safeParse(body)
  return success ? inboundOf(data, id) : z.prettifyError(error)
}

function inboundOf({ at: time, ...event }: z.output<typeof Event>, id: string): Inbound {
  if (event.type === 'typing') return event
  const common = { id, at: new Date(time) }
  if (event.type !== 'message' && event.type !== 'edited') return { ...defined(event), ...common }
  const { text, files, ...rest } = event
  const blocks = [...textBlocks(text), ...files.map((file, i) => blockOf(file, `${id}/${i}`))]
  if (rest.type === 'edited') return { ...rest, ...common, blocks }
  return { ...defined({ ...rest, key: rest.messageId }), ...common, blocks }
}

const blockOf = ({ name, mime, base64 }: z.output<typeof File>, ref: string) =>
  ({ t: 'file', ref, name, mime, bytes: Buffer.from(base64, 'base64') }) as const
