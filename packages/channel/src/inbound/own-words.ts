import { Messages, type Work } from '@casewell/core'
import type { Account } from '../account.ts'
import { Outbox, References } from '../collections.ts'
import type { Accepted } from '../contract/context.ts'
import { keepSent } from '../outbound/keep-sent.ts'
import { lineOf } from '../outbound/line.ts'
import type { Tokens } from '../token.ts'
import { join, referenceId } from './join.ts'
import type { PreparedMessage } from './prepare.ts'

type OwnWords = Omit<PreparedMessage, 'as'>

/**
 * Something that we said ourselves came in. An echo of what we have sent is no message. An answer that somebody wrote
 * with another client, and that finds its case, is kept there as sent.
 */
export async function ownWords(work: Work, account: Account, tokens: Tokens, own: OwnWords): Promise<Accepted> {
  const { event } = own
  const reference = referenceId(work, account, event.messageId ?? event.id)
  const known = (await work.get(References, reference))?.doc
  if (known?.message != null || !event.isOwn) return { as: 'ignored' }
  const { joined } = await join(work, account, event, '', tokens)
  if (!joined || joined.case.status === 'closed') return { as: 'ignored' }
  const place = { case: joined.case.id, conversation: joined.conversation }
  const underWay = await sendingNow(work, account, joined.conversation, own.text)
  if (underWay !== undefined) {
    work.put(References, reference, { ...place, message: underWay })
    return { as: 'ignored' }
  }
  const messageId = event.messageId ?? event.id
  const answer = { text: own.text, files: own.files, saidAt: event.at ?? work.now }
  const wire = { ...event.wire, vendorIds: [messageId] }
  const { channel, account: name } = account
  const message = await keepSent(work, { ...place, channel, account: name, messageId }, { ...answer, wire })
  return { as: 'message', case: place.case, message, isNewCase: false }
}

/** The echo may come before the answer to our own request: then its words are those of the message under way. */
async function sendingNow(
  work: Work,
  { channel, account }: Account,
  conversation: string,
  text: string,
): Promise<string | undefined> {
  const { head } = await lineOf(work, { conversation, channel, account })
  const entry = head === null ? undefined : (await work.get(Outbox, head))?.doc
  if (entry?.status !== 'sending' || entry.deed !== 'send') return undefined
  const said = (await work.get(Messages, entry.message))?.doc.text ?? ''
  return said.trim() === text.trim() || (text.trim() !== '' && said.includes(text.trim())) ? entry.message : undefined
}
