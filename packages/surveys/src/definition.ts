import { misfitsOf } from '@casewell/errors'
import * as z from 'zod'
import { surveyErrors } from './errors.ts'
import { Question, type Question as QuestionData } from './question.ts'
import { SurveyText, type SurveyText as SurveyWords, type Translation } from './translation.ts'

const Definition = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  /** Raise it with every change of the questions. */
  version: z.number().int().min(1),
  questions: z.array(Question).min(1).max(50),
  /** By language. Texts of the translations are used where there are none here. */
  texts: z.record(z.string(), SurveyText).default({}),
})

/** A survey as data: its questions, and its words in each language. */
export type SurveyDefinition = z.output<typeof Definition>
/** A survey as one writes it down. */
export type SurveyInput = z.input<typeof Definition>

/**
 * Checks a survey of one's own.
 *
 * @throws `surveys/bad-definition`
 * @example
 * ```ts
 * import { defineSurvey } from '@casewell/surveys'
 *
 * const survey = defineSurvey({
 *   id: 'setup',
 *   version: 1,
 *   questions: [{ id: 'ease', kind: 'scale', min: 1, max: 5 }, { id: 'why', kind: 'text', isOptional: true }],
 *   texts: {
 *     en: {
 *       title: 'Setting it up',
 *       questions: { ease: { ask: 'How easy was it?', low: 'hard', high: 'easy' }, why: { ask: 'Why?' } },
 *     },
 *   },
 * })
 * console.log(survey.questions.length) // 2
 * ```
 */
export function defineSurvey(input: SurveyInput): SurveyDefinition {
  const { success, data, error } = Definition.safeParse(input)
  if (!success) throw surveyErrors['bad-definition']({ survey: String(input.id), reason: misfitsOf(error) })
  const ids = data.questions.map(({ id }) => id)
  const twice = ids.find((id, i) => ids.indexOf(id) !== i)
  if (twice !== undefined)
    throw surveyErrors['bad-definition']({ survey: data.id, reason: `two questions are called "${twice}"` })
  for (const [language, text] of Object.entries(data.texts)) checkText(data, language, text)
  return data
}

function checkText({ id, questions }: SurveyDefinition, language: string, text: SurveyWords): void {
  const fault = questions.map((question) => faultOf(question, text)).find((found) => found !== undefined)
  if (fault !== undefined) throw surveyErrors['bad-definition']({ survey: id, reason: `${language}: ${fault}` })
}

/** What the words of a question lack. */
function faultOf(question: QuestionData, text: SurveyWords): string | undefined {
  const words = text.questions[question.id]
  if (!words) return `question "${question.id}" has no words`
  if (question.kind === 'kano' && words.absent === undefined)
    return `question "${question.id}" does not ask for the missing feature`
  const unnamed = question.kind === 'choice' ? question.options.find((option) => !words.options?.[option]) : undefined
  return unnamed === undefined ? undefined : `option "${unnamed}" of "${question.id}" has no words`
}

/** A survey with the words that translations have for it. @throws `surveys/bad-definition` */
export function withTranslations(definition: SurveyDefinition, translations: readonly Translation[]): SurveyDefinition {
  const found = translations.flatMap(({ language, surveys }) => {
    const text = surveys[definition.id]
    return text ? [[language, text] as const] : []
  })
  const texts = { ...Object.fromEntries(found), ...definition.texts }
  if (Object.keys(texts).length === 0)
    throw surveyErrors['bad-definition']({ survey: definition.id, reason: 'it has no words in any language' })
  return defineSurvey({ ...definition, texts })
}
