import { Conversations, type Message, Messages, type SubscribeOptions } from '@casewell/core'
import { MessageDeleted, MessageEdited, MessageReacted, MessageSent } from '@casewell/core/events'
import type { Account } from '../account.ts'
import { Outbox } from '../collections.ts'
import type { Entry } from './line.ts'

type Heard = typeof MessageSent | typeof MessageEdited | typeof MessageDeleted | typeof MessageReacted

/**
 * Puts every public answer on this account, and every change of one, into the outbox: once, in the order of the log. It
 * reads nothing that moves while messages go out, so that a large unit of work loses no race; lines are entered later.
 */
export function outboxSubscription(account: Account): SubscribeOptions<Heard> {
  const self = `system:${account.channel}:${account.account}`
  return {
    name: `${account.channel}.${account.account}.outbox`,
    events: [MessageSent, MessageEdited, MessageDeleted, MessageReacted],
    async handle(event, work) {
      const { type, position, actor, data } = event
      if (type === 'case.message-sent' && data.channel !== account.channel) return
      if (type !== 'case.message-sent' && actor === self) return // the far side has told us that itself
      const message = (await account.desk.read.get(Messages, data.message))?.doc
      if (!message || !isPublic(message, type) || !(await isOn(account, message))) return
      const id = type === 'case.message-sent' ? data.message : `${data.message}.${position}`
      if (await work.get(Outbox, id)) return
      work.put(Outbox, id, { ...entryOf(account, data.message, message, position), ...changeOf(type, message, actor) })
    },
  }
}

/** A reaction may be to what the customer said; only what we said can be changed. */
const isPublic = ({ visibility, direction }: Message, type: Heard['type']): boolean =>
  visibility === 'public' && (type === 'case.message-reacted' || direction === 'outbound')

async function isOn({ channel, account, desk }: Account, message: Message): Promise<boolean> {
  const conversation = (await desk.read.get(Conversations, message.conversation))?.doc
  return conversation?.channel === channel && conversation.account === account
}

function entryOf({ channel, account }: Account, id: string, message: Message, order: number): Entry {
  const { case: state, conversation, isAutomatic, wire } = message
  const notBefore = wire['notBefore'] // written by `compose`
  const dueAt = typeof notBefore === 'string' ? Date.parse(notBefore) : 0
  const place = { case: state, conversation, channel, account, message: id, isAutomatic, order, dueAt }
  return { ...place, deed: 'send', reaction: null, status: 'scheduled', attempts: 0, part: 0, reason: null }
}

function changeOf(type: Heard['type'], { reactions }: Message, actor: string): Partial<Entry> {
  if (type === 'case.message-sent') return {}
  if (type === 'case.message-edited') return { deed: 'edit', dueAt: 0 }
  if (type === 'case.message-deleted') return { deed: 'delete', dueAt: 0 }
  const by = actor.slice(actor.indexOf(':') + 1)
  const last = reactions.findLast((one) => one.by === by)
  return { deed: 'react', dueAt: 0, reaction: { reaction: last?.reaction ?? '', isRemoved: last === undefined } }
}
