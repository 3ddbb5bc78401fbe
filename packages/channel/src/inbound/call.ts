import { Contacts, type Work } from '@casewell/core'
import type { Account } from '../account.ts'
import { References } from '../collections.ts'
import type { Accepted } from '../contract/context.ts'
import type { InboundCall } from '../contract/inbound.ts'
import { referenceId } from './join.ts'
import { callReference } from './said.ts'

/** When a call was answered and when it ended belongs to the contact that it is. */
export async function timeCall(work: Work, account: Account, { call, phase, at }: InboundCall): Promise<Accepted> {
  const reference = referenceId(work, account, callReference(call))
  const message = (await work.get(References, reference))?.doc.message
  const contact = message == null ? undefined : await work.get(Contacts, message)
  if (!contact || message == null) return { as: 'ignored' }
  const time = (at ?? work.now).toISOString()
  if (phase === 'answered') work.put(Contacts, message, { ...contact.doc, answeredAt: contact.doc.answeredAt ?? time })
  else work.put(Contacts, message, { ...contact.doc, endedAt: time })
  return { as: 'change' }
}
