import type { Arrival } from '@casewell/channel/conformance'
import * as z from 'zod'

/** A stand-in for Telegram's servers, one bot. Its answers have the Bot API's shapes and status codes. */
export interface TelegramVendor {
  /** Answers one call of the Bot API, or the fetching of a file. */
  answer(request: Request): Promise<Response>
  /** What chats have received so far, oldest first. */
  arrived(): readonly Arrival[]
  /** From now on `getUpdates` gives this too. */
  offer(update: object): void
}

const Call = z.looseObject({
  chat_id: z.coerce.number().optional(),
  message_thread_id: z.coerce.number().optional(),
  text: z.string().optional(),
})
type Call = z.output<typeof Call> & { readonly file?: Blob }

const done = (result: unknown): Response => Response.json({ ok: true, result })
const refused = (status: number, description: string): Response =>
  Response.json({ ok: false, error_code: status, description }, { status })

/**
 * A new stand-in for Telegram, without a network: requests in, responses out.
 *
 * @param token - of the bot; calls with another one are answered 401
 * @example
 * ```ts
 * import { telegramVendor } from '@casewell/channel-telegram/testing'
 *
 * const vendor = telegramVendor('123456:ABC')
 * const body = JSON.stringify({ chat_id: 42, text: 'Hello, Bob.' })
 * const headers = { 'content-type': 'application/json' }
 * await vendor.answer(new Request('http://127.0.0.1/bot123456:ABC/sendMessage', { method: 'POST', headers, body }))
 * console.log(vendor.arrived()) // [ { thread: '42', text: 'Hello, Bob.', files: [] } ]
 * ```
 */
export function telegramVendor(token: string): TelegramVendor {
  const arrivals: Arrival[] = []
  const updates: { readonly update_id: number }[] = []

  async function accept(call: Call): Promise<Response> {
    const { chat_id, message_thread_id: topic, text } = call
    if (chat_id === undefined) return refused(400, 'Bad Request: chat_id is empty')
    if (text === undefined && !call.file) return refused(400, 'Bad Request: message text is empty')
    if (text !== undefined && text.length > 4096) return refused(400, 'Bad Request: message is too long')
    const files = call.file ? [new Uint8Array(await call.file.arrayBuffer())] : []
    arrivals.push({ thread: topic === undefined ? `${chat_id}` : `${chat_id}:${topic}`, text: shown(call), files })
    return done({ message_id: 1000 + arrivals.length, date: 1_767_600_000, chat: { id: chat_id } })
  }

  const methods: Readonly<Record<string, (call: Call) => Response | Promise<Response>>> = {
    sendMessage: accept,
    sendPhoto: accept,
    sendDocument: accept,
    editMessageText: ({ chat_id, message_id }) => done({ message_id, date: 1_767_600_000, chat: { id: chat_id } }),
    deleteMessage: () => done(true),
    setMessageReaction: () => done(true),
    sendChatAction: () => done(true),
    answerCallbackQuery: () => done(true),
    getFile: ({ file_id }) => done({ file_id, file_path: `documents/${String(file_id)}` }),
    async getUpdates({ offset }) {
      const from = Number(offset ?? 0)
      const next = updates.filter(({ update_id }) => update_id >= from)
      if (next.length === 0) await new Promise((resolve) => setTimeout(resolve, 5)) // Telegram holds the request longer
      return done(next)
    },
  }

  return {
    async answer(request) {
      const path = new URL(request.url).pathname
      if (path.startsWith(`/file/bot${token}/`)) return new Response(path.split('/').at(-1))
      const [, given, method = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(path) ?? []
      if (given !== token) return refused(401, 'Unauthorized')
      const run = Object.hasOwn(methods, method) ? methods[method] : undefined
      return run ? run(await callOf(request)) : refused(404, 'Not Found')
    },
    arrived: () => arrivals,
    offer: (update) => void updates.push(update as { update_id: number }), // every update has one
  }
}

async function callOf(request: Request): Promise<Call> {
  if (request.headers.get('content-type')?.startsWith('application/json')) return Call.parse(await request.json())
  const form = await request.formData()
  const file = form.get('photo') ?? form.get('document')
  const call = Call.parse(Object.fromEntries(form))
  return file instanceof Blob ? { ...call, file } : call
}

/** The text and what stands on the keys. */
function shown({ text = '', reply_markup }: Call): string {
  const Markup = z.object({ inline_keyboard: z.array(z.array(z.object({ text: z.string() }))) })
  const { data } = Markup.safeParse(reply_markup)
  return [text, ...(data?.inline_keyboard.flat().map((key) => key.text) ?? [])].join('\n')
}
