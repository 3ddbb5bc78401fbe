import { type CasewellError, isCasewellError, messageOf } from '@casewell/errors'
import pg from 'pg'
import type { Place } from './place.ts'
import type { ServerErrors } from './server-specs.ts'

/** What was found out about an error: whose it is, and its words without the full stop. */
export interface Fault {
  readonly server: string
  readonly reason: string
  readonly place: Place
}

type Tell = (fault: Fault) => CasewellError

/** What a package says of a connection that was good once: one asks again, another gives the question back. */
export interface Breaks {
  /** It broke, or the server ended it. */
  readonly broken: Tell
  /** It is there, and nothing comes back. */
  readonly silent: Tell
}

/** Says what an error of Postgres or of the network means. What is explained already stays as it is. */
export type Explain = (error: unknown, place: Place) => CasewellError

/** SQLSTATE: https://www.postgresql.org/docs/15/errcodes-appendix.html. The others: Node's system errors. */
function meanings(errors: ServerErrors, { broken }: Breaks): Readonly<Record<string, Tell>> {
  const notAdmitted: Tell = ({ server, reason }) => errors['not-admitted']({ server, reason })
  const refused: Tell = ({ server, reason }) => errors.refused({ server, reason })
  const timedOut: Tell = ({ server, place }) => errors['timed-out']({ server, waitedMs: place.statementTimeoutMs })
  return {
    '28000': notAdmitted,
    '28P01': notAdmitted,
    '3D000': ({ server, reason }) => errors['no-database']({ server, reason }),
    '42501': ({ server, reason, place: { schema } }) => errors['missing-right']({ server, reason, schema }),
    '53100': ({ server, reason }) => errors['disk-full']({ server, reason }),
    '53300': ({ server, reason }) => errors['too-many-connections']({ server, reason }),
    '25006': ({ server, reason }) => errors['read-only']({ server, reason }),
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
    ECONNRESET: broken,
    EPIPE: broken,
    '57P01': broken,
    '57P02': broken,
    '25P03': broken,
    ETIMEDOUT: tooSlow(errors),
  }
}

const tooSlow =
  (errors: ServerErrors): Tell =>
  ({ server, place }) =>
    errors['too-slow-to-connect']({ server, waitedMs: place.connectTimeoutMs })

/** What `pg` itself says, without any code. */
function sayings(errors: ServerErrors, { broken, silent }: Breaks): readonly (readonly [RegExp, Tell])[] {
  return [
    [/timeout expired|due to connection timeout|timeout exceeded when trying to connect/, tooSlow(errors)],
    [
      /^(SASL|The server requested|client password)|password must be a string/i,
      ({ server, reason }) => errors['not-admitted']({ server, reason }),
    ],
    [/^Connection terminated|is not queryable/, broken],
    [/^Query read timeout/, silent],
  ]
}

/**
 * Explains what a server or the way to it says, with the errors of a package.
 *
 * @example
 * ```ts
 * import { errorCatalogue } from '@casewell/errors'
 * import { explainer, placeOf, serverSpecs } from '@casewell/postgres'
 *
 * const hints = { slow: 'Raise connectTimeoutMs.', crowded: 'Lower connections.' }
 * const errors = errorCatalogue('diary', serverSpecs({ package: 'diary', thing: 'diary', script: 'diaryScript', ...hints }))
 * const explain = explainer(errors, { broken: errors.refused, silent: errors.refused })
 * const place = placeOf({ url: 'postgres://ada@db.example/diary', schema: 'diary' }, errors)
 * console.log(explain(Object.assign(new Error('no such role'), { code: '28000' }), place).message)
 * // ada@db.example:5432/diary lets nobody in like this: no such role.
 * ```
 */
export function explainer(errors: ServerErrors, breaks: Breaks): Explain {
  const byCode = meanings(errors, breaks)
  const bySaying = sayings(errors, breaks)
  return (error, place) => {
    if (isCasewellError(error)) return error
    const { server } = place
    const [code, reason] = [codeOf(error), reasonOf(error)]
    const tell = bySaying.find(([saying]) => saying.test(reason))?.[1] ?? byCode[code]
    return (
      tell?.({ server, reason, place }) ?? errors.failed({ server, reason, state: code || 'none' }, { cause: error })
    )
  }
}

function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { readonly code?: unknown } // anything can be thrown
  return typeof code === 'string' ? code : ''
}

/**
 * The words of an error. Node tells of several tried addresses in a list, with an empty message.
 *
 * @example
 * ```ts
 * import { reasonOf } from '@casewell/postgres'
 *
 * const tried = ['connect ECONNREFUSED ::1:5432', 'connect ECONNREFUSED 127.0.0.1:5432'].map((words) => new Error(words))
 * console.log(reasonOf(new AggregateError(tried))) // connect ECONNREFUSED ::1:5432, connect ECONNREFUSED 127.0.0.1:5432
 * ```
 */
export function reasonOf(error: unknown): string {
  const all = error instanceof AggregateError ? error.errors.map(messageOf).join(', ') : messageOf(error)
  return all.replace(/\.$/, '')
}

/** SQLSTATE classes by which a server says that it goes, comes, or has no room: worth another call. */
const passing = /^(08|57P0[1235]|53300|25006)/

/**
 * Did the connection break, or was there none to be had for the moment? Then it is worth calling again. Whatever else
 * the server says, it says about the statement.
 *
 * @example
 * ```ts
 * import { isLost } from '@casewell/postgres'
 * import pg from 'pg'
 *
 * const said = (code: string) => Object.assign(new pg.DatabaseError('no', 2, 'error'), { code })
 * console.log(isLost(new Error('Connection terminated')), isLost(said('57P01')), isLost(said('23505'))) // true true false
 * ```
 */
export function isLost(error: unknown): boolean {
  if (isCasewellError(error) || error instanceof TypeError || error instanceof RangeError) return false
  if (error instanceof pg.DatabaseError)
    return passing.test(error.code ?? '') || (error.severity === 'FATAL' && !isFinal(error.code))
  return true
}

/** Calling again changes nothing: wrong password, no database. */
const isFinal = (code = ''): boolean => /^(28|3D|42)/.test(code)
