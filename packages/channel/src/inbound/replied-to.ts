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
