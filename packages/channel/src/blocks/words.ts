import type { Block, Button, ChoiceBlock, FormBlock } from '../contract/block.ts'

/** Everything that a block says, as text: for the case, for search, and for channels that know nothing else. */
export function wordsOf(block: Block): string {
  switch (block.t) {
    case 'text':
      return block.text
    case 'file':
      return `[${block.name}]`
    case 'buttons':
      return lines(block.text, ...block.buttons.map(buttonLine))
    case 'choice':
      return lines(block.text, ...block.options.map(optionLine))
    case 'card':
      return lines(
        block.title,
        block.text,
        ...(block.fields ?? []).map(({ label, value }) => `${label}: ${value}`),
        block.url,
      )
    case 'form':
      return lines(block.title, ...block.fields.map(({ label }: FormBlock['fields'][number]) => `${label} …`))
    case 'template':
      return block.text
  }
}

/**
 * Everything that some blocks say, as one text.
 *
 * @example
 * ```ts
 * import { fileBlock, textBlocks, textOf } from '@casewell/channel/contract'
 *
 * console.log(textOf([...textBlocks('See the picture.'), fileBlock('7', 'lamp.jpg')]).split('\n\n'))
 * // [ 'See the picture.', '[lamp.jpg]' ]
 * ```
 */
export const textOf = (blocks: readonly Block[]): string => blocks.map(wordsOf).filter(Boolean).join('\n\n')

const buttonLine = ({ label, url }: Button, i: number): string =>
  url === undefined ? `${i + 1}. ${label}` : `${label}: ${url}`

const optionLine = ({ label, description }: ChoiceBlock['options'][number], i: number): string =>
  `${i + 1}. ${label}${description === undefined ? '' : ` – ${description}`}`

const lines = (...some: readonly (string | undefined)[]): string =>
  some.filter((line) => line !== undefined && line !== '').join('\n')
