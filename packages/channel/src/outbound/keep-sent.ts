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
