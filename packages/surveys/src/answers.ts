import * as z from 'zod'
import type { SurveyDefinition } from './definition.ts'
import { surveyErrors } from './errors.ts'
import type { Given } from './events.ts'
import { pointsOf, type Question } from './question.ts'

const Point = z.number().int()

/** A pair of answers after Kano, 1 like to 5 dislike. */
const KanoPair = z.object({
  functional: Point.min(1).max(5),
  dysfunctional: Point.min(1).max(5),
  importance: Point.min(1).max(9).optional(),
})

/** Answers by question: a point of a scale, an option, a pair, or words. */
export const Answers = z.record(z.string(), z.union([z.number(), z.string(), KanoPair]))
export type Answers = z.output<typeof Answers>

/** How much of a survey must be answered: a reply with one digit answers the first question only. */
export type Completeness = 'all' | 'some'

/** The ids of the questions whose answers are missing or do not fit. */
export function faultsIn(
  definition: SurveyDefinition,
  answers: Answers,
  need: Completeness = 'all',
): readonly string[] {
  const known = new Set(definition.questions.map(({ id }) => id))
  const strangers = Object.keys(answers).filter((id) => !known.has(id))
  const faulty = definition.questions.filter((question) => {
    const answer = answers[question.id]
    return answer === undefined ? need === 'all' && !question.isOptional : !fitsQuestion(question, answer)
  })
  const isEmpty = Object.keys(answers).length === 0
  return [...strangers, ...faulty.map(({ id }) => id), ...(isEmpty && faulty.length === 0 ? [...known] : [])]
}

/**
 * Answers that fit their questions.
 *
 * @throws `surveys/bad-answers`
 * @example
 * ```ts
 * import { isCasewellError } from '@casewell/errors'
 * import { checkedAnswers, standardSurveys } from '@casewell/surveys'
 *
 * console.log(checkedAnswers(standardSurveys.csat, { csat: 4 })) // { csat: 4 }
 * try {
 *   checkedAnswers(standardSurveys.csat, { csat: 6 })
 * } catch (error) {
 *   console.log(isCasewellError(error, 'surveys/bad-answers')) // true
 * }
 * ```
 */
export function checkedAnswers(definition: SurveyDefinition, answers: unknown, need: Completeness = 'all'): Answers {
  const { success, data } = Answers.safeParse(answers)
  const questions = success ? faultsIn(definition, data, need) : definition.questions.map(({ id }) => id)
  if (!success || questions.length > 0) throw surveyErrors['bad-answers']({ survey: definition.id, questions })
  return data
}

function fitsQuestion(question: Question, answer: Answers[string]): boolean {
  const points = pointsOf(question)
  if (points)
    return typeof answer === 'number' && Number.isInteger(answer) && answer >= points.min && answer <= points.max
  if (question.kind === 'kano') {
    const { success, data } = KanoPair.safeParse(answer)
    return success && (question.withImportance || data.importance === undefined)
  }
  if (question.kind === 'choice') return typeof answer === 'string' && question.options.includes(answer)
  return question.kind === 'text' && typeof answer === 'string' && answer.length <= question.maxLength
}

/** Answers as facts, in the order of the questions. Words are content and stay out. */
export function givenOf(definition: SurveyDefinition, answers: Answers): readonly Given[] {
  return definition.questions.flatMap((question): readonly Given[] => {
    const answer = answers[question.id]
    const points = pointsOf(question)
    if (typeof answer === 'number' && points)
      return [{ kind: 'scale', question: question.id, metric: metricOf(question), ...points, value: answer }]
    if (typeof answer === 'object' && question.kind === 'kano') return [pairOf(question.id, question.feature, answer)]
    if (typeof answer === 'string' && question.kind === 'choice')
      return [{ kind: 'choice', question: question.id, option: answer }]
    return []
  })
}

function metricOf({ kind }: Question): 'csat' | 'nps' | 'ces' | 'scale' {
  return kind === 'csat' || kind === 'nps' || kind === 'ces' ? kind : 'scale'
}

function pairOf(question: string, feature: string, pair: z.output<typeof KanoPair>): Given {
  const { functional, dysfunctional, importance = null } = pair
  return { kind: 'kano', question, feature, functional, dysfunctional, importance }
}

/** Are these the same answers, in whatever order they were given? */
export function isSame(a: Answers, b: Answers): boolean {
  const sorted = (answers: Answers): string =>
    JSON.stringify(
      Object.keys(answers)
        .sort()
        .map((id) => {
          const answer = answers[id]
          if (typeof answer !== 'object') return [id, answer]
          return [id, answer.functional, answer.dysfunctional, answer.importance]
        }),
    )
  return sorted(a) === sorted(b)
}
