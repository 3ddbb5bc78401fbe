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

/**
 * Who and where, never a password.
 *
 * @throws `knowledge-postgres/bad-url`
 */
export function serverOf(config: ClientConfig): string {
  try {
    const { user, host, port, database } = new pg.Client(config)
    return `${user ?? ''}@${host}:${port}/${database ?? ''}`
  } catch (error) {
    throw knowledgePostgresErrors['bad-url']({ reason: messageOf(error).replace(/\.$/, '') })
  }
}
