import type { Block, ButtonsBlock, ChoiceBlock } from './block.ts'

/** Something to press under a question, as vendors know it: a label, and data that come back. */
export interface Key {
  readonly label: string
  /** What comes back when it is pressed; `pressedKey` reads it. */
  readonly data: string
  /** It opens this page instead, and nothing comes back. */
  readonly url?: string
  readonly description?: string
}

/**
 * What there is to press under a block: its buttons or its options; nothing under any other.
 *
 * @example
 * ```ts
 * import { keysOf, pressedKey } from '@casewell/channel/contract'
 *
 * const options = [{ id: 'max', label: 'Max' }]
 * const [key] = keysOf({ t: 'choice', id: 'speaker', text: 'Which one?', options })
 * console.log(key?.label, pressedKey(key?.data ?? '')) // Max { action: 'max', block: 'speaker' }
 * ```
 */
export function keysOf(block: Block | undefined): readonly Key[] {
  if (block?.t === 'buttons') return block.buttons.map(({ id, ...button }) => ({ ...button, data: `b${id}` }))
  if (block?.t !== 'choice') return []
  return block.options.map(({ id, ...option }) => ({ ...option, data: `c${block.id}\n${id}` }))
}

/**
 * What was pressed, by the data that came back; undefined if no key of ours has them.
 *
 * @example
 * ```ts
 * import { keysOf, pressedKey } from '@casewell/channel/contract'
 *
 * const [key] = keysOf({ t: 'buttons', text: 'How shall we go on?', buttons: [{ id: 'call', label: 'Call me' }] })
 * console.log(pressedKey(key?.data ?? ''), pressedKey('/start')) // { action: 'call' } undefined
 * ```
 */
export function pressedKey(data: string): { readonly action: string; readonly block?: string } | undefined {
  const [, block, option] = /^c([^\n]+)\n([\s\S]+)$/.exec(data) ?? []
  if (block !== undefined && option !== undefined) return { action: option, block }
  return /^b[\s\S]/.test(data) ? { action: data.slice(1) } : undefined
}

/**
 * Has it a question, with something to press under it?
 *
 * @example
 * ```ts
 * import { isQuestion } from '@casewell/channel/contract'
 *
 * const question = { t: 'buttons', text: 'How shall we go on?', buttons: [{ id: 'call', label: 'Call me' }] } as const
 * console.log(isQuestion(question), isQuestion({ t: 'text', text: 'Hello?' })) // true false
 * ```
 */
export const isQuestion = (block: Block | undefined): block is ButtonsBlock | ChoiceBlock =>
  block?.t === 'buttons' || block?.t === 'choice'

/**
 * The same question without descriptions that are too long to stand beside their options: they are part of its text.
 * Nothing is cut off.
 *
 * @param chars - UTF-16 code units that fit
 * @example
 * ```ts
 * import { describedWithin } from '@casewell/channel/contract'
 *
 * const options = [{ id: 'max', label: 'Max', description: 'the one with the handle' }]
 * const { text } = describedWithin({ t: 'choice', id: 'speaker', text: 'Which one?', options }, 10)
 * console.log(text.split('\n')) // [ 'Which one?', 'Max: the one with the handle' ]
 * ```
 */
export function describedWithin<Question extends ButtonsBlock | ChoiceBlock>(block: Question, chars: number): Question {
  if (block.t === 'buttons') return block
  const isLong = ({ description = '' }: { readonly description?: string }): boolean => description.length > chars
  const long = block.options.filter(isLong).map(({ label, description }) => `${label}: ${description}`)
  const options = block.options.map((option) => (isLong(option) ? { id: option.id, label: option.label } : option))
  return { ...block, text: [block.text, ...long].join('\n'), options }
}
