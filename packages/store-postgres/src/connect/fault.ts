import { type CasewellError, isCasewellError, messageOf } from '@casewell/errors'
import pg from 'pg'
import { postgresErrors } from '../errors.ts'
import type { Place } from './place.ts'

type Explanation = (found: { server: string; reason: string; place: Place }) => CasewellError

const notAdmitted: Explanation = ({ server, reason }) => postgresErrors['not-admitted']({ server, reason })
const refused: Explanation = ({ server, reason }) => postgresErrors.refused({ server, reason })
const tooSlow: Explanation = ({ server, place }) =>
  postgresErrors['too-slow-to-connect']({ server, waitedMs: place.connectTimeoutMs })
const timedOut: Explanation = ({ server, place }) =>
  postgresErrors['timed-out']({ server, waitedMs: place.statementTimeoutMs })

/** SQLSTATE: https://www.postgresql.org/docs/15/errcodes-appendix.html. The others: Node's system errors. */
const explanations: Readonly<Record<string, Explanation>> = {
  '28000': notAdmitted,
  '28P01': notAdmitted,
  '3D000': ({ server, reason }) => postgresErrors['no-database']({ server, reason }),
  '42501': ({ server, reason, place }) => postgresErrors['missing-right']({ server, reason, schema: place.schema }),
  '53100': ({ server, reason }) => postgresErrors['disk-full']({ server, reason }),
  '53300': ({ server, reason }) => postgresErrors['too-many-connections']({ server, reason }),
  '25006': ({ server, reason }) => postgresErrors['read-only']({ server, reason }),
  '57014': timedOut,
  '55P03': timedOut,
  ECONNREFUSED: refused,
  ENOTFOUND: refused,
  ENOENT: refused,
  EAI_AGAIN: refused,
  EHOSTUNREACH: refused,
  ENETUNREACH: refused,
  EACCES: refused,
  ECONNRESET: refused,
  EPIPE: refused,
  '57P01': refused,
  '57P02': refused,
  '57P03': refused,
  ETIMEDOUT: tooSlow,
}

/** Says what an error of Postgres or of the network means. What is explained already stays as it is. */
export function explain(error: unknown, place: Place): CasewellError {
  if (isCasewellError(error)) return error
  const reason = reasonOf(error)
  const { server } = place
  const code = codeOf(error)
  if (/timeout expired/.test(reason)) return tooSlow({ server, reason, place })
  if (/^(SASL|The server requested|client password)|password must be a string/i.test(reason))
    return notAdmitted({ server, reason, place })
  if (/^Connection terminated|is not queryable$|^Query read timeout/.test(reason))
    return refused({ server, reason, place })
  const explanation = explanations[code]
  return (
    explanation?.({ server, reason, place }) ??
    postgresErrors.failed({ server, reason, state: code || 'none' }, { cause: error })
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

/** SQLSTATE classes by which a server says that it goes, comes, or has no room: worth another call. */
const passing = /^(08|57P0[1235]|53300|25006)/

/**
 * Did the connection break, or was there none to be had for the moment? Then it is worth calling again. Whatever else
 * the server says, it says about the statement.
 */
export function isLost(error: unknown): boolean {
  if (isCasewellError(error) || error instanceof TypeError || error instanceof RangeError) return false
  if (error instanceof pg.DatabaseError)
    return passing.test(error.code ?? '') || (error.severity === 'FATAL' && !isFinal(error.code))
  return true
}

/** Calling again changes nothing: wrong password, no database. */
const isFinal = (code = ''): boolean => /^(28|3D|42)/.test(code)

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
