import { type ErrorCatalogue, errorCatalogue } from '@casewell/errors'
import { serverSpecs } from '@casewell/postgres'

const specs = {
  ...serverSpecs({
    package: 'knowledge-postgres',
    thing: 'knowledge base',
    script: 'postgresKnowledgeScript',
    slow: 'Look at the load of the server and the network in between; raise connectTimeoutMs, or connections if all are busy.',
    crowded: 'A knowledge base uses up to `connections`: lower it, raise max_connections, or end idle programs.',
  }),
  'connection-lost': {
    says: (d: { server: string; reason: string }): string => `the connection to ${d.server} broke: ${d.reason}.`,
    hint: 'Ask again. A change may have been written or not: put it again with the revision that you saw, and a conflict says that it was.',
  },
  closed: {
    says: (d: { schema: string }): string => `the knowledge base in schema ${d.schema} is closed.`,
    hint: 'Open another one; close a knowledge base when nobody needs it any more.',
  },
} as const

/** Everything that can go wrong between a knowledge base and its Postgres. */
export const knowledgePostgresErrors: ErrorCatalogue<'knowledge-postgres', typeof specs> = errorCatalogue(
  'knowledge-postgres',
  specs,
)
