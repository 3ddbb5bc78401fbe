import { stateTags } from '../reading/states.ts'
import { BLOCK, POSTING } from '../writing/block.ts'
import type { Board } from './board.ts'
import type { Look, Postings } from './look.ts'

/** Lets through the articles that a viewer may find and that carry a label asked for. The others do not exist. */
export class Gate {
  readonly #board: Board
  readonly #labelled: Look['labelled']
  /** By the byte of a state. */
  readonly #open: readonly boolean[]

  constructor(board: Board, states: readonly string[], labelled: Look['labelled']) {
    this.#board = board
    this.#labelled = labelled
    this.#open = stateTags.map((tag) => tag !== '' && states.includes(tag))
  }

  allows(number: number): boolean {
    return (this.#open[this.#board.states[number] ?? 0] ?? false) && (this.#labelled?.has(number) ?? true)
  }

  /** Is there an article to be found that holds the term? */
  shows(postings: Postings): boolean {
    for (const [block, bytes] of postings)
      for (let at = 0; at < bytes.length; at += POSTING) if (this.allows(block * BLOCK + (bytes[at] ?? 0))) return true
    return false
  }
}
