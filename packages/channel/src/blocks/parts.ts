import type { Block } from '../contract/block.ts'
import { divide, fits, type Room } from './divide.ts'
import { type Skills, simplify } from './simplify.ts'
import { textOf, wordsOf } from './words.ts'

/** What one `send` is given to say. */
export interface Part {
  readonly blocks: readonly Block[]
  readonly text: string
}

/**
 * Divides what shall be said into what one `send` may say, in order: kinds of block that the channel knows, texts that
 * fit, at most so many blocks. Nothing is left out; there is always one part.
 */
export function partsOf(blocks: readonly Block[], skills: Skills): readonly Part[] {
  const { textChars: chars, textBytes: bytes, blocks: most = Number.POSITIVE_INFINITY } = skills.limits
  const room: Room = { chars, bytes }
  const parts: Block[][] = []
  for (const block of blocks.flatMap((one) => simplify(one, skills)).flatMap((one) => pieces(one, room))) {
    const last = parts.at(-1)
    if (last && last.length < most && fits(textOf([...last, block]), room)) last.push(block)
    else parts.push([block])
  }
  return (parts.length > 0 ? parts : [[]]).map((some) => ({ blocks: some, text: textOf(some) }))
}

function pieces(block: Block, room: Room): readonly Block[] {
  if (block.t !== 'text') return [block]
  return divide(wordsOf(block), room).map((text) => ({ t: 'text', text }))
}
