import { type CasewellError, isCasewellError } from '@casewell/errors'
import { type Explain, explainer, type Fault, reasonOf } from '@casewell/postgres'
import { postgresErrors } from '../errors.ts'
import type { Place } from './place.ts'

const refused = ({ server, reason }: Fault): CasewellError => postgresErrors.refused({ server, reason })

/** Says what an error of Postgres or of the network means. A connection that broke is called again before it is told. */
export const explain: Explain = explainer(postgresErrors, { broken: refused, silent: refused })

/** What to say when the patience has ended: a server that gave a reason of its own is quoted with it. */
export function lost(cause: unknown, place: Place, triedMs: number): CasewellError {
  const told = explain(cause, place)
  if (!isCasewellError(told, 'store-postgres/refused') && !isCasewellError(told, 'store-postgres/failed')) return told
  const { server } = place
  return postgresErrors['connection-lost']({ server, reason: reasonOf(cause), triedMs }, { cause })
}

/** Does this error meet every commit alike, whatever is in it? */
export function isOutage(error: unknown): boolean {
  return isCasewellError(error, 'store-postgres/') && !isCasewellError(error, 'store-postgres/failed')
}
