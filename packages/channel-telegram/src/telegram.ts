import { defineChannel } from '@casewell/channel'
import { fileForm, isQuestion, isSecret, jsonOf, keysOf, notUnderstood, userIdOf } from '@casewell/channel/contract'
import * as z from 'zod'
import { api, fetchFile, Ids, idsOf, locate, Pressed } from './bot-api.ts'
import { listen } from './poll.ts'
import { decodeUpdate } from './update.ts'

/** Up to 256 of `A-Z a-z 0-9 _ -`, as `setWebhook` wants it. */
const secret = z.string().regex(/^[\w-]{1,256}$/)

/** What a button may carry, in bytes (https://core.telegram.org/bots/api#inlinekeyboardbutton). */
const largestData = 64
/** A larger picture goes out as a document. */
const largestPhoto = 10_000_000

/** Settings of one bot. */
export const TelegramConfig = z.strictObject({
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
    ...({ files: 'both', buttons: true, choice: true } as const),
    ...({ edit: true, delete: true, react: true, typing: true, proactive: true } as const),
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
      const { data: pressed } = Pressed.safeParse(jsonOf(request))
      return pressed ? Response.json({ method: 'answerCallbackQuery', ...pressed }) : new Response(null)
    },
  },
  listen,

  async send({ thread, text, blocks: [block] }, context) {
    if (block?.t === 'file') {
      const isPhoto = /^image\/(jpeg|png)$/.test(block.mime) && (block.bytes?.length ?? 0) <= largestPhoto
      const [method, field] = isPhoto ? ['/sendPhoto', 'photo'] : ['/sendDocument', 'document']
      return api.send(method, fileForm(field, block, locate(thread)), context, Ids)
    }
    const keys = keysOf(block)
    if (keys.some(({ url, data }) => !url && Buffer.byteLength(data) > largestData))
      return { permanent: 'button-id-too-long', reason: `a button's id may have ${largestData} bytes in Telegram` }
    // One button a row: labels are sentences.
    const rows = keys.map(({ label, data, url }) => [{ text: label, ...(url ? { url } : { callback_data: data }) }])
    const said = { ...locate(thread), text: isQuestion(block) ? block.text : text }
    const keyboard = rows.length > 0 && { reply_markup: { inline_keyboard: rows } }
    return api.send('/sendMessage', { ...said, ...keyboard }, context, Ids)
  },
  edit: (target, { text }, context) =>
    api.send('/editMessageText', { ...idsOf(target), text }, context, [target], { fine: ['not-modified'] }),
  delete: (target, _where, context) => api.send('/deleteMessage', idsOf(target), context, [target]),
  react(target, { reaction: emoji, isRemoved }, _where, context) {
    const reaction = isRemoved ? [] : [{ type: 'emoji', emoji }]
    return api.send('/setMessageReaction', { ...idsOf(target), reaction }, context, [target])
  },
  async typing({ thread }, isOn, context) {
    if (isOn) await api.call('/sendChatAction', { ...locate(thread), action: 'typing' }, context)
  },
  file: fetchFile,
  threadFor: (handle) => userIdOf('telegram', handle),
  own: ({ token }) => [`telegram:${token.split(':')[0]}`],
})
