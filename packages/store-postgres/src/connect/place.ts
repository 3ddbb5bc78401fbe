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

/**
 * Who and where: `user@host:port/database`, never a password.
 *
 * @throws `store-postgres/bad-url`
 */
export function serverOf(config: ClientConfig): string {
  try {
    const { user, host, port, database } = new pg.Client(config)
    return `${user ?? ''}@${host}:${port}/${database ?? ''}`
  } catch (error) {
    throw postgresErrors['bad-url']({ reason: messageOf(error).replace(/\.$/, '') })
  }
}
