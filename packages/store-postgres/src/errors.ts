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
      `${d.server} took the call but did not answer within ${d.waitedMs} ms.`,
    hint: 'Look at the load of the server and the network in between; raise connectTimeoutMs if it is merely far away.',
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
      `this user may not do all that a store needs in schema ${d.schema} of ${d.server}: ${d.reason}.`,
    hint: 'Let the owner run postgresScript({ role }) on the database: it makes the schema and grants the role what it needs.',
  },
  'too-many-connections': {
    says: (d: { server: string; reason: string }): string =>
      `${d.server} has no room for another connection: ${d.reason}.`,
    hint: 'A store uses up to readers + 2 connections: lower readers, raise max_connections, or end idle programs.',
  },
  'newer-layout': {
    says: (d: { schema: string; found: number; known: number }): string =>
      `schema ${d.schema} has layout ${d.found}; this release knows layouts up to ${d.known}.`,
    hint: 'Upgrade @casewell/store-postgres: a newer release has already opened this database. Nothing was changed.',
  },
  'not-ours': {
    says: (d: { schema: string; table: string }): string =>
      `schema ${d.schema} holds tables of another program (${d.table}).`,
    hint: 'Give the store a schema of its own with the option `schema`; nothing was written to this one.',
  },
  'not-utf8': {
    says: (d: { server: string; encoding: string }): string =>
      `the database at ${d.server} is encoded in ${d.encoding}, not in UTF8.`,
    hint: "Make one that is: create database NAME encoding 'UTF8' template template0.",
  },
  'not-durable': {
    says: (d: { server: string; setting: string }): string =>
      `${d.server} runs with ${d.setting}: a power cut could lose commits that were acknowledged.`,
    hint: 'Turn it on in postgresql.conf; for tests that may forget, open the store with `durable: false`.',
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
    hint: 'Free some space; the store goes on by itself, nothing needs to be repaired or restarted.',
  },
  'connection-lost': {
    says: (d: { server: string; reason: string; triedMs: number }): string =>
      `the connection to ${d.server} broke and did not come back within ${d.triedMs} ms: ${d.reason}. Nothing was written.`,
    hint: 'See whether the server runs and accepts connections; the store goes on by itself as soon as it does.',
  },
  'unknown-outcome': {
    says: (d: { server: string; commits: number; triedMs: number }): string =>
      `${d.server} fell silent while it was committing ${d.commits} commits, and could not be asked within ${d.triedMs} ms.`,
    hint: 'They may have been written or not: read before repeating them. The store goes on by itself when the server does.',
  },
  failed: {
    says: (d: { server: string; reason: string; state: string }): string =>
      `${d.server} refused: ${d.reason} (SQLSTATE ${d.state}).`,
    hint: 'Look the SQLSTATE up in the Postgres manual, appendix A; if it speaks of syntax, report it with this message.',
  },
} as const

/** Everything that can go wrong between a store and its Postgres. */
export const postgresErrors: ErrorCatalogue<'store-postgres', typeof specs> = errorCatalogue('store-postgres', specs)
