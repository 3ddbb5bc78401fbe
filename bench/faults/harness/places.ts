import { join } from 'node:path'
import type { HostOptions, StoreHost } from '@casewell/store'
import { type PostgresOptions, postgresStore } from '@casewell/store-postgres'
import { sqliteStore } from '@casewell/store-sqlite'
import { noServer, PostgresServer } from './postgres-server.ts'
import type { Trial } from './trial.ts'

/** Where a store is: the path of a file, or a URL of Postgres with the schema as its fragment. A program gets it as an argument. */
export type Where = string

/** An engine that an experiment runs on. */
export interface Place {
  readonly engine: 'sqlite' | 'postgres'
  /** A store of this name, new and empty. */
  where(name: string): Where
  readonly server?: PostgresServer
}

/** Opens the store at a place. */
export function openStore(
  where: Where,
  options: HostOptions & Pick<PostgresOptions, 'durable' | 'patienceMs'> = {},
): StoreHost {
  const { durable, patienceMs, ...host } = options
  if (!where.startsWith('postgres://')) return sqliteStore({ file: where, ...host })
  const url = new URL(where)
  const schema = url.hash.slice(1)
  url.hash = ''
  return postgresStore({ url: url.href, schema, ...options })
}

/** The engines of a trial, one after another: SQLite always, Postgres where a server can be started. */
export async function* places(trial: Trial): AsyncIterable<Place> {
  const wanted = (engine: string): boolean => trial.only?.includes(engine) !== false
  if (wanted('sqlite')) yield sqlitePlace(trial)
  if (!wanted('postgres')) return
  if (noServer !== undefined) trial.skip('postgres', noServer)
  else yield await postgresPlace(trial)
}

/** SQLite in a folder of the trial. */
export function sqlitePlace(trial: Trial): Place {
  const folder = trial.folder()
  return { engine: 'sqlite', where: (name) => join(folder, `${name}.db`) }
}

/** Postgres on a server of the trial's own. */
export async function postgresPlace(trial: Trial): Promise<Place & { readonly server: PostgresServer }> {
  const server = await PostgresServer.start(trial, { folder: trial.folder() })
  return { engine: 'postgres', server, where: (name) => server.url(name.replaceAll('-', '_')) }
}
