/**
 * Everything that the simulated year takes for granted. It is invented, and stated here, so that one can see how far the
 * report comes to it; no figure of it is a figure of any company.
 */
export const assumptions = {
  /** First day, a Monday, and length. */
  from: '2025-01-06',
  weeks: 52,
  casesPerWeek: 24,
  customers: 420,
  /** Share of the cases, and how long one answer takes: median minutes, and how far they spread (lognormal). */
  channels: {
    email: { share: 0.5, minutes: 11, spread: 0.6 },
    chat: { share: 0.3, minutes: 8, spread: 0.5 },
    phone: { share: 0.2, minutes: 9, spread: 0.7 },
  },
  /** Money per hour of work. */
  rates: { default: 42, cleo: 55 },
  currency: 'EUR',
  /** Share of the cases that the first answer does not solve: of most agents, and of the newest. */
  unsolved: { usual: 0.16, dan: 0.3 },
  /** In these weeks a bad update of product R2 leaves more unsolved. */
  badUpdate: { product: 'R2', fromWeek: 22, toWeek: 28, unsolved: 0.55 },
  /** Who is not helped comes back with this chance, on average after so many days; who is helped, rarely. */
  comesBack: { helped: 0.04, notHelped: 0.6, meanDays: 4 },
  /** CSAT 1–5 by whether the case was solved. */
  satisfaction: {
    solved: [0.02, 0.03, 0.08, 0.32, 0.55],
    unsolved: [0.42, 0.2, 0.16, 0.14, 0.08],
  },
  /** NPS 0–10 the same way. */
  recommendation: {
    solved: [0.01, 0.01, 0.01, 0.02, 0.03, 0.06, 0.07, 0.16, 0.2, 0.18, 0.25],
    unsolved: [0.25, 0.1, 0.1, 0.08, 0.06, 0.12, 0.1, 0.09, 0.05, 0.03, 0.02],
  },
  /** Share of those asked who answer, by how satisfied they are: the unhappy are quieter, and no weight can repair that. */
  answers: { happy: 0.46, unhappy: 0.28 },
  /** Share of the cases after which the loyalty question, or the Kano survey, takes the place of CSAT. */
  otherSurvey: { nps: 0.25, wishes: 0.12 },
  /** Kano, like 1 to dislike 5: if it is there, and if it is missing. */
  wishes: {
    'known-version': { there: [0.15, 0.55, 0.2, 0.1, 0], missing: [0, 0, 0.1, 0.25, 0.65] },
    'one-contact': { there: [0.6, 0.3, 0.1, 0, 0], missing: [0, 0, 0.1, 0.25, 0.65] },
    'call-back': { there: [0.55, 0.1, 0.25, 0.1, 0], missing: [0, 0.1, 0.55, 0.25, 0.1] },
    newsletter: { there: [0.08, 0.1, 0.66, 0.08, 0.08], missing: [0.06, 0.1, 0.66, 0.12, 0.06] },
  },
} as const
