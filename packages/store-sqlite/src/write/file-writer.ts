import type { RawCommit, RawOutcome } from '@casewell/store'
import type { Connection, Sqlite } from '../connection/connection.ts'
import { explain, type Place } from '../connection/fault.ts'
import { sqliteErrors } from '../errors.ts'
import { DataVersion } from '../file/data-version.ts'
import { Names } from '../file/names.ts'
import { inMemory, openFile } from '../file/open.ts'
import { Checkpoints } from './checkpoints.ts'
import { GroupWriter } from './group-writer.ts'

/** The one connection of a store that writes. */
export class FileWriter {
  readonly connection: Connection
  readonly names: Names
  readonly version: DataVersion
  readonly #place: Place
  readonly #groups: GroupWriter
  readonly #checkpoints: Checkpoints | undefined

  /** @throws what opening a file throws */
  constructor(sqlite: Sqlite, place: Place) {
    this.#place = place
    this.connection = openFile(sqlite, place)
    this.names = new Names(this.connection)
    this.#groups = new GroupWriter(this.connection, this.names)
    this.#checkpoints = place.file === inMemory ? undefined : new Checkpoints(this.connection, place.busyTimeoutMs)
    this.version = new DataVersion(this.connection)
  }

  /** @throws `store-sqlite/locked`, `store-sqlite/disk-full` and their like; then nothing of the group was written */
  apply(group: readonly RawCommit[]): readonly RawOutcome[] {
    try {
      return this.#groups.apply(group)
    } catch (error) {
      throw explain(error, this.#place)
    }
  }

  /** To be called when a group is acknowledged: what can be done while nobody waits. */
  tidy(group: readonly RawCommit[]): void {
    if (this.#checkpoints?.after(group)) this.#checkpoints.run()
  }

  /** @throws `store-sqlite/locked` if somebody reads or writes for too long; trying again is all that is needed */
  wipe(): void {
    const { file, busyTimeoutMs: waitedMs } = this.#place
    try {
      if (this.#checkpoints?.empty() === false) throw sqliteErrors.locked({ file, waitedMs })
    } catch (error) {
      throw explain(error, this.#place)
    }
  }

  close(): void {
    this.#checkpoints?.finish()
    this.connection.close()
  }
}
