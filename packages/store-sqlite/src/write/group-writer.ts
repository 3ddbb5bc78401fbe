import { type RawCommit, type RawOutcome, stretches } from '@casewell/store'
import type { Connection, Statement } from '../connection/connection.ts'
import type { Names } from '../file/names.ts'
import { Changes } from './changes.ts'
import { Lookups } from './lookups.ts'

/** Writes groups of commits, one transaction a group. */
export class GroupWriter {
  readonly #connection: Connection
  readonly #names: Names
  readonly #lookups: Lookups
  readonly #changes: Changes
  readonly #begin: Statement
  readonly #commit: Statement

  constructor(connection: Connection, names: Names) {
    this.#connection = connection
    this.#names = names
    this.#lookups = new Lookups(connection, names)
    this.#changes = new Changes(connection, names)
    this.#begin = connection.prepare('BEGIN IMMEDIATE')
    this.#commit = connection.prepare('COMMIT')
  }

  /** Durable when it returns; nothing was written if it throws. Waits for the lock of the file first. */
  apply(group: readonly RawCommit[]): readonly RawOutcome[] {
    this.#begin.run([])
    try {
      const outcomes = stretches(group).flatMap((commits) => this.#write(commits))
      this.#commit.run([])
      return outcomes
    } catch (error) {
      this.#undo()
      throw error
    }
  }

  #write(commits: readonly RawCommit[]): readonly RawOutcome[] {
    const tasks = this.#lookups.tasks(commits)
    const outcomes = tasks.map(({ tenant, commit }) => tenant.decide(commit))
    this.#changes.write(new Set(tasks.map(({ tenant }) => tenant)))
    return outcomes
  }

  #undo(): void {
    this.#names.forget()
    try {
      this.#connection.exec('ROLLBACK')
    } catch {
      // SQLite has rolled back by itself, as it does when the disk is full
    }
  }
}
