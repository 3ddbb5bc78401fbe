import { createHmac, timingSafeEqual } from 'node:crypto'
import * as z from 'zod'
import { defineChannel, type Http, type Inbound, type Outbound, type Reconciled, type Sent } from '../src/index.ts'

/** One event of the vendor's webhook. */
const Update = z.object({
  update: z.string(),
  at: z.iso.datetime(),
  chat: z.string().optional(),
  user: z.string(),
  text: z.string().optional(),
  file: z.object({ id: z.string(), name: z.string(), mime: z.string() }).optional(),
  evidence: z
    .object({
      token: z.string(),
      references: z.array(z.string()),
      subject: z.string(),
    })
    .partial()
    .optional(),
  edits: z.string().optional(),
  deletes: z.string().optional(),
  likes: z.string().optional(),
  isAutomatic: z.boolean().optional(),
})
export type Update = z.input<typeof Update>

/** The far side, in the test's hand. */
export interface Loft {
  readonly arrived: Outbound[]
  /** What the next attempts answer; when it is empty, everything is accepted. */
  readonly answers: (Sent | 'throw' | 'hang')[]
  reconciled: Reconciled
  readonly files: Map<string, string>
}

export const loft = (): Loft => ({
  arrived: [],
  answers: [],
  reconciled: { notSent: true },
  files: new Map(),
})

/** A small vendor with signed webhooks, threads, files and a way out. */
export const pigeon = (far: Loft) =>
  defineChannel({
    id: 'pigeon',
    config: z.object({
      secret: z.string(),
      own: z.string().default('user:desk'),
    }),
    can: { files: 'in' },
    own: ({ own }) => [own],
    webhook: {
      verify(request, { secret }, now) {
        const at = Number(request.headers.get('x-pigeon-time'))
        if (!(Math.abs(now.getTime() - at) < 300_000)) return false
        const wanted = createHmac('sha256', secret).update(`${at}.`).update(request.body).digest()
        const given = Buffer.from(request.headers.get('x-pigeon-signature') ?? '', 'hex')
        return given.length === wanted.length && timingSafeEqual(given, wanted)
      },
      decode: (request) => json(request).map(understand),
    },
    async file(ref) {
      const text = far.files.get(ref)
      if (text === undefined) throw new Error(`pigeon has no file ${ref}`)
      return pieces(text)
    },
    async send(message): Promise<Sent> {
      const answer = far.answers.shift()
      if (answer === 'hang') return new Promise(() => {})
      if (answer === 'throw') throw new Error('the line went dead')
      if (answer && !('sent' in answer)) return answer
      far.arrived.push(message)
      return answer ?? { sent: [`p-${message.id}`] }
    },
    async reconcile() {
      return far.reconciled
    },
  })

async function* pieces(text: string): AsyncIterable<Uint8Array> {
  for (const char of text) yield new TextEncoder().encode(char)
}

const json = (request: Http): unknown[] =>
  z.array(z.unknown()).parse(JSON.parse(new TextDecoder().decode(request.body)))

export function understand(raw: unknown, n = 0): Inbound {
  const { success, data, error } = Update.safeParse(raw)
  if (!success)
    return {
      type: 'unknown',
      id: `unknown-${n}-${JSON.stringify(raw)}`,
      reason: 'bad-update',
      detail: z.prettifyError(error),
      raw: raw as object,
    }
  const base = { id: data.update, at: new Date(data.at) }
  const from = {
    handle: { kind: 'user', value: data.user, assurance: 'verified' } as const,
    name: data.user,
  }
  if (data.edits !== undefined)
    return {
      ...base,
      type: 'edited',
      target: data.edits,
      blocks: [{ t: 'text', text: data.text ?? '' }],
    }
  if (data.deletes !== undefined) return { ...base, type: 'deleted', target: data.deletes }
  if (data.likes !== undefined)
    return {
      ...base,
      type: 'reaction',
      target: data.likes,
      from,
      reaction: '👍',
      isRemoved: false,
    }
  const { chat, evidence, text, file } = data
  return {
    ...base,
    type: 'message',
    from,
    ...(chat !== undefined && { thread: chat }),
    ...(evidence && {
      evidence: evidence as NonNullable<Extract<Inbound, { type: 'message' }>['evidence']>,
    }), // zod's optional fields may be undefined, ours are absent
    ...(data.isAutomatic && { isAutomatic: true }),
    ...(evidence?.subject !== undefined && { subject: evidence.subject }),
    blocks: [
      ...(text === undefined ? [] : [{ t: 'text', text } as const]),
      ...(file
        ? [
            {
              t: 'file',
              ref: file.id,
              name: file.name,
              mime: file.mime,
            } as const,
          ]
        : []),
    ],
  }
}
