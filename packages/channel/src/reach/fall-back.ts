import { Cases, type Message, Messages, type Work } from '@casewell/core'
import type { Account } from '../account.ts'
import { accountsOn } from '../accounts.ts'
import { Preferences } from '../collections.ts'
import type { Entry } from '../outbound/line.ts'
import { conversationOf, type Way, wayOver } from './way.ts'

/**
 * A message that its channel could not bring goes the next way, if there is one: where the customer likes to be answered,
 * where this case has been talked about, where somebody with a handle of the customer's can be written to. The case is told.
 */
export async function fallBack(work: Work, from: Account, entry: Entry, reason: string): Promise<boolean> {
  const message = (await work.get(Messages, entry.message))?.doc
  const state = (await work.get(Cases, entry.case))?.doc
  if (!message || !state || entry.part > 0) return false
  const tried = new Set([nameOf(from), ...triedBefore(message)])
  for (const account of await inOrder(work, from, state.customer, state.type)) {
    if (tried.has(nameOf(account)) || !account.definition.send) continue
    const way = await wayOver(work, account, entry.case, state.customer)
    if (!way) continue
    await sendOver(work, way, entry, message, [...tried])
    await work.cases.note(entry.case, {
      text: `${nameOf(from)} did not reach the customer (${reason}): sent over ${nameOf(account)} instead.`,
    })
    return true
  }
  return false
}

const nameOf = ({ channel, account }: Account): string => `${channel}/${account}`

const triedBefore = ({ wire }: Message): readonly string[] =>
  Array.isArray(wire['tried']) ? wire['tried'].filter((name) => typeof name === 'string') : []

/** All accounts of the desk, the customer's choice for this kind of question first, then the general one. */
async function inOrder(work: Work, { desk }: Account, customer: string, kind: string): Promise<readonly Account[]> {
  const channels = (await work.get(Preferences, customer))?.doc.channels ?? {}
  const liked = [channels[kind], channels['*']].map((place) => place && `${place.channel}/${place.account}`)
  const rank = (account: Account): number => (liked.indexOf(nameOf(account)) + liked.length + 1) % (liked.length + 1)
  const all = [...accountsOn(desk).values()].map(({ place }) => place)
  return all.sort((a, b) => (rank(a) || 9) - (rank(b) || 9))
}

async function sendOver(
  work: Work,
  way: Way,
  { case: id }: Entry,
  message: Message,
  tried: readonly string[],
): Promise<void> {
  const conversation = await conversationOf(work, way, id)
  const { text, files, isAutomatic, subject, wire } = message
  const blocks = wire['blocks'] === undefined ? {} : { blocks: wire['blocks'] }
  const saying = { text, files, isAutomatic, ...(subject !== null && { subject }), wire: { ...blocks, tried } }
  await work.cases.reply(id, { ...saying, conversation })
}
