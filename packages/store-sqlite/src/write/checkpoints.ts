import type { RawCommit } from '@casewell/store'
import { type Connection, first, type Statement } from '../connection/connection.ts'

/**
 * Pages in the WAL after which they are carried over into the file: 64 MiB. The more there are, the more often one page
 * was changed meanwhile and is carried over once; the stall of one checkpoint stays below some 30 ms on a local disk.
 */
const targetPages = 16_384
/** A first guess, until the first checkpoint has shown the truth: a row that is written touches about so many pages. */
const guessedPages = 1
/** However little the last rows took, the next ones may take more. */
const leastPages = 0.05

/**
 * Carries the WAL over into the file now and then. SQLite would do it by itself, inside a commit and without the
 * lock of the writer. Here it happens after the commit was acknowledged, and with the lock (`FULL`), so that no other
 * process writes meanwhile: SQLite before 3.51.3 could damage the file there (https://sqlite.org/wal.html#walresetbug).
 */
export class Checkpoints {
  readonly #connection: Connection
  readonly #run: Statement<{ busy: number; log: number }>
  readonly #busyTimeoutMs: number
  #rows = 0
  #pagesPerRow = guessedPages

  constructor(connection: Connection, busyTimeoutMs: number) {
    this.#connection = connection
    this.#busyTimeoutMs = busyTimeoutMs
    this.#run = connection.prepare('PRAGMA wal_checkpoint(FULL)')
  }

  /** Is it time for one? One commit may hold a single row or ten thousand: rows are what fills the WAL. */
  after(group: readonly RawCommit[]): boolean {
    for (const { writes, events } of group) {
      this.#rows += events.length
      for (const { entries } of writes) this.#rows += 1 + (entries?.length ?? 0)
    }
    return this.#rows * this.#pagesPerRow > targetPages
  }

  /** Waits for no reader long: what one still needs stays in the WAL until the next time. */
  run(): void {
    this.#connection.exec('PRAGMA busy_timeout = 20')
    try {
      const log = first(this.#run.all([]))?.log ?? 0
      if (log > 0) this.#pagesPerRow = Math.max(leastPages, log / this.#rows)
    } catch {
      // A checkpoint may fail (a full disk, a lock) without harm: the commits are safe in the WAL.
    } finally {
      this.#rows = 0
      this.#connection.exec(`PRAGMA busy_timeout = ${this.#busyTimeoutMs}`)
    }
  }

  /** The last one: leaves the WAL empty if nobody else has the file open. */
  finish(): void {
    this.#connection.exec('PRAGMA busy_timeout = 20')
    try {
      this.empty()
    } catch {
      // as above
    }
  }

  /** Leaves the WAL empty; false if another connection reads or writes for longer than it is waited for. */
  empty(): boolean {
    const outcome = first(this.#connection.prepare<{ busy: number }>('PRAGMA wal_checkpoint(TRUNCATE)').all([]))
    const isEmpty = outcome?.busy === 0
    if (isEmpty) this.#rows = 0
    return isEmpty
  }
}
