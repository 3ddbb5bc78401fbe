import { type AnswerIn, Conversations } from '@casewell/core'
import { accountsOn, type OnBus } from '../accounts.ts'
import { Preferences } from '../collections.ts'
import { conversationOf, wayOver } from './way.ts'

/**
 * Where a customer has stated that questions of this kind, or all, are to be answered, there an answer goes that names no
 * conversation; if one can get there. What is only inferred decides nothing: who asks is answered where they asked.
 */
export const answerWhereStated =
  (desk: OnBus): AnswerIn =>
  async (state, work) => {
    const channels = (await work.get(Preferences, state.customer))?.doc.channels ?? {}
    const place = [channels[state.type], channels['*']].find((one) => one?.how === 'stated')
    const account = place && accountsOn(desk).get(`${place.channel}/${place.account}`)?.place
    if (!account?.definition.send) return undefined
    const { items } = await work.find(Conversations, { index: 'case', equals: [state.id], order: 'desc', limit: 1 })
    const isThere = items[0]?.doc.channel === account.channel && items[0].doc.account === account.account
    const way = isThere ? undefined : await wayOver(work, account, state.id, state.customer)
    return way && conversationOf(work, way, state.id)
  }
