import type { ErrorCatalogue } from '@casewell/errors'

/** Who keeps something in a database, in the words of its messages. */
export interface Keeper {
  /** The package: `store-postgres`. */
  readonly package: string
  /** What it keeps there: `store`. */
  readonly thing: string
  /** The function that makes the SQL for an owner: `postgresScript`. */
  readonly script: string
  /** What to do when connections come slowly. */
  readonly slow: string
  /** What to do when the server has no room for another connection. */
  readonly crowded: string
}

/** What a server, the way to it and the state of a schema can have wrong: for the catalogue of a package that keeps something there. */
export type ServerSpecs = ReturnType<typeof serverSpecs>

/** The errors of a package that keeps something in a database; it may have others besides. */
export type ServerErrors = ErrorCatalogue<string, ServerSpecs>

/**
 * The errors of a server, in the words of who keeps something there. They go into the catalogue of that package and
 * have its codes: `store-postgres/refused`.
 *
 * @example
 * ```ts
 * import { errorCatalogue } from '@casewell/errors'
 * import { serverSpecs } from '@casewell/postgres'
 *
 * const hints = { slow: 'Raise connectTimeoutMs.', crowded: 'Lower connections.' }
 * const errors = errorCatalogue('diary', serverSpecs({ package: 'diary', thing: 'diary', script: 'diaryScript', ...hints }))
 * console.log(errors.refused({ server: 'ada@db:5432/diary', reason: 'connect ECONNREFUSED' }).code) // diary/refused
 * ```
 */
export function serverSpecs({ package: name, thing, script, slow, crowded }: Keeper) {
  return {
    'bad-url': {
      says: (d: { reason: string }): string => `the URL of the database cannot be read: ${d.reason}.`,
      hint: 'Write postgres://user:password@host:5432/database, with special characters of the password percent-encoded.',
    },
    'bad-schema': {
      says: (d: { schema: string }): string =>
        `${JSON.stringify(d.schema.slice(0, 80))} cannot be the name of a schema.`,
      hint: 'Use 1 to 63 of a-z, 0-9 and underscore, beginning with a letter, and not with pg_.',
    },
    refused: {
      says: (d: { server: string; reason: string }): string => `no Postgres answers at ${d.server}: ${d.reason}.`,
      hint: 'Check host and port, that the server runs (pg_isready -h HOST -p PORT), and that a firewall lets this machine through.',
    },
    'too-slow-to-connect': {
      says: (d: { server: string; waitedMs: number }): string =>
        `${d.server} gave no connection within ${d.waitedMs} ms.`,
      hint: slow,
    },
    'not-admitted': {
      says: (d: { server: string; reason: string }): string => `${d.server} lets nobody in like this: ${d.reason}.`,
      hint: 'Check user and password (DATABASE_URL, PGUSER, PGPASSWORD), and the line for this machine in pg_hba.conf.',
    },
    'no-database': {
      says: (d: { server: string; reason: string }): string => `${d.server} has no such database: ${d.reason}.`,
      hint: 'Make it (createdb NAME) or correct the name at the end of the URL.',
    },
    'missing-right': {
      says: (d: { server: string; schema: string; reason: string }): string =>
        `this user may not do all that a ${thing} needs in schema ${d.schema} of ${d.server}: ${d.reason}.`,
      hint: `Let the owner run ${script}({ role }) on the database: it makes the schema and grants the role what it needs.`,
    },
    'too-many-connections': {
      says: (d: { server: string; reason: string }): string =>
        `${d.server} has no room for another connection: ${d.reason}.`,
      hint: crowded,
    },
    'newer-layout': {
      says: (d: { schema: string; found: number; known: number }): string =>
        `schema ${d.schema} has layout ${d.found}; this release knows layouts up to ${d.known}.`,
      hint: `Upgrade @casewell/${name}: a newer release has already opened this database. Nothing was changed.`,
    },
    'not-ours': {
      says: (d: { schema: string; table: string }): string =>
        `schema ${d.schema} holds tables of another program (${d.table}).`,
      hint: `Give the ${thing} a schema of its own with the option \`schema\`; nothing was written to this one.`,
    },
    'not-utf8': {
      says: (d: { server: string; encoding: string }): string =>
        `the database at ${d.server} is encoded in ${d.encoding}, not in UTF8.`,
      hint: "Make one that is: create database NAME encoding 'UTF8' template template0.",
    },
    'read-only': {
      says: (d: { server: string; reason: string }): string => `${d.server} takes no writes: ${d.reason}.`,
      hint: 'This is a standby, or was made read-only: connect to the primary (a list of hosts with target_session_attrs helps).',
    },
    'timed-out': {
      says: (d: { server: string; waitedMs: number }): string =>
        `${d.server} did not finish within ${d.waitedMs} ms. Nothing was written.`,
      hint: 'Find who holds it up: select pid, state, query from pg_stat_activity where wait_event_type is not null; raise statementTimeoutMs if it is merely slow.',
    },
    'disk-full': {
      says: (d: { server: string; reason: string }): string => `the disk of ${d.server} is full: ${d.reason}.`,
      hint: `Free some space; the ${thing} goes on by itself, nothing needs to be repaired or restarted.`,
    },
    failed: {
      says: (d: { server: string; reason: string; state: string }): string =>
        `${d.server} refused: ${d.reason} (SQLSTATE ${d.state}).`,
      hint: 'Look the SQLSTATE up in the Postgres manual, appendix A; if it speaks of syntax, report it with this message.',
    },
  }
}
