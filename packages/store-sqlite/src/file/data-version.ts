import { type Connection, first, type Statement } from '../connection/connection.ts'

/**
 * Notices that another connection has committed, in this process or another one; commits of its own connection do not
 * count (https://sqlite.org/pragma.html#pragma_data_version).
 */
export class DataVersion {
  readonly #ask: Statement<{ data_version: number }>
  #seen: number | undefined

  constructor(connection: Connection) {
    this.#ask = connection.prepare('PRAGMA data_version')
    this.isChanged()
  }

  /** Since this was asked last, or since the beginning. */
  isChanged(): boolean {
    const before = this.#seen
    this.#seen = first(this.#ask.all([]))?.data_version
    return before !== this.#seen
  }
}
