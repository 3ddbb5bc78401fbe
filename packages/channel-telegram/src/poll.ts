import type { ListenContext } from '@casewell/channel/contract'
import * as z from 'zod'
import { type Bot, call } from './bot-api.ts'
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
    const answer = await call('getUpdates', asked, context, (timeoutSeconds + 10) * 1000)
    if (context.signal.aborted) return
    if (!answer.ok) throw new Error(`getUpdates failed: HTTP ${answer.status}`)
    const { result } = Updates.parse(answer.body)
    const last = result.at(-1)
    if (!last) continue
    cursor = `${last.update_id + 1}`
    await context.accept(result.flatMap(decodeUpdate), cursor)
    for (const update of result) await calm(update, context)
  }
}

/** Best effort: a pressed button shows a spinner until it is answered. */
async function calm(update: object, context: ListenContext<Bot>): Promise<void> {
  const { data } = z.object({ callback_query: z.object({ id: z.string() }) }).safeParse(update)
  if (data) await call('answerCallbackQuery', { callback_query_id: data.callback_query.id }, context)
}
