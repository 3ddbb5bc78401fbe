import { messageOf } from '@casewell/errors'
import pg, { type ClientConfig } from 'pg'
import { postgresErrors } from '../errors.ts'

/** Where the database is, and how long one waits for it. */
export interface Place {
  readonly config: ClientConfig
  /** Who and where, for messages. */
  readonly server: string
  readonly schema: string
  readonly durable: boolean
  readonly connectTimeoutMs: number
  readonly statementTimeoutMs: number
  /** How long to look for a server that went away. */
  readonly patienceMs: number
}

/** A password with a bare `/`, `?` or `#`: what follows it would be taken for host and database, and shown as such. */
const endsInsideThePassword = /^[a-z]+:\/\/[^/?#]*[/?#].*@/i

/**
 * Who and where: `user@host:port/database`, never a password.
 *
 * @throws `store-postgres/bad-url`
 */
export function serverOf(config: ClientConfig): string {
  if (endsInsideThePassword.test(config.connectionString ?? ''))
    throw postgresErrors['bad-url']({
      reason: 'there is an @ behind the host, as if a part of the password stood there',
    })
  try {
    const { user, host, port, database } = new pg.Client(config)
    return `${user ?? ''}@${host}:${port}/${database ?? ''}`
  } catch (error) {
    throw postgresErrors['bad-url']({ reason: messageOf(error).replace(/\.$/, '') })
  }
}
