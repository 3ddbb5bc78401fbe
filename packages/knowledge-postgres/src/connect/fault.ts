import { type CasewellError, isCasewellError, messageOf } from '@casewell/errors'
import { knowledgePostgresErrors } from '../errors.ts'
import type { Place } from './place.ts'

type Explanation = (found: { server: string; reason: string; place: Place }) => CasewellError

const notAdmitted: Explanation = ({ server, reason }) => knowledgePostgresErrors['not-admitted']({ server, reason })
const refused: Explanation = ({ server, reason }) => knowledgePostgresErrors.refused({ server, reason })
const lost: Explanation = ({ server, reason }) => knowledgePostgresErrors['connection-lost']({ server, reason })
const tooSlow: Explanation = ({ server, place }) =>
  knowledgePostgresErrors['too-slow-to-connect']({ server, waitedMs: place.connectTimeoutMs })
const timedOut: Explanation = ({ server, place }) =>
  knowledgePostgresErrors['timed-out']({ server, waitedMs: place.statementTimeoutMs })

/** SQLSTATE: https://www.postgresql.org/docs/15/errcodes-appendix.html. The others: Node's system errors. */
const explanations: Readonly<Record<string, Explanation>> = {
  '28000': notAdmitted,
  '28P01': notAdmitted,
  '3D000': ({ server, reason }) => knowledgePostgresErrors['no-database']({ server, reason }),
  '42501': ({ server, reason, place: { schema } }) =>
    knowledgePostgresErrors['missing-right']({ server, reason, schema }),
  '53100': ({ server, reason }) => knowledgePostgresErrors['disk-full']({ server, reason }),
  '53300': ({ server, reason }) => knowledgePostgresErrors['too-many-connections']({ server, reason }),
  '25006': ({ server, reason }) => knowledgePostgresErrors['read-only']({ server, reason }),
  '57014': timedOut,
  '55P03': timedOut,
  ECONNREFUSED: refused,
  ENOTFOUND: refused,
  ENOENT: refused,
  EAI_AGAIN: refused,
  EHOSTUNREACH: refused,
  ENETUNREACH: refused,
  EACCES: refused,
  '57P03': refused,
  ECONNRESET: lost,
  EPIPE: lost,
  '57P01': lost,
  '57P02': lost,
  '25P03': lost,
  ETIMEDOUT: tooSlow,
}

/** Says what an error of Postgres or of the network means. What is explained already stays as it is. */
export function explain(error: unknown, place: Place): CasewellError {
  if (isCasewellError(error)) return error
  const reason = reasonOf(error)
  const found = { server: place.server, reason, place }
  if (/timeout expired|due to connection timeout|timeout exceeded when trying to connect/.test(reason))
    return tooSlow(found)
  if (/^(SASL|The server requested|client password)|password must be a string/i.test(reason)) return notAdmitted(found)
  if (/^Connection terminated|is not queryable/.test(reason)) return lost(found)
  if (/^Query read timeout/.test(reason)) return timedOut(found)
  const state = codeOf(error)
  const { server } = place
  return (
    explanations[state]?.(found) ??
    knowledgePostgresErrors.failed({ server, reason, state: state || 'none' }, { cause: error })
  )
}

function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { readonly code?: unknown } // anything can be thrown
  return typeof code === 'string' ? code : ''
}

/** Node tells of several tried addresses in a list, with an empty message. */
function reasonOf(error: unknown): string {
  const all = error instanceof AggregateError ? error.errors.map(messageOf).join(', ') : messageOf(error)
  return all.replace(/\.$/, '')
}
