import { type ErrorCatalogue, errorCatalogue } from '@casewell/errors'

const specs = {
  'no-sqlite': {
    says: (d: { wanted: string; node: string }): string =>
      `Node ${d.node} finds no SQLite here (looked for ${d.wanted}).`,
    hint: 'Run `npm install libsql@0.5`, or run on Node 22.13 or newer, which has SQLite built in.',
  },
  'no-file': {
    says: (): string => 'an SQLite store needs a file, and none was named.',
    hint: "sqliteStore({ file: 'support.db' }), or ':memory:'; see that the option is spelt `file`.",
  },
  'no-folder': {
    says: (d: { file: string; folder: string }): string => `${d.file} cannot be made: there is no folder ${d.folder}.`,
    hint: 'Make the folder first (mkdir -p), or correct the path.',
  },
  'cannot-open': {
    says: (d: { file: string; reason: string }): string => `${d.file} cannot be opened: ${d.reason}.`,
    hint: 'Check that the path names a file, not a folder, and that this user may read and write it and its folder.',
  },
  'read-only': {
    says: (d: { file: string }): string => `${d.file} can be read but not written.`,
    hint: 'Give this user the right to write the file and its folder (SQLite puts two files beside it), or mount the disk for writing.',
  },
  'not-a-database': {
    says: (d: { file: string }): string => `${d.file} is not an SQLite database.`,
    hint: 'Check the path; if this should be your store, the file was overwritten: restore it from a backup.',
  },
  'not-ours': {
    says: (d: { file: string; application: number }): string =>
      `${d.file} is the SQLite database of another program (application id ${d.application}).`,
    hint: 'Give the store a file of its own; nothing was written to this one.',
  },
  'newer-file': {
    says: (d: { file: string; found: number; known: number }): string =>
      `${d.file} has layout ${d.found}; this release knows layouts up to ${d.known}.`,
    hint: 'Upgrade @casewell/store-sqlite: a newer release has already opened this file. Nothing was changed.',
  },
  'not-durable': {
    says: (d: { file: string; setting: string; found: string; needed: string }): string =>
      `${d.file} has ${d.setting} ${d.found}, not ${d.needed}: a power cut could lose commits.`,
    hint: 'Put the file on a local disk (SQLite has no WAL on network file systems); close other programs that have it open.',
  },
  locked: {
    says: (d: { file: string; waitedMs: number }): string =>
      `${d.file} was locked by another process for more than ${d.waitedMs} ms. Nothing was written.`,
    hint: 'Find who holds a write transaction open (fuser or lsof on the file; a shell with BEGIN, a backup) and end it; then try again.',
  },
  'disk-full': {
    says: (d: { file: string }): string => `the disk of ${d.file} is full. Nothing was written.`,
    hint: 'Free some space; the store goes on by itself, nothing needs to be repaired or restarted.',
  },
  corrupt: {
    says: (d: { file: string; reason: string }): string => `${d.file} is damaged: ${d.reason}.`,
    hint: 'Stop every process on it, keep a copy of the file with its -wal and -shm, and restore a backup (or try `sqlite3 FILE .recover`).',
  },
  'input-output': {
    says: (d: { file: string; reason: string }): string => `the disk of ${d.file} failed: ${d.reason}.`,
    hint: 'Look at the system log for the disk and its mount; then restart, SQLite repairs what was under way.',
  },
  failed: {
    says: (d: { file: string; reason: string }): string => `SQLite refused work on ${d.file}: ${d.reason}.`,
    hint: 'This is probably a mistake in @casewell/store-sqlite: report it with this message.',
  },
  'no-writer': {
    says: (d: { file: string }): string => `the file of the writer thread, ${d.file}, is not there.`,
    hint: "A bundler has moved this package's code: leave @casewell/store-sqlite out of the bundle, or set `thread: 'same'`.",
  },
  'writer-ended': {
    says: (d: { file: string; reason: string }): string => `the writer thread of ${d.file} ended: ${d.reason}.`,
    hint: 'Restart the process. Commits that were under way may have been written or not: read before repeating them.',
  },
} as const

/** Everything that can go wrong between a store and its SQLite file. */
export const sqliteErrors: ErrorCatalogue<'store-sqlite', typeof specs> = errorCatalogue('store-sqlite', specs)
