import type { Place as ServerPlace } from '@casewell/postgres'

/** Where the database is, and how long one waits for it. */
export interface Place extends ServerPlace {
  readonly durable: boolean
  /** How long to look for a server that went away. */
  readonly patienceMs: number
}
