import { type ErrorCatalogue, errorCatalogue } from '@casewell/errors'

const specs = {
  'no-article': {
    says: (d: { article: string }) => `there is no article ${d.article} for you.`,
    hint: 'Search for it; it may be for other eyes, or never have been written.',
  },
  'no-case': {
    says: (d: { case: string }) => `there is no case ${d.case} to learn from.`,
    hint: 'Check the id; a reference such as CW-7K3M-9QXD is not an id.',
  },
  conflict: {
    says: (d: { article: string; expected: number; actual: number; current: unknown }) =>
      `article ${d.article} is at revision ${d.actual}; you decided on revision ${d.expected}.`,
    hint: 'Look at details.current, the article as it is now, and decide again.',
  },
  'bad-article': {
    says: (d: { article: string; reason: string }) => `article ${d.article} cannot be kept: ${d.reason}.`,
    hint: 'Give it a title and a text in its own language; languages are BCP 47 tags such as en or zh-CN.',
  },
  denied: {
    says: (d: { who: string; deed: string; article: string; proficiency: string }) =>
      `${d.who} (${d.proficiency}) may not "${d.deed}" article ${d.article}.`,
    hint: 'Flag it, or ask a publisher or a coach; the policy says which level each deed needs.',
  },
  'not-for-customer': {
    says: (d: { article: string; confidence: string; audience: string }) =>
      `article ${d.article} is ${d.confidence} and for ${d.audience}: it is not sent to a customer.`,
    hint: 'Validate and publish it first, or answer in your own words and link it.',
  },
  'nothing-to-send': {
    says: (d: { article: string; language: string }) => `article ${d.article} has no resolution in ${d.language}.`,
    hint: 'Write the resolution first: improve the article on the open case.',
  },
  unsupported: {
    says: (d: { store: string; capability: string }) => `the knowledge store ${d.store} has no ${d.capability}.`,
    hint: 'Use a store that declares it under `can`, or do without.',
  },
  'no-search': {
    says: (d: { search: string }) => `there is no search ${d.search}.`,
    hint: 'Use the id that came with the answer; a search is forgotten when its customer is.',
  },
  'no-flag': {
    says: (d: { flag: string }) => `there is no open flag ${d.flag}.`,
    hint: 'List the flags again: somebody may have closed it.',
  },
  'bad-step': {
    says: (d: { article: string; step: string; answer: string }) =>
      `step ${d.step} of article ${d.article} has no answer ${d.answer}.`,
    hint: 'Read the run again: it says the step it waits at, and the answers that lead on.',
  },
  'bad-procedure': {
    says: (d: { article: string; reason: string }) =>
      `the procedure of article ${d.article} leads nowhere: ${d.reason}.`,
    hint: 'Every answer leads to a step that exists or to null, the end; every step can be reached.',
  },
  circle: {
    says: (d: { from: string; into: string }) => `article ${d.from} cannot be merged into ${d.into}: that is a circle.`,
    hint: 'Merge into the article that lasts.',
  },
  'bad-file': {
    says: (d: { file: string; reason: string }) => `${d.file} is not an article: ${d.reason}.`,
    hint: 'Mend the file and import it again; the others have been imported.',
  },
} as const

/** Everything that can go wrong with knowledge. */
export const knowledgeErrors: ErrorCatalogue<'knowledge', typeof specs> = errorCatalogue('knowledge', specs)
