import type { ButtonsBlock, ChoiceBlock, Outbound } from '@casewell/channel/contract'
import { defined, describedWithin, isQuestion } from '@casewell/channel/contract'
import { escaped } from './markup.ts'

/** Beside one option, in UTF-16 code units. */
const longestDescription = 75

const label = (text: string): object => ({ type: 'plain_text', text, emoji: true })

/** The text of a notification, and what is to be pressed under it (https://docs.slack.dev/reference/block-kit). */
export function contentOf({ blocks: [block], text }: Pick<Outbound, 'blocks' | 'text'>): object {
  if (!isQuestion(block)) return { text: escaped(text) }
  const question = describedWithin(block, longestDescription)
  const prompt = escaped(question.text)
  const section = { type: 'section', text: { type: 'mrkdwn', text: prompt } }
  return { text: prompt, blocks: [section, { type: 'actions', elements: elementsOf(question) }] }
}

function elementsOf(block: ButtonsBlock | ChoiceBlock): readonly object[] {
  if (block.t === 'buttons')
    return block.buttons.map(({ id, label: text, url }) =>
      defined({ type: 'button', action_id: id, text: label(text), url }),
    )
  const options = block.options.map(({ id, label: text, description }) => ({
    ...{ value: id, text: label(text) },
    ...(description !== undefined && { description: label(description) }),
  }))
  return [{ type: 'static_select', action_id: block.id, placeholder: label('…'), options }]
}
