import type { CaseState } from './case/state.ts'
import type { Work } from './work.ts'

/** What a customer says, before it is received. */
export interface Heard {
  readonly case: CaseState
  /** Who says it: the customer, or whoever else takes part. */
  readonly author: string
  readonly conversation: string
  readonly channel: string
  readonly text: string
  /** What the channel keeps with the message: of a pressed button its `action`. */
  readonly wire: Readonly<Record<string, unknown>>
}

/**
 * Hears what a customer says, inside the unit that receives it. True: it answers a program, a survey say. Then it is
 * kept like every message, but it neither asks nor reopens.
 */
export type Hear = (said: Heard, work: Work) => boolean | Promise<boolean>
