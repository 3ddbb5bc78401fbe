import type { Place as ServerPlace } from '@casewell/postgres'

/** Where the database is, how long one waits for it, and how many connections there may be. */
export interface Place extends ServerPlace {
  readonly connections: number
}
