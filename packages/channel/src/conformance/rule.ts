import type { AnyChannel } from '../contract/any-channel.ts'
import type { Ability, ChannelHarness } from './harness.ts'
import type { Stage } from './stage.ts'

/** One sentence of the contract, with its proof. */
export interface Rule {
  /** Never changes: `CH7`. */
  readonly id: string
  /** A sentence that is true of every channel. */
  readonly says: string
  /** Of which channels it speaks. @defaultValue all */
  applies?(channel: AnyChannel): boolean
  readonly needs?: readonly Ability[]
  /** Rejects if the sentence is not true of this channel. */
  check(stage: Stage): Promise<void>
}

type Able<A extends Ability> = Stage & { readonly harness: ChannelHarness & Required<Pick<ChannelHarness, A>> }

/** Declares a rule; its check may use whatever it `needs`. */
export function rule<A extends Ability = never>(declared: {
  readonly id: string
  readonly says: string
  applies?(channel: AnyChannel): boolean
  readonly needs?: readonly A[]
  check(stage: Able<A>): Promise<void>
}): Rule {
  return declared
}

export const hasWebhook = ({ webhook }: AnyChannel): boolean => webhook !== undefined
export const listens = ({ listen }: AnyChannel): boolean => listen !== undefined
export const sends = ({ send }: AnyChannel): boolean => send !== undefined
