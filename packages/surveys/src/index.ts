export { type Answers, type Completeness, checkedAnswers } from './answers.ts'
export type { Asked, SurveysApi, SurveysOptions } from './api.ts'
export { defineSurvey, type SurveyDefinition, type SurveyInput } from './definition.ts'
export { surveyErrors } from './errors.ts'
export type { Facets, Given } from './events.ts'
export { type AnswerOutcome, Invitation } from './invitation.ts'
export { pickLanguage } from './language.ts'
export { Invitations, SurveyVersions } from './plugin/collections.ts'
export { surveys } from './plugin.ts'
export {
  decideInvitation,
  definePolicy,
  type InvitationDecision,
  type InvitationFacts,
  type PolicyInput,
  type SkipReason,
  type SurveyPolicy,
} from './policy.ts'
export type { Question } from './question.ts'
export { afterQuietHours, type QuietHours } from './quiet-hours.ts'
export { type KanoFeatureText, kanoSurvey, standardSurveys } from './standard.ts'
export { translations } from './texts/all.ts'
export { QuestionText, readTranslation, SurveyText, Translation } from './translation.ts'
export { readTypedAnswer, type TypedAnswer } from './typed-answer.ts'
