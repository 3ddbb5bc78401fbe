import { defineChannel } from '@casewell/channel'
import { isSecret, jsonOf, notUnderstood } from '@casewell/channel/contract'
import * as z from 'zod'
import { call, fetchFile, idsOf, locate, sentBy } from './bot-api.ts'
import { listen } from './poll.ts'
import { payloadOf } from './send.ts'
import { decodeUpdate } from './update.ts'

/** Up to 256 of `A-Z a-z 0-9 _ -`, as `setWebhook` wants it. */
const secret = z.string().regex(/^[\w-]{1,256}$/)

/** Settings of one bot. */
export const TelegramConfig = z.object({
  /** From @BotFather: `123456:ABC-DEF…`. */
  token: z.string().regex(/^\d+:[\w-]+$/, 'a bot token looks like 123456:ABC-DEF'),
  /** The `secret_token` of `setWebhook`; two of them while it is being changed. None: no webhook is accepted. */
  secret: z.union([secret, z.array(secret)]).default([]),
  /** Fetch updates by long polling? Telegram has either this or a webhook. */
  poll: z.boolean().default(false),
  /** @defaultValue `https://api.telegram.org` */
  baseUrl: z.url().default('https://api.telegram.org'),
})
export type TelegramConfig = z.input<typeof TelegramConfig>

/**
 * A Telegram bot as a channel (https://core.telegram.org/bots/api). What it can and cannot: see the README.
 *
 * @example
 * ```ts
 * import { telegram } from '@casewell/channel-telegram'
 * import { createDesk } from '@casewell/core'
 * import { memoryStore } from '@casewell/store'
 *
 * await using desk = await createDesk({ store: memoryStore() })
 * const channel = desk.use(telegram('help', { token: '123456:ABC-DEF', secret: 'a-long-random-word' }))
 * await desk.start()
 * const update = { update_id: 1, message: { message_id: 7, date: 1767224888, text: 'It is mute.', chat: { id: 42, type: 'private' },
 *   from: { id: 42, is_bot: false, first_name: 'Bob' } } }
 * const headers = { 'x-telegram-bot-api-secret-token': 'a-long-random-word' }
 * const answer = await channel.handle(new Request('https://desk.example/telegram', { method: 'POST', headers, body: JSON.stringify(update) }))
 * console.log(answer.status) // 200
 * ```
 */
export const telegram = defineChannel({
  id: 'telegram',
  config: TelegramConfig,
  can: {
    files: 'both',
    buttons: true,
    choice: true,
    edit: true,
    delete: true,
    react: true,
    typing: true,
    proactive: true,
  },
  limits: { textChars: 4096, blocks: 1, fileBytes: 50_000_000, buttons: 20, options: 50, labelChars: 64 },
  rate: { perSecond: 30, perThreadPerSecond: 1 }, // https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this

  webhook: {
    verify: ({ headers }, config) => isSecret(config.secret, headers.get('x-telegram-bot-api-secret-token')),
    decode: (request) => {
      const update = jsonOf(request)
      return update === undefined ? [notUnderstood(request.body, 'not-json')] : decodeUpdate(update)
    },
    /** A pressed button shows a spinner until it is answered: Telegram takes the call as the answer to its request. */
    reply(request) {
      const pressed = z.object({ callback_query: z.object({ id: z.string() }) }).safeParse(jsonOf(request))
      if (!pressed.success) return new Response(null, { status: 200 })
      return Response.json({ method: 'answerCallbackQuery', callback_query_id: pressed.data.callback_query.id })
    },
  },
  listen,

  async send(message, context) {
    const payload = payloadOf(message)
    return 'permanent' in payload ? payload : sentBy(await call(payload.method, payload.body, context))
  },
  async edit(target, message, context) {
    const answer = await call('editMessageText', { ...idsOf(target), text: message.text }, context)
    const isSame = !answer.ok && answer.status === 400 && JSON.stringify(answer.body).includes('not modified')
    return isSame ? { sent: [target] } : sentBy(answer)
  },
  delete: async (target, _where, context) => sentBy(await call('deleteMessage', idsOf(target), context), target),
  async react(target, { reaction, isRemoved }, _where, context) {
    const emoji = isRemoved ? [] : [{ type: 'emoji', emoji: reaction }]
    return sentBy(await call('setMessageReaction', { ...idsOf(target), reaction: emoji }, context), target)
  },
  async typing({ thread }, isOn, context) {
    if (isOn) await call('sendChatAction', { ...locate(thread), action: 'typing' }, context)
  },
  file: fetchFile,
  threadFor: ({ kind, value }) => (kind === 'user' && value.startsWith('telegram:') ? value.slice(9) : undefined),
  own: ({ token }) => [`telegram:${token.split(':')[0]}`],
})
