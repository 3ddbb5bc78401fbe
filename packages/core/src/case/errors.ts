import { type ErrorCatalogue, errorCatalogue } from '@casewell/errors'

const specs = {
  'not-found': {
    says: (d: { case: string }) => `there is no case ${d.case}.`,
    hint: 'Check the id or the reference; an id is not a reference. If it is undefined, a call before was not awaited.',
  },
  'already-open': {
    says: (d: { case: string; reference: string }) => `case ${d.case} exists already, as ${d.reference}.`,
    hint: 'Open each case under an id of its own.',
  },
  absorbed: {
    says: (d: { case: string; into: string }) => `case ${d.case} was merged into ${d.into}.`,
    hint: 'Act on the case it was merged into; details.into names it.',
  },
  closed: {
    says: (d: { case: string; command: string }) =>
      `case ${d.case} is closed: "${d.command}" changes nothing any more.`,
    hint: 'Open a follow-up case and link it; on a closed case only notes, links, tags, deliveries and redactions go.',
  },
  transition: {
    says: (d: { case: string; from: string; command: string }) =>
      `case ${d.case} is ${d.from}: it cannot "${d.command}" from there.`,
    hint: 'Reopen it first, or read the state again: somebody else may have acted.',
  },
  cycle: {
    says: (d: { case: string; into: string }) =>
      `case ${d.case} cannot be merged into ${d.into}: that would be a circle.`,
    hint: 'Merge into the case that lasts; a case cannot be merged into itself or into what it absorbed.',
  },
  'self-link': {
    says: (d: { case: string }) => `case ${d.case} cannot be linked to itself.`,
    hint: 'Name the other case.',
  },
  'too-many-tags': {
    says: (d: { case: string; limit: number }) => `case ${d.case} has ${d.limit} tags already.`,
    hint: 'Remove one first, or use a custom field for values that vary.',
  },
  conflict: {
    says: (d: { case: string; field: string; expected: unknown; current: unknown; state: unknown }) =>
      `case ${d.case} has changed: ${d.field} is ${JSON.stringify(d.current)}, you decided on ${JSON.stringify(d.expected)}.`,
    hint: 'Look at details.state, the case as it is now, and decide again.',
  },
} as const

/** Everything that can go wrong when a case is decided on. */
export const caseErrors: ErrorCatalogue<'case', typeof specs> = errorCatalogue('case', specs)
