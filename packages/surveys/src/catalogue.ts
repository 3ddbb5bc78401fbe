import { type SurveyDefinition, withTranslations } from './definition.ts'
import { surveyErrors } from './errors.ts'
import { pickLanguage } from './language.ts'
import type { Links } from './link.ts'
import { definePolicy, type PolicyInput, type SurveyPolicy } from './policy.ts'
import type { Translation } from './translation.ts'

/** Every survey, policy and language that a desk was given. */
export interface Catalogue {
  readonly definitions: ReadonlyMap<string, SurveyDefinition>
  readonly policies: readonly SurveyPolicy[]
  readonly translations: ReadonlyMap<string, Translation>
  /** Where nothing else fits. */
  readonly language: string
  readonly links: Links
  /** @throws `surveys/unknown-survey` */
  definitionOf(survey: string): SurveyDefinition
  /** The survey's first policy; one with defaults where it has none. */
  policyOf(survey: string): SurveyPolicy
  translationFor(languages: readonly string[]): Translation
}

/** @throws `surveys/bad-definition`, `surveys/bad-policy`, `surveys/unknown-survey`, `surveys/bad-translation` */
export function catalogue(given: {
  readonly surveys: readonly SurveyDefinition[]
  readonly policies: readonly PolicyInput[]
  readonly translations: readonly Translation[]
  readonly language: string
  readonly links: Links
}): Catalogue {
  const translations = new Map(given.translations.map((translation) => [translation.language, translation]))
  const [first] = given.translations
  const fallback = translations.get(given.language) ?? first
  if (!fallback) throw surveyErrors['bad-translation']({ language: given.language, reason: 'there is none' })
  const definitions = new Map(given.surveys.map((survey) => [survey.id, withTranslations(survey, given.translations)]))
  const policies = given.policies.map(definePolicy)
  const definitionOf = (survey: string): SurveyDefinition => {
    const found = definitions.get(survey)
    if (!found) throw surveyErrors['unknown-survey']({ survey })
    return found
  }
  for (const { survey } of policies) definitionOf(survey)
  return {
    definitions,
    policies,
    translations,
    language: fallback.language,
    links: given.links,
    definitionOf,
    policyOf: (survey) =>
      policies.find((policy) => policy.survey === survey) ?? definePolicy({ survey, channels: ['page'] }),
    translationFor: (languages) =>
      translations.get(pickLanguage(languages, [...translations.keys()], fallback.language)) ?? fallback,
  }
}
