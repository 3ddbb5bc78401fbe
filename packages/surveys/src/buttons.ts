import type { SurveyDefinition } from './definition.ts'
import { pointList, pointsOf } from './question.ts'

/** A list to choose one answer from, as channels show it: a `ChoiceBlock` of `@casewell/channel`. */
export interface AnswerButtons {
  readonly t: 'choice'
  readonly id: string
  readonly text: string
  readonly options: readonly { readonly id: string; readonly label: string }[]
}

const prefix = 'survey/'

/** What every channel of the house that shows buttons or lists can show. */
const mostPoints = 10

/**
 * The points of the first question as something to press, under the text of the invitation; undefined where it has none.
 * A channel that cannot show them writes them as a numbered list. Of a scale that begins at 1 the numbers of the list are
 * the points; of another one they are not, so that it goes only to channels of which somebody says that they show it.
 */
export function buttonsOf(
  definition: SurveyDefinition,
  invitation: string,
  text: string,
  showsLongLists: boolean,
): AnswerButtons | undefined {
  const points = definition.questions[0] && pointsOf(definition.questions[0])
  if (!points) return undefined
  const all = pointList(points)
  if (!showsLongLists && (points.min !== 1 || all.length > mostPoints)) return undefined
  return {
    t: 'choice',
    id: `${prefix}${invitation}`,
    text,
    options: all.map((point) => ({ id: String(point), label: String(point) })),
  }
}

/** What a channel tells of a pressed button. */
export interface Pressed {
  readonly invitation: string
  readonly value: number
}

/** The button of an invitation that was pressed, from what a channel keeps with a message; undefined if it was none. */
export function pressedIn(wire: Readonly<Record<string, unknown>>): Pressed | undefined {
  const { action, block } = (wire['action'] ?? {}) as { readonly action?: unknown; readonly block?: unknown } // whatever a channel told
  if (typeof action !== 'string' || typeof block !== 'string' || !block.startsWith(prefix)) return undefined
  return /^-?\d{1,3}$/.test(action) ? { invitation: block.slice(prefix.length), value: Number(action) } : undefined
}
