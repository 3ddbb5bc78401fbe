import { Conversations, type Message, Messages, type SubscribeOptions, type Work } from '@casewell/core'
import { MessageDeleted, MessageEdited, MessageReacted, MessageSent } from '@casewell/core/events'
import type { Account } from '../account.ts'
import { Lines, Outbox } from '../collections.ts'
import { SendingFailed } from '../events.ts'
import { type Entry, lineOf, queue } from './line.ts'
import { counted, loopIn } from './loop.ts'

type Heard = typeof MessageSent | typeof MessageEdited | typeof MessageDeleted | typeof MessageReacted

/** Puts every public answer on this account, and every change of one, into the outbox: once, in the order of the log. */
export function outboxSubscription(account: Account): SubscribeOptions<Heard> {
  const self = `system:${account.channel}:${account.account}`
  return {
    name: `${account.channel}.${account.account}.outbox`,
    events: [MessageSent, MessageEdited, MessageDeleted, MessageReacted],
    async handle(event, work) {
      if (event.type === 'case.message-sent' && event.data.channel !== account.channel) return
      if (event.type !== 'case.message-sent' && event.actor === self) return // the far side has told us that itself
      const message = (await work.get(Messages, event.data.message))?.doc
      if (!message || !(await isOn(work, account, message))) return
      const entry = entryOf(account, event.data.message, message, event.position)
      if (event.type === 'case.message-sent') return send(work, account, entry, message)
      const change = { ...entry, ...changeOf(event.type, message, event.actor) }
      if (await isOut(work, change, message)) await queue(work, `${entry.message}.${event.position}`, change)
    },
  }
}

async function isOn(work: Work, { channel, account }: Account, message: Message): Promise<boolean> {
  const conversation = (await work.get(Conversations, message.conversation))?.doc
  return conversation?.channel === channel && conversation.account === account
}

function entryOf({ channel, account }: Account, id: string, message: Message, order: number): Entry {
  const { case: state, conversation } = message
  const place = { case: state, conversation, channel, account, message: id, order }
  const fresh = {
    deed: 'send',
    reaction: null,
    status: 'queued',
    attempts: 0,
    part: 0,
    dueAt: 0,
    reason: null,
  } as const
  return { ...place, ...fresh }
}

async function send(work: Work, account: Account, entry: Entry, message: Message): Promise<void> {
  if (await work.get(Outbox, entry.message)) return
  const loop = message.isAutomatic && (await loopOf(work, entry))
  if (loop) return refuse(work, account, entry, loop)
  const notBefore = message.wire['notBefore']
  const dueAt = typeof notBefore === 'string' ? Date.parse(notBefore) : 0
  if (dueAt > work.now.getTime()) work.put(Outbox, entry.message, { ...entry, status: 'scheduled', dueAt })
  else await queue(work, entry.message, entry)
}

async function loopOf(work: Work, entry: Entry): Promise<string | undefined> {
  const line = await lineOf(work, entry)
  const loop = loopIn(line, work.now.getTime())
  if (loop === undefined) work.put(Lines, entry.conversation, counted(line, work.now.getTime()))
  return loop
}

async function refuse(work: Work, { channel, account }: Account, entry: Entry, reason: string): Promise<void> {
  work.put(Outbox, entry.message, { ...entry, status: 'failed', reason })
  work.emit(SendingFailed(entry.message, { channel, account, case: entry.case, code: 'loop' }))
  await work.cases.recordDelivery(entry.case, { message: entry.message, state: 'failed', reason })
  await work.cases.note(entry.case, { text: `An automatic message was held back: ${reason}.` })
}

function changeOf(type: Heard['type'], { reactions }: Message, actor: string): Pick<Entry, 'deed' | 'reaction'> {
  if (type === 'case.message-edited') return { deed: 'edit', reaction: null }
  if (type === 'case.message-deleted') return { deed: 'delete', reaction: null }
  const by = actor.slice(actor.indexOf(':') + 1)
  const last = reactions.findLast((one) => one.by === by)
  return { deed: 'react', reaction: { reaction: last?.reaction ?? '', isRemoved: last === undefined } }
}

/** Only what the far side has can be changed there; what still waits goes out as it is now. */
async function isOut(work: Work, { deed, message: id }: Entry, message: Message): Promise<boolean> {
  if (deed === 'react') return message.visibility === 'public'
  return message.direction === 'outbound' && (await work.get(Outbox, id))?.doc.status === 'sent'
}
