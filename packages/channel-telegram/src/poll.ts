import type { ListenContext } from '@casewell/channel/contract'
import * as z from 'zod'
import { api, type Bot, Pressed } from './bot-api.ts'
import { decodeUpdate } from './update.ts'

/** Seconds that Telegram holds a request open while nothing happens. */
const timeoutSeconds = 50
/** Reactions come only to who asks for them by name. */
const wanted = ['message', 'edited_message', 'callback_query', 'message_reaction']

const Updates = z.object({ result: z.array(z.looseObject({ update_id: z.number() })) })

/** Long polling: asking for the updates behind the cursor confirms the ones before it. */
export async function listen(context: ListenContext<Bot & { readonly poll: boolean }>): Promise<void> {
  let cursor = context.cursor
  while (context.config.poll && !context.signal.aborted) {
    const asked = { offset: Number(cursor ?? 0), timeout: timeoutSeconds, allowed_updates: wanted }
    const answer = await api.call('/getUpdates', asked, context, { timeoutMs: (timeoutSeconds + 10) * 1000 })
    if (context.signal.aborted) return
    if (!answer.ok) throw new Error(`Telegram answered getUpdates with HTTP ${answer.status}`)
    const { result } = Updates.parse(answer.body)
    const last = result.at(-1)
    if (!last) continue
    cursor = `${last.update_id + 1}`
    await context.accept(result.flatMap(decodeUpdate), cursor)
    for (const update of result) {
      const { data: pressed } = Pressed.safeParse(update)
      if (pressed) await api.call('/answerCallbackQuery', pressed, context) // best effort
    }
  }
}
