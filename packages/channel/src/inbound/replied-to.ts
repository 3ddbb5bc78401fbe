import { type CaseState, type Conversation, Conversations, rootOf, type Work } from '@casewell/core'
import type { Reader } from '@casewell/store'
import { References } from '../collections.ts'
import { type Place, referenceId } from './join.ts'

/** The conversation of a message that is known, and its case, or the one that absorbed it. */
export interface RepliedTo {
  readonly id: string
  readonly conversation: Conversation
  readonly case: CaseState
}

/**
 * The conversation of the first message that is known.
 *
 * @param messageIds - as the vendor has them
 * @example
 * ```ts
 * import { keepSent, repliedTo } from '@casewell/channel'
 * import { testDesk } from '@casewell/core/testing'
 *
 * const { desk } = await testDesk()
 * await desk.start()
 * const ada = desk.as({ id: 'ada', role: 'agent' })
 * const { id } = await ada.cases.open({ subject: 'No sound', from: { email: 'bob@example.org' }, text: 'It is mute.' })
 * const [there] = await ada.cases.conversations(id)
 * const place = { channel: 'chat', account: 'home' }
 * const sent = { ...place, case: id, conversation: there?.id ?? '', messageId: 'm7' }
 * await desk.transact((work) => keepSent(work, sent, { text: 'Lower the limit.' }))
 * const found = await desk.transact((work) => repliedTo(work, work, place, ['m9', 'm7']))
 * console.log(found?.case.id === id, found?.id === there?.id) // true true
 * await desk.stop()
 * ```
 */
export async function repliedTo(
  reader: Pick<Reader, 'get'>,
  sealer: Pick<Work, 'seal'>,
  place: Place,
  messageIds: Iterable<string>,
): Promise<RepliedTo | undefined> {
  for (const messageId of messageIds) {
    const known = (await reader.get(References, referenceId(sealer, place, messageId)))?.doc
    const conversation = known && (await reader.get(Conversations, known.conversation))?.doc
    const state = conversation && (await rootOf(reader, conversation.case))
    if (known && conversation && state) return { id: known.conversation, conversation, case: state }
  }
  return undefined
}
