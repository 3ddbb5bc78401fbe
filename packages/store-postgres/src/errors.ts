import { type ErrorCatalogue, errorCatalogue } from '@casewell/errors'
import { serverSpecs } from '@casewell/postgres'

const specs = {
  ...serverSpecs({
    package: 'store-postgres',
    thing: 'store',
    script: 'postgresScript',
    slow: 'Look at the load of the server and the network in between; raise connectTimeoutMs if it is merely far away.',
    crowded: 'A store uses up to readers + 2 connections: lower readers, raise max_connections, or end idle programs.',
  }),
  'not-durable': {
    says: (d: { server: string; setting: string }): string =>
      `${d.server} runs with ${d.setting}: a power cut could lose commits that were acknowledged.`,
    hint: 'Turn it on in postgresql.conf; for tests that may forget, open the store with `durable: false`.',
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
} as const

/** Everything that can go wrong between a store and its Postgres. */
export const postgresErrors: ErrorCatalogue<'store-postgres', typeof specs> = errorCatalogue('store-postgres', specs)
