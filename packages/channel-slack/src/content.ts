import type { Block, Outbound } from '@casewell/channel/contract'
import { escaped } from './markup.ts'

/** Beside one option, in UTF-16 code units. */
const longestDescription = 75

const label = (text: string): object => ({ type: 'plain_text', text, emoji: true })
const section = (text: string): object => ({ type: 'section', text: { type: 'mrkdwn', text: escaped(text) } })

/** The text of a notification, and what is to be pressed under it (https://docs.slack.dev/reference/block-kit). */
export function contentOf({ blocks, text }: Pick<Outbound, 'blocks' | 'text'>): {
  readonly text: string
  readonly blocks?: readonly object[]
} {
  const block = blocks[0]
  const elements = elementsOf(block)
  if ((block?.t !== 'buttons' && block?.t !== 'choice') || elements.length === 0) return { text: escaped(text) }
  const prompt = promptOf(block)
  return { text: escaped(prompt), blocks: [section(prompt), { type: 'actions', elements }] }
}

function elementsOf(block: Block | undefined): readonly object[] {
  if (block?.t === 'buttons')
    return block.buttons.map(({ id, label: text, url }) => ({
      type: 'button',
      action_id: id,
      text: label(text),
      ...(url !== undefined && { url }),
    }))
  if (block?.t !== 'choice') return []
  const options = block.options.map(({ id, label: text, description }) => ({
    ...{ value: id, text: label(text) },
    ...(description !== undefined && description.length <= longestDescription && { description: label(description) }),
  }))
  return [{ type: 'static_select', action_id: block.id, placeholder: label('…'), options }]
}

/** The question, and what does not fit beside its option: nothing is cut off. */
function promptOf(block: Extract<Block, { t: 'buttons' | 'choice' }>): string {
  if (block.t === 'buttons') return block.text
  const long = block.options.filter(({ description = '' }) => description.length > longestDescription)
  return [block.text, ...long.map((option) => `${option.label}: ${option.description}`)].join('\n')
}
