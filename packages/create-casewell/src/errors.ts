import { type ErrorCatalogue, errorCatalogue } from '@casewell/errors'

const specs = {
  'folder-not-empty': {
    says: (d: { folder: string; holds: readonly string[]; count: number }): string =>
      `the folder ${d.folder} is not empty: it holds ${d.holds.join(', ')} (${d.count} in all).`,
    hint: 'Give another name, or empty the folder first: nothing that is there is overwritten.',
  },
  'not-a-folder': {
    says: (d: { folder: string }): string => `${d.folder} is a file.`,
    hint: 'Give another name.',
  },
  'bad-name': {
    says: (d: { name: string; reasons: readonly string[] }): string =>
      `"${d.name}" cannot be the name of a package: ${d.reasons.join('; ')}.`,
    hint: 'Take lower-case letters, digits and hyphens, such as my-desk.',
  },
  'unknown-choice': {
    says: (d: { option: string; given: string; known: readonly string[] }): string =>
      `--${d.option} does not know "${d.given}"; it knows ${d.known.join(', ')}.`,
    hint: 'Check the spelling. Several are divided by commas; none is said as `none`.',
  },
  'not-understood': {
    says: (d: { reason: string }): string => `the command line was not understood: ${d.reason}`,
    hint: 'npm create casewell -- --help shows what there is.',
  },
  'nobody-to-ask': {
    says: (d: { missing: readonly string[] }): string =>
      `nobody is at a terminal to be asked for ${d.missing.join(', ')}.`,
    hint: 'Say them on the command line, or --yes for the usual ones.',
  },
  cancelled: {
    says: (): string => 'cancelled.',
    hint: 'Nothing was written: start again when you like.',
  },
} as const

/** Everything that can go wrong before a project is there. */
export const createErrors: ErrorCatalogue<'create-casewell', typeof specs> = errorCatalogue('create-casewell', specs)
