import type { CaseState } from './case/state.ts'
import type { Work } from './work.ts'

/**
 * Chooses the conversation in which an agent's answer goes when the agent names none, inside the unit that writes it.
 * Undefined: no opinion; then it is the newest conversation of the case.
 */
export type AnswerIn = (state: CaseState, work: Work) => string | undefined | Promise<string | undefined>
