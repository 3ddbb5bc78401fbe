import { Conversations, type SubscribeOptions } from '@casewell/core'
import { MessageSent } from '@casewell/core/events'
import type { Account } from '../account.ts'
import { Outbox } from '../collections.ts'

/** Puts every public answer on this account into the outbox, once, in the order of the log. */
export function outboxSubscription({ channel, account }: Account): SubscribeOptions<typeof MessageSent> {
  return {
    name: `${channel}.${account}.outbox`,
    events: [MessageSent],
    key: (event) => event.data.conversation,
    async handle(event, work) {
      if (event.data.channel !== channel) return
      const { conversation, message } = event.data
      const stored = await work.get(Conversations, conversation)
      if (stored?.doc.account !== account || (await work.get(Outbox, message))) return
      const place = { case: event.subject, conversation, channel, account }
      work.put(Outbox, message, {
        ...place,
        status: 'queued',
        order: event.position,
        attempts: 0,
        dueAt: work.now.getTime(),
        reason: null,
      })
    },
  }
}
