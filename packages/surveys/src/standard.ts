import { defineSurvey, type SurveyDefinition } from './definition.ts'
import type { SurveyText } from './translation.ts'

const comment = { id: 'comment', kind: 'text', isOptional: true } as const

/** The three questions of the trade, each with room for the reason; their words are in the translations. */
export const standardSurveys: Readonly<Record<'csat' | 'nps' | 'ces', SurveyDefinition>> = {
  csat: defineSurvey({ id: 'csat', version: 1, questions: [{ id: 'csat', kind: 'csat' }, comment] }),
  nps: defineSurvey({ id: 'nps', version: 1, questions: [{ id: 'nps', kind: 'nps' }, comment] }),
  /** Customer effort score 2.0, Corporate Executive Board 2013: agreement, 1–7. */
  ces: defineSurvey({ id: 'ces', version: 1, questions: [{ id: 'ces', kind: 'ces' }, comment] }),
}

/** A feature that a Kano survey asks for, in words, by language. */
export interface KanoFeatureText {
  readonly id: string
  /** "If we call you back within the hour, how do you feel?" and the same for "if we do not". */
  readonly texts: Readonly<Record<string, { readonly present: string; readonly absent: string }>>
}

/**
 * A survey after Kano: for each feature, how one feels if it is there and if it is missing.
 *
 * @throws `surveys/bad-definition` if a feature lacks a language that another one has
 * @example
 * ```ts
 * import { kanoSurvey } from '@casewell/surveys'
 *
 * const survey = kanoSurvey({
 *   id: 'support-wishes',
 *   version: 1,
 *   titles: { en: 'What matters to you?' },
 *   features: [
 *     { id: 'call-back', texts: { en: { present: 'If we call you back …?', absent: 'If we do not call you back …?' } } },
 *   ],
 * })
 * console.log(survey.questions[0]?.kind) // kano
 * ```
 */
export function kanoSurvey(of: {
  readonly id: string
  readonly version: number
  readonly titles: Readonly<Record<string, string>>
  readonly features: readonly KanoFeatureText[]
  readonly withImportance?: boolean
}): SurveyDefinition {
  const { id, version, titles, features, withImportance = false } = of
  const questions = features.map(({ id: feature }) => ({ id: feature, kind: 'kano' as const, feature, withImportance }))
  const textIn = (language: string, title: string): SurveyText => ({
    title,
    questions: Object.fromEntries(
      features.flatMap(({ id: feature, texts }) => {
        const words = texts[language]
        return words ? [[feature, { ask: words.present, absent: words.absent }]] : []
      }),
    ),
  })
  const texts = Object.fromEntries(
    Object.entries(titles).map(([language, title]) => [language, textIn(language, title)]),
  )
  return defineSurvey({ id, version, questions, texts })
}
