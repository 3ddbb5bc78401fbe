import { Conversations, Messages } from '@casewell/core'
import type { Account } from '../account.ts'
import type { Where } from '../contract/outbound.ts'
import { channelErrors } from '../errors.ts'
import { vendorIdsOf } from './attempt.ts'

/** What is shown to the customer at once, if at all: never kept, never tried again. */
export interface Gestures {
  /** Shows that somebody is writing. @throws `channel/cannot`, `channel/no-entry` */
  typing(conversation: string, isOn: boolean): Promise<void>
  /** Tells the customer's side that a message was read. @throws `channel/cannot`, `channel/no-entry` */
  markRead(message: string): Promise<void>
}

/** Gestures on one account. */
export function gesturesOn(account: Account): Gestures {
  const { channel, definition, context, desk } = account
  return {
    async typing(conversation, isOn) {
      const { typing } = definition
      if (!typing) throw channelErrors.cannot({ channel, what: 'show who is typing' })
      const where = await whereOf(account, conversation)
      await typing.call(definition, where, isOn, context).catch(desk.report)
    },
    async markRead(message) {
      const { read } = definition
      if (!read) throw channelErrors.cannot({ channel, what: 'tell that a message was read' })
      const doc = (await desk.read.get(Messages, message))?.doc
      const [target] = vendorIdsOf(doc?.wire ?? {})
      if (!doc || target === undefined) throw channelErrors['no-entry']({ what: 'message', id: message })
      const where = await whereOf(account, doc.conversation)
      await read.call(definition, target, where, context).catch(desk.report)
    },
  }
}

/** @throws `channel/no-entry` */
async function whereOf({ desk, channel, account }: Account, id: string): Promise<Where> {
  const conversation = (await desk.read.get(Conversations, id))?.doc
  if (conversation?.channel !== channel || conversation.account !== account)
    throw channelErrors['no-entry']({ what: 'conversation', id })
  const { thread, participants, wire } = conversation
  return { thread, wire, to: participants.map(({ handle, name }) => ({ handle, ...(name !== null && { name }) })) }
}
