import type { Ability, StoreHarness } from './harness.ts'

/** One sentence of the store's contract, with its proof. */
export interface Rule {
  /** Never changes: `ST7`. */
  readonly id: string
  /** A sentence that is true of every store. */
  readonly says: string
  readonly needs?: readonly Ability[]
  /** Rejects if the sentence is not true of this engine. */
  check(harness: StoreHarness): Promise<void>
}

type Able<A extends Ability> = StoreHarness & Required<Pick<StoreHarness, A>>

/** Declares a rule; its check may use whatever it `needs`. */
export function rule<A extends Ability = never>(declared: {
  readonly id: string
  readonly says: string
  readonly needs?: readonly A[]
  check(harness: Able<A>): Promise<void>
}): Rule {
  return declared
}
