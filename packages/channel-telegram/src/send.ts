import type { Block, FileBlock, Outbound } from '@casewell/channel/contract'
import { locate } from './bot-api.ts'

/** What a button may carry, in bytes (https://core.telegram.org/bots/api#inlinekeyboardbutton). */
const largestData = 64
/** A larger picture goes out as a document. */
const largestPhoto = 10_000_000

type Payload =
  | { readonly method: string; readonly body: object | FormData }
  | { readonly permanent: string; readonly reason: string }

/** The call that says one block: every `send` is about one. */
export function payloadOf({ thread, text, blocks }: Outbound): Payload {
  const place = locate(thread)
  const block = blocks[0]
  if (block?.t === 'file') return fileCall(place, block)
  const rows = keysOf(block)
  if (rows.some(([key]) => key && 'callback_data' in key && Buffer.byteLength(key.callback_data) > largestData))
    return { permanent: 'button-id-too-long', reason: `a button's id may have ${largestData} bytes in Telegram` }
  const keyboard = rows.length > 0 && { reply_markup: { inline_keyboard: rows } }
  return { method: 'sendMessage', body: { ...place, text: promptOf(block) ?? text, ...keyboard } }
}

const promptOf = (block: Block | undefined): string | undefined =>
  block?.t === 'buttons' || block?.t === 'choice' ? block.text : undefined

type Key = { readonly text: string } & ({ readonly callback_data: string } | { readonly url: string })

/** One button a row: labels are sentences. What comes back says whether it was a button (`b`) or a choice (`c`). */
function keysOf(block: Block | undefined): readonly (readonly Key[])[] {
  if (block?.t === 'buttons')
    return block.buttons.map(({ id, label, url }) => [
      { text: label, ...(url ? { url } : { callback_data: `b${id}` }) },
    ])
  if (block?.t === 'choice')
    return block.options.map(({ id, label }) => [{ text: label, callback_data: `c${block.id}\n${id}` }])
  return []
}

function fileCall(place: object, { name, mime, bytes = new Uint8Array() }: FileBlock): Payload {
  const isPhoto = /^image\/(jpeg|png)$/.test(mime) && bytes.length <= largestPhoto
  const form = new FormData()
  for (const [key, value] of Object.entries(place)) form.set(key, `${value}`)
  form.set(isPhoto ? 'photo' : 'document', new Blob([new Uint8Array(bytes)], { type: mime }), name)
  return { method: isPhoto ? 'sendPhoto' : 'sendDocument', body: form }
}
