import { type ArticleState, allStates } from '@casewell/knowledge/contract'

/** A state as one word. */
export const stateTag = ({ confidence, audience, governance }: ArticleState): string =>
  `${confidence}/${audience}/${governance}`

/** Every state by the byte that stands for it in the index. 0: not to be found. None changes its meaning. */
export const stateTags: readonly string[] = ['', ...allStates.map(stateTag)]

export const stateByte = (tag: string): number => Math.max(0, stateTags.indexOf(tag))
