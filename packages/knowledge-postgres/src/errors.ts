import { type ErrorCatalogue, errorCatalogue } from '@casewell/errors'

const specs = {
  'bad-url': {
    says: (d: { reason: string }): string => `the URL of the database cannot be read: ${d.reason}.`,
    hint: 'Write postgres://user:password@host:5432/database, with special characters of the password percent-encoded.',
  },
  'bad-schema': {
    says: (d: { schema: string }): string => `${JSON.stringify(d.schema.slice(0, 80))} cannot be the name of a schema.`,
    hint: 'Use 1 to 63 of a-z, 0-9 and underscore, beginning with a letter, and not with pg_.',
  },
  refused: {
    says: (d: { server: string; reason: string }): string => `no Postgres answers at ${d.server}: ${d.reason}.`,
    hint: 'Check host and port, that the server runs (pg_isready -h HOST -p PORT), and that a firewall lets this machine through.',
  },
  'too-slow-to-connect': {
    says: (d: { server: string; waitedMs: number }): string =>
      `${d.server} gave no connection within ${d.waitedMs} ms.`,
    hint: 'Look at the load of the server and the network in between; raise connectTimeoutMs, or connections if all are busy.',
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
      `this user may not do all that a knowledge base needs in schema ${d.schema} of ${d.server}: ${d.reason}.`,
    hint: 'Let the user make the schema (grant create on database), or make it and give it to the user (authorization).',
  },
  'too-many-connections': {
    says: (d: { server: string; reason: string }): string =>
      `${d.server} has no room for another connection: ${d.reason}.`,
    hint: 'A knowledge base uses up to `connections`: lower it, raise max_connections, or end idle programs.',
  },
  'newer-layout': {
    says: (d: { schema: string; found: number; known: number }): string =>
      `schema ${d.schema} has layout ${d.found}; this release knows layouts up to ${d.known}.`,
    hint: 'Upgrade @casewell/knowledge-postgres: a newer release has already opened this database. Nothing was changed.',
  },
  'not-ours': {
    says: (d: { schema: string; table: string }): string =>
      `schema ${d.schema} holds tables of another program (${d.table}).`,
    hint: 'Give the knowledge base a schema of its own with the option `schema`; nothing was written to this one.',
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
    hint: 'Free some space; the knowledge base goes on by itself, nothing needs to be repaired or restarted.',
  },
  'connection-lost': {
    says: (d: { server: string; reason: string }): string => `the connection to ${d.server} broke: ${d.reason}.`,
    hint: 'Ask again. A change may have been written or not: put it again with the revision that you saw, and a conflict says that it was.',
  },
  closed: {
    says: (d: { schema: string }): string => `the knowledge base in schema ${d.schema} is closed.`,
    hint: 'Open another one; close a knowledge base when nobody needs it any more.',
  },
  failed: {
    says: (d: { server: string; reason: string; state: string }): string =>
      `${d.server} refused: ${d.reason} (SQLSTATE ${d.state}).`,
    hint: 'Look the SQLSTATE up in the Postgres manual, appendix A; if it speaks of syntax, report it with this message.',
  },
} as const

/** Everything that can go wrong between a knowledge base and its Postgres. */
export const knowledgePostgresErrors: ErrorCatalogue<'knowledge-postgres', typeof specs> = errorCatalogue(
  'knowledge-postgres',
  specs,
)
