import { type ErrorCatalogue, errorCatalogue } from '@casewell/errors'

const specs = {
  'no-fields': {
    says: (): string => 'a search needs at least one field.',
    hint: 'Name texts and their weights, the headline first: fields: { title: 3, text: 1 }.',
  },
  'bad-name': {
    says: (d: { name: string; why: string }): string => `"${d.name}" cannot be the name of a field or tag: ${d.why}.`,
    hint: 'Give each field and tag a name of its own, not id.',
  },
  'bad-weight': {
    says: (d: { field: string; weight: number }): string => `the field ${d.field} has the weight ${d.weight}.`,
    hint: 'A weight is above 0 and at most 100: 1 for a body, 3 for a title.',
  },
  'unknown-tag': {
    says: (d: { tag: string; tags: readonly string[] }): string =>
      `there is no tag "${d.tag}"; known tags: ${d.tags.join(', ') || 'none'}.`,
    hint: 'Name the tag when the search is created, or mend its spelling.',
  },
} as const

/** What can go wrong with a search. Kept apart from the rest, so that a search alone does not carry every message. */
export const searchErrors: ErrorCatalogue<'search', typeof specs> = /* @__PURE__ */ errorCatalogue('search', specs)

const learningSpecs = {
  'other-meaning': {
    says: (): string => 'the meaning was learnt from another search.',
    hint: 'Learn the meaning of a search from itself, and anew after a restart.',
  },
  'too-few-examples': {
    says: (d: { examples: number; labels: number }): string =>
      `${d.examples} examples of ${d.labels} labels are too few to tell labels apart.`,
    hint: 'Train on examples of two labels at least; from some five examples a label on it pays off.',
  },
  'bad-share': {
    says: (d: { option: string; share: number }): string => `${d.option} is ${d.share}, which is no share.`,
    hint: 'A share is a number from 0 to 1, 1 itself left out: { precision: 0.95 } promises 95 right answers in 100.',
  },
  'vector-length': {
    says: (d: { texts: number; vectors: number; expected: number; length: number }): string =>
      `the embedder gave ${d.vectors} vectors for ${d.texts} texts, one of length ${d.length} where ${d.expected} is usual.`,
    hint: 'Embed passages and queries with one model, each text once, in order.',
  },
} as const

/** What can go wrong with a learnt meaning, a classifier, or the vectors of a model. */
export const learningErrors: ErrorCatalogue<'search', typeof learningSpecs> = /* @__PURE__ */ errorCatalogue(
  'search',
  learningSpecs,
)

const snapshotSpecs = {
  'snapshot-damaged': {
    says: (d: { bytes: number }): string => `these ${d.bytes} bytes are not a whole snapshot.`,
    hint: 'Discard the snapshot and put the entries again; a new snapshot can be written then.',
  },
  'snapshot-differs': {
    says: (d: { what: string; made: string; search: string }): string =>
      `the snapshot was made with other ${d.what} (${d.made || 'none'}) than this search has (${d.search || 'none'}).`,
    hint: 'Discard the snapshot and put the entries again, or go back to the fields, tags and analyzer it was written with.',
  },
} as const

/** What can go wrong with a snapshot. */
export const snapshotErrors: ErrorCatalogue<'search', typeof snapshotSpecs> = /* @__PURE__ */ errorCatalogue(
  'search',
  snapshotSpecs,
)
