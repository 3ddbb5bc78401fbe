import type { Block, ButtonsBlock, ChoiceBlock, FileBlock } from '../contract/block.ts'
import type { Can, Limits } from '../contract/capability.ts'
import { divide } from './divide.ts'
import { wordsOf } from './words.ts'

/** What a channel can show, and how much of it. */
export interface Skills {
  readonly can: Can
  readonly limits: Limits
}

/** A block as the channel can show it: itself, a simpler one, or text. */
export function simplify(block: Block, skills: Skills): readonly Block[] {
  switch (block.t) {
    case 'text':
      return [block]
    case 'file':
      return takesFile(block, skills) ? [block] : [text(block)]
    case 'buttons':
      return fitButtons(block, skills)
    case 'choice':
      return fitChoice(block, skills)
    case 'card': {
      if (skills.can.card && (!block.image || takesFile(block.image, skills))) return [block]
      return [text(block), ...(block.image && takesFile(block.image, skills) ? [block.image] : [])]
    }
    default:
      return skills.can[block.t] ? [block] : [text(block)]
  }
}

/** Can this file go out? */
function takesFile({ bytes }: FileBlock, { can, limits }: Skills): boolean {
  const { fileBytes = Number.POSITIVE_INFINITY } = limits
  return (can.files === 'out' || can.files === 'both') && (bytes?.length ?? 0) <= fileBytes
}

function fitButtons(block: ButtonsBlock, { can, limits }: Skills): readonly Block[] {
  const { buttons = Number.POSITIVE_INFINITY } = limits
  if (!can.buttons || block.buttons.length > buttons || !labelsFit(block.buttons, limits)) return [text(block)]
  return prompted(block, limits)
}

/** A list that does not fit may still fit as buttons. */
function fitChoice(block: ChoiceBlock, { can, limits }: Skills): readonly Block[] {
  const { options = Number.POSITIVE_INFINITY } = limits
  if (can.choice && block.options.length <= options && labelsFit(block.options, limits)) return prompted(block, limits)
  const buttons: ButtonsBlock = { t: 'buttons', text: block.text, buttons: block.options }
  const isShort = block.options.every(({ description }) => description === undefined)
  return isShort && !can.choice ? fitButtons(buttons, { can, limits }) : [text(block)]
}

/** What is too long to stand above buttons goes before them. */
function prompted(block: ButtonsBlock | ChoiceBlock, limits: Limits): readonly Block[] {
  const pieces = divide(block.text, { chars: limits.promptChars ?? limits.textChars, bytes: limits.textBytes })
  const before = pieces.slice(0, -1).map((piece) => ({ t: 'text', text: piece }) as const)
  return [...before, { ...block, text: pieces.at(-1) ?? '' }]
}

const labelsFit = (some: readonly { readonly label: string }[], { labelChars = Number.POSITIVE_INFINITY }: Limits) =>
  some.every(({ label }) => label.length <= labelChars)

const text = (block: Block): Block => ({ t: 'text', text: wordsOf(block) })
