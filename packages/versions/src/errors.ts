import { type ErrorCatalogue, errorCatalogue } from '@casewell/errors'

const specs = {
  'unparsable-range': {
    says: (d: { range: string; scheme: string }): string => `"${d.range}" is not a range of ${d.scheme} versions.`,
    hint: 'Write it in the notation of the scheme, such as ">=1.2.0 <1.4.1"; each version in it must be one of the scheme.',
  },
  'other-scheme': {
    says: (d: { schemes: readonly string[] }): string =>
      `ranges of different schemes do not mix: ${d.schemes.join(', ')}.`,
    hint: 'Combine only ranges of one product; versions of two schemes have no common order.',
  },
  'not-vers': {
    says: (d: { vers: string; why: string }): string => `"${d.vers}" is not canonical: ${d.why}.`,
    hint: 'Correct it where it was written, or let tidyVers() sort and encode it.',
  },
  'unknown-scheme': {
    says: (d: { name: string }): string => `no version scheme is known by the name "${d.name}".`,
    hint: 'Correct the type (npm, pypi, deb, …), or pass the scheme of your own product as the second argument.',
  },
} as const

/** Everything that can go wrong here. The functions that answer `yes`, `no` or `unknown` never throw any of it. */
export const versionsErrors: ErrorCatalogue<'versions', typeof specs> = errorCatalogue('versions', specs)
