import { type ErrorCatalogue, errorCatalogue } from '@casewell/errors'

const specs = {
  'bad-definition': {
    says: (d: { survey: string; reason: string }) => `survey "${d.survey}" does not fit: ${d.reason}.`,
    hint: 'Correct the definition; `standardSurveys` are complete examples.',
  },
  'bad-translation': {
    says: (d: { language: string; reason: string }) => `the translation "${d.language}" does not fit: ${d.reason}.`,
    hint: 'Start from a copy of `translations.en` and translate every text.',
  },
  'bad-policy': {
    says: (d: { survey: string; reason: string }) => `the policy for survey "${d.survey}" does not fit: ${d.reason}.`,
    hint: 'Times are milliseconds, shares 0 to 1, hours 0 to 23.',
  },
  'changed-definition': {
    says: (d: { survey: string; version: number }) =>
      `version ${d.version} of survey "${d.survey}" was asked with other questions before.`,
    hint: 'Raise the version: answers to old questions must stay answers to old questions.',
  },
  'unknown-survey': {
    says: (d: { survey: string }) => `there is no survey "${d.survey}".`,
    hint: 'Name one of those given as surveys({ surveys: [...] }), by its id.',
  },
  'no-invitation': {
    says: (d: { invitation: string }) => `there is no invitation "${d.invitation}".`,
    hint: 'Check the id, and that this is the store it was made in; an invitation is erased with its customer.',
  },
  'no-way': {
    says: (d: { case: string }) => `case ${d.case} has nobody to ask, or no conversation.`,
    hint: 'Ask on a case that a customer has written to.',
  },
  'bad-answers': {
    says: (d: { survey: string; questions: readonly string[] }) =>
      `answers to survey "${d.survey}" do not fit at ${d.questions.join(', ')}.`,
    hint: 'Answer every question that is not optional, within its scale.',
  },
} as const

/** Everything that can go wrong with surveys. */
export const surveyErrors: ErrorCatalogue<'surveys', typeof specs> = errorCatalogue('surveys', specs)
