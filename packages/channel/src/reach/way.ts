import { Cases, type Conversation, Conversations, type Work } from '@casewell/core'
import type { Account } from '../account.ts'

/** How a customer can be answered over an account. */
export interface Way {
  readonly account: Account
  /** A conversation that there is already, or the thread of a new one. */
  readonly conversation?: string
  readonly thread?: string
}

/** The way over an account in a case: where it has been talked about there, or where a handle of the customer's leads. */
export async function wayOver(work: Work, account: Account, id: string, customer: string): Promise<Way | undefined> {
  const { items } = await work.find(Conversations, { index: 'case', equals: [id], order: 'desc', limit: 50 })
  const known = items.find(({ doc }) => doc.channel === account.channel && doc.account === account.account)
  if (known) return { account, conversation: known.id }
  for (const handle of await work.customers.handlesOf(customer)) {
    const thread = account.definition.threadFor?.(handle, account.context.config)
    if (thread !== undefined) return { account, thread }
  }
  return undefined
}

/** The conversation at the end of a way; begun if there is none yet. */
export const conversationOf = async (work: Work, way: Way, id: string): Promise<string> =>
  way.conversation ?? (await begin(work, way, id))

async function begin(work: Work, { account, thread = '' }: Way, id: string): Promise<string> {
  const state = (await work.get(Cases, id))?.doc
  const handles = state ? await work.customers.handlesOf(state.customer) : []
  const reached = handles.filter((handle) => account.definition.threadFor?.(handle, account.context.config) === thread)
  const conversation: Conversation = {
    case: id,
    channel: account.channel,
    account: account.account,
    thread,
    subject: null,
    participants: reached.map((handle) => ({ handle, name: null, customer: state?.customer ?? null })),
    lastAt: work.now.getTime(),
    wire: {},
  }
  const name = work.seal('conversation', account.channel, account.account, thread, id)
  work.put(Conversations, name, conversation)
  return name
}
