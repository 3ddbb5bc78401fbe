import { randomUUID } from 'node:crypto'
import { type RawHead, type RawKept, type RawLoad, type RawPlaced, storeErrors } from '@casewell/store'
import type { Connection, Statement } from '../connection/connection.ts'
import { explain, type Place } from '../connection/fault.ts'
import { Names } from '../file/names.ts'
import type { Checkpoints } from '../write/checkpoints.ts'
import { Staging } from './staging.ts'

/** After so many rows the WAL is carried over into the file. */
const rowsPerCheckpoint = 100_000

/** How a load ends a connection of its own. */
export interface LoadOptions {
  readonly connection: Connection
  readonly place: Place
  /** Of a file: undefined in memory, where there is no WAL. */
  readonly checkpoints: Checkpoints | undefined
  readonly close: () => void
}

/**
 * Tenants on their way into a file. Until they are published they stand under a name that no tenant can have, so nobody
 * sees them; what a crash leaves of them is removed by the next load of the same tenant.
 */
export class Load implements RawLoad {
  readonly #options: LoadOptions
  readonly #names: Names
  readonly #staging: Staging
  readonly #token = randomUUID()
  readonly #begun = new Set<string>()
  readonly #isThere: Statement
  readonly #publish: Statement
  readonly #isReferenced: Statement
  #rows = 0

  constructor(options: LoadOptions) {
    const { connection } = options
    this.#options = options
    this.#names = new Names(connection)
    this.#staging = new Staging(connection, this.#names)
    this.#isThere = connection.prepare('SELECT 1 FROM tenants WHERE name = ?')
    this.#publish = connection.prepare('UPDATE tenants SET name = ?, commits = ?, position = ? WHERE id = ?')
    this.#isReferenced = connection.prepare('SELECT 1 FROM entries WHERE space = ? AND key = ? LIMIT 1')
  }

  begin(tenant: string): void {
    this.#begun.add(tenant)
    this.#write(() => {
      this.#staging.discard(stagedUnder(tenant))
      this.#names.tenantOrNew(this.#staged(tenant))
    })
  }

  docs(tenant: string, docs: readonly RawKept[]): void {
    this.#write(() => this.#staging.docs(this.#number(tenant), docs))
    this.#tidy(docs.reduce((rows, { entries }) => rows + 1 + entries.length, 0))
  }

  events(tenant: string, events: readonly RawPlaced[]): void {
    this.#write(() => this.#staging.events(this.#number(tenant), events))
    this.#tidy(events.length)
  }

  isReferenced(tenant: string, space: string, key: string): boolean {
    const name = this.#names.name(this.#number(tenant), space)
    return name !== undefined && this.#isReferenced.all([name, key]).length > 0
  }

  publish(heads: ReadonlyMap<string, RawHead>): readonly string[] {
    this.#options.connection.exec('PRAGMA synchronous = FULL')
    return this.#write(() => {
      const taken = [...heads.keys()].filter((tenant) => this.#isThere.all([tenant]).length > 0)
      if (taken.length > 0) return taken
      for (const [tenant, { commit, position }] of heads) {
        this.#publish.run([tenant, commit, position, this.#number(tenant)])
        this.#begun.delete(tenant)
      }
      return []
    })
  }

  close(): void {
    try {
      if (this.#begun.size > 0)
        this.#write(() => {
          for (const tenant of this.#begun) this.#staging.discard(this.#staged(tenant))
        })
    } finally {
      this.#options.close()
    }
  }

  readonly #staged = (tenant: string): string => `${stagedUnder(tenant)}${this.#token}`

  /** Another load of the same tenant takes the place of this one. */
  #number(tenant: string): number {
    const name = this.#staged(tenant)
    const number = this.#isThere.all([name]).length > 0 ? this.#names.tenant(name) : undefined
    if (number === undefined) throw storeErrors['restore-ended']({ tenant })
    return number
  }

  #write<R>(work: () => R): R {
    const { connection, place } = this.#options
    try {
      connection.exec('BEGIN IMMEDIATE')
      try {
        const result = work()
        connection.exec('COMMIT')
        return result
      } catch (error) {
        this.#names.forget()
        connection.exec('ROLLBACK')
        throw error
      }
    } catch (error) {
      throw explain(error, place)
    }
  }

  #tidy(rows: number): void {
    this.#rows += rows
    if (this.#rows < rowsPerCheckpoint) return
    this.#options.checkpoints?.run()
    this.#rows = 0
  }
}

/** The beginning of the names under which loads of a tenant stand until they are published. */
const stagedUnder = (tenant: string): string => `~${tenant}~`
