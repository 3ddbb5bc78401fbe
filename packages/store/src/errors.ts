import { type ErrorCatalogue, errorCatalogue, isCasewellError } from '@casewell/errors'

/** One expectation of a commit that did not hold. */
export interface Conflict {
  readonly collection: string
  readonly id: string
  /** What the commit counted on: `'absent'`, a version, or `'any'` where only a unique index or a tombstone objects. */
  readonly expected: 'absent' | 'missing' | 'any' | number
  /** What the store found. */
  readonly actual: 'absent' | 'erased' | number
  /** The unique index that objects, if it is one. */
  readonly index?: string
  /** The id of the document that holds the unique key. */
  readonly holder?: string
}

const told = (c: Conflict): string =>
  c.index === undefined
    ? `${c.collection}/${c.id} is ${c.actual}, not ${c.expected}`
    : `${c.collection}/${c.holder} already holds the ${c.index} of ${c.collection}/${c.id}`

const specs = {
  conflict: {
    says: (d: { conflicts: readonly Conflict[] } & Conflict) =>
      `nothing was written: ${d.conflicts.map(told).join('; ')}.`,
    hint: 'Read again and decide again. transact() does that by itself.',
  },
  contended: {
    says: (d: { attempts: number; last: string }) =>
      `a unit of work lost ${d.attempts} races in a row, the last one because ${d.last}`,
    hint: 'Let fewer writers meet on one document, or split the document.',
  },
  'duplicate-write': {
    says: (d: { collection: string; id: string }) => `one commit holds two writes to ${d.collection}/${d.id}.`,
    hint: 'Say once what the document shall be; a check of a document that is also put is already part of the put.',
  },
  'bad-id': {
    says: (d: { what: string; id: string }) =>
      `${JSON.stringify(d.id.slice(0, 80))} cannot be the id of this ${d.what}.`,
    hint: 'Use 1 to 512 characters without control characters and lone surrogates; for tenants 1 to 63 of a-z, 0-9, dot, dash, underscore.',
  },
  'bad-name': {
    says: (d: { what: string; name: string }) => `${JSON.stringify(d.name)} cannot be the name of this ${d.what}.`,
    hint: 'Name a collection by lower-case words with dots and dashes (channel.claims), an index by letters, digits and dashes (updatedAt).',
  },
  'bad-key': {
    says: (d: { part: string }) => `${d.part} cannot be part of an index key.`,
    hint: 'Use strings, finite numbers, booleans and null; undefined leaves the document out of the index.',
  },
  'bad-query': {
    says: (d: { collection: string; index: string; reason: string }) =>
      `query of ${d.collection} by ${d.index}: ${d.reason}.`,
    hint: 'Name a declared index, a limit from 1 to 1000, and the cursor of the same query; positions count from 1.',
  },
  'bad-document': {
    says: (d: { collection: string; id: string; from: number; to: number; reason: string }) =>
      `${d.collection}/${d.id} of schema version ${d.from} does not fit version ${d.to}: ${d.reason}.`,
    hint: 'Give the collection an `upgrade` that makes the older shape fit, or correct the document with the older release.',
  },
  'newer-schema': {
    says: (d: { collection: string; stored: number; known: number }) =>
      `collection ${d.collection} is stored in schema version ${d.stored}; this process knows version ${d.known}.`,
    hint: 'Upgrade this process: a newer release has already written to this store.',
  },
  'same-name': {
    says: (d: { collection: string }) => `two different collections are called ${d.collection}.`,
    hint: 'Give each collection a name of its own; import the one you mean instead of declaring it again. Two copies of one package (`npm ls`) do this, too.',
  },
  closed: {
    says: () => 'the store is closed.',
    hint: 'Finish work before you close the store; stop the desk, it drains first.',
  },
  'no-dead-letter': {
    says: (d: { subscription: string; position: number }) =>
      `${d.subscription} has no dead letter at position ${d.position}.`,
    hint: 'List them: somebody else may have retried or dropped it.',
  },
  'no-blob': {
    says: (d: { blob: string }) => `blob ${d.blob} is not here.`,
    hint: 'It was erased, or never committed with a document and swept after 24 hours. Write it again.',
  },
  'bad-backup': {
    says: (d: { line: number; reason: string }) => `this backup cannot be read, line ${d.line}: ${d.reason}.`,
    hint: 'It was damaged or cut short: take another one. Nothing of it was restored.',
  },
  'newer-backup': {
    says: (d: { found: number; known: number; at: string }) =>
      `the backup of ${d.at} has format ${d.found}; this release knows formats up to ${d.known}.`,
    hint: 'Restore it with the release that wrote it, or a newer one. Nothing of it was restored.',
  },
  'already-there': {
    says: (d: { tenants: readonly string[] }) => `this store has ${d.tenants.join(', ')} already.`,
    hint: 'Restore into an empty store, or under another name. Nothing was changed.',
  },
  'restore-ended': {
    says: (d: { tenant: string }) => `another restore of ${d.tenant} began and took the place of this one.`,
    hint: 'Restore one tenant by one process at a time. Nothing of this one was restored.',
  },
  'no-tenant': {
    says: (d: { tenant: string; where: string; found: readonly string[] }) =>
      `there is no tenant ${d.tenant} in this ${d.where}; it has ${d.found.join(', ') || 'none'}.`,
    hint: 'Check the name: a tenant is there when it has committed something.',
  },
  'not-content': {
    says: (d: { document: string }) => `${d.document} is kept by the store for its own work.`,
    hint: 'Name a document of your own; subscriptions, timers and dead letters have functions of their own.',
  },
  'bad-blob': {
    says: (d: { blob: string; found: string }) => `blob ${d.blob} holds bytes whose hash is ${d.found}.`,
    hint: 'The file was changed or damaged outside the store: restore it from a backup.',
  },
} as const

/** Everything that can go wrong in a store. */
export const storeErrors: ErrorCatalogue<'store', typeof specs> = errorCatalogue('store', specs)

/** The error of a commit whose expectations did not hold: the first conflict in the details, all of them in the list. */
export function conflictError(conflicts: readonly [Conflict, ...Conflict[]]) {
  return storeErrors.conflict({ ...conflicts[0], conflicts })
}

/** The conflicts that an error tells of, or undefined if it is another error. */
export function conflictsOf(error: unknown): readonly Conflict[] | undefined {
  if (!isCasewellError(error, 'store/conflict')) return undefined
  return (error.details as { readonly conflicts: readonly Conflict[] }).conflicts // every store/conflict is made above
}
