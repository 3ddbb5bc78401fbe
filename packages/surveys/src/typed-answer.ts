import type { Answers } from './answers.ts'
import type { SurveyDefinition } from './definition.ts'
import { pointsOf } from './question.ts'

/** What a reply says: an answer, alone or with words; a wish not to be asked; or nothing for a survey. */
export type TypedAnswer =
  | { readonly is: 'answer'; readonly answers: Answers /** Is there nothing else in it? */; readonly isBare: boolean }
  | { readonly is: 'stop' }
  | { readonly is: 'other' }

const other = { is: 'other' } as const

/** A number, alone on its line: `4`, `４`, `4/5`, `4 !`, `★ 4`, `4点`, `4分`. */
const numberLine =
  /^[\s★⭐*"'“「(]*(-?\d{1,3})\s*(?:\/\s*(\d{1,3}))?\s*(?:点|分|점|points?|stars?|Punkte?|puntos?)?[\s.!。！★⭐*"'”」)#]*$/iu

/**
 * Reads a reply, a text message or the keys of a telephone. Only a number that stands alone on the first line answers:
 * "2 more things are broken" does not.
 *
 * @example
 * ```ts
 * import { readTypedAnswer, standardSurveys } from '@casewell/surveys'
 *
 * const read = (text: string) => readTypedAnswer(standardSurveys.csat, text, ['STOP']).is
 * console.log(read('5/5'), read('5\nGreat!'), read('2 more things are broken'), read('stop')) // answer answer other stop
 * ```
 */
export function readTypedAnswer(definition: SurveyDefinition, text: string, stopWords: readonly string[]): TypedAnswer {
  const plain = text.normalize('NFKC').trim()
  if (stopWords.some((word) => folded(word) === folded(plain))) return { is: 'stop' }
  const [first = '', ...rest] = plain.split('\n').filter((line) => line.trim() !== '')
  const question = definition.questions[0]
  const points = question && pointsOf(question)
  const [, digits, outOf] = numberLine.exec(first) ?? []
  if (!question || !points || digits === undefined) return other
  const value = Number(digits)
  const isInside = value >= points.min && value <= points.max
  if (!isInside || (outOf !== undefined && Number(outOf) !== points.max)) return other
  return { is: 'answer', answers: withReason(definition, question.id, value, rest), isBare: rest.length === 0 }
}

const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s.!"'“”「」。！]/gu, '')

/** The lines after the number are the reason, if the survey has room for one. */
function withReason({ questions }: SurveyDefinition, id: string, value: number, rest: readonly string[]): Answers {
  const room = questions.find(({ kind }) => kind === 'text')
  const reason = rest.join('\n').trim()
  if (room?.kind !== 'text' || reason === '') return { [id]: value }
  return { [id]: value, [room.id]: reason.slice(0, room.maxLength) }
}
