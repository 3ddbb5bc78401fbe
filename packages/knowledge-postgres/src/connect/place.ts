import { messageOf } from '@casewell/errors'
import pg, { type ClientConfig } from 'pg'
import { knowledgePostgresErrors } from '../errors.ts'

/** Where the database is, and how long one waits for it. */
export interface Place {
  readonly config: ClientConfig
  /** Who and where, for messages: `user@host:port/database`. */
  readonly server: string
  readonly schema: string
  readonly connections: number
  readonly connectTimeoutMs: number
  readonly statementTimeoutMs: number
}

/** A password with a bare `/`, `?` or `#`: what follows it would be taken for host and database, and shown as such. */
const endsInsideThePassword = /^[a-z]+:\/\/[^/?#]*[/?#].*@/i

/**
 * Who and where, never a password.
 *
 * @throws `knowledge-postgres/bad-url`
 */
export function serverOf(config: ClientConfig): string {
  if (endsInsideThePassword.test(config.connectionString ?? ''))
    throw knowledgePostgresErrors['bad-url']({
      reason: 'there is an @ behind the host, as if a part of the password stood there',
    })
  try {
    const { user, host, port, database } = new pg.Client(config)
    return `${user ?? ''}@${host}:${port}/${database ?? ''}`
  } catch (error) {
    throw knowledgePostgresErrors['bad-url']({ reason: messageOf(error).replace(/\.$/, '') })
  }
}
