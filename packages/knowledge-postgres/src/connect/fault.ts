import { type Explain, explainer } from '@casewell/postgres'
import { knowledgePostgresErrors as errors } from '../errors.ts'

/** Says what an error of Postgres or of the network means. What is explained already stays as it is. */
export const explain: Explain = explainer(errors, {
  broken: ({ server, reason }) => errors['connection-lost']({ server, reason }),
  silent: ({ server, place }) => errors['timed-out']({ server, waitedMs: place.statementTimeoutMs }),
})
