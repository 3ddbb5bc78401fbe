import type { ReplyWish, Work } from '@casewell/core'
import { Outbox, References } from '../collections.ts'
import { referenceId } from '../inbound/join.ts'

/** Where an answer stands that was sent elsewhere, by which account, and how the vendor calls it. */
export interface SentElsewhere {
  readonly channel: string
  readonly account: string
  readonly case: string
  readonly conversation: string
  readonly messageId: string
}

/**
 * Keeps an answer that was sent with another client: said in its case like any other, known by the vendor's id, and
 * marked as sent, so that nothing sends it again.
 *
 * @returns the message's id
 * @example
 * ```ts
 * import { keepSent } from '@casewell/channel'
 * import { testDesk } from '@casewell/core/testing'
 *
 * const { desk } = await testDesk()
 * await desk.start()
 * const ada = desk.as({ id: 'ada', role: 'agent' })
 * const { id } = await ada.cases.open({ subject: 'No sound', from: { email: 'bob@example.org' }, text: 'It is mute.' })
 * const [there] = await ada.cases.conversations(id)
 * const place = { channel: 'chat', account: 'home' }
 * const sent = { ...place, case: id, conversation: there?.id ?? '', messageId: 'm7' }
 * const message = await desk.transact((work) => keepSent(work, sent, { text: 'Lower the limit.' }))
 * const { items } = await ada.cases.timeline(id, { limit: 10 })
 * console.log(items.find((item) => item.id === message)?.delivery?.state) // sent
 * await desk.stop()
 * ```
 */
export async function keepSent(
  work: Work,
  { messageId, ...place }: SentElsewhere,
  answer: Omit<ReplyWish, 'conversation'>,
): Promise<string> {
  const { conversation } = place
  const { message } = await work.cases.reply(place.case, { ...answer, conversation })
  const isAutomatic = answer.isAutomatic ?? false
  const sent = { status: 'sent', order: 0, attempts: 0, part: 0, dueAt: 0, reason: null, reaction: null } as const
  work.put(Outbox, message, { ...place, message, deed: 'send', isAutomatic, ...sent })
  work.put(References, referenceId(work, place, messageId), { case: place.case, conversation, message })
  await work.cases.recordDelivery(place.case, { message, state: 'sent' })
  return message
}
