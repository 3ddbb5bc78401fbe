import { type ErrorCatalogue, errorCatalogue } from '@casewell/errors'

const specs = {
  'bad-period': {
    says: (d: { from: string; to: string }) => `a period from ${d.from} to ${d.to} has no whole week.`,
    hint: 'Name two dates, YYYY-MM-DD, the second one after the first; weeks begin on Monday, UTC.',
  },
  'bad-options': {
    says: (d: { reason: string }) => `the options do not fit: ${d.reason}.`,
    hint: 'Rates are money per hour and not negative; floors, days and bounds are whole numbers.',
  },
} as const

/** Everything that can go wrong with scores. */
export const scoresErrors: ErrorCatalogue<'scores', typeof specs> = errorCatalogue('scores', specs)
