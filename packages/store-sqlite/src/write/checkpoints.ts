import { type Connection, first, type Statement } from '../connection/connection.ts'

/**
 * Pages in the WAL after which they are carried over into the file: 64 MiB. The more there are, the more often one page
 * was changed meanwhile and is carried over once; the stall of one checkpoint stays below some 30 ms on a local disk.
 */
const targetPages = 16_384
/** A first guess, until the first checkpoint has shown the truth: a commit touches about so many pages. */
const guessedPages = 8

/**
 * Carries the WAL over into the file now and then. SQLite would do it by itself, inside a commit and without the
 * lock of the writer. Here it happens after the commit was acknowledged, and with the lock (`FULL`), so that no other
 * process writes meanwhile: SQLite before 3.51.3 could damage the file there (https://sqlite.org/wal.html#walresetbug).
 */
export class Checkpoints {
  readonly #connection: Connection
  readonly #run: Statement<{ busy: number; log: number }>
  readonly #busyTimeoutMs: number
  #commits = 0
  #pagesPerCommit = guessedPages

  constructor(connection: Connection, busyTimeoutMs: number) {
    this.#connection = connection
    this.#busyTimeoutMs = busyTimeoutMs
    this.#run = connection.prepare('PRAGMA wal_checkpoint(FULL)')
  }

  /** Is it time for one? */
  after(commits: number): boolean {
    this.#commits += commits
    return this.#commits * this.#pagesPerCommit > targetPages
  }

  /** Waits for no reader long: what one still needs stays in the WAL until the next time. */
  run(): void {
    this.#connection.exec('PRAGMA busy_timeout = 20')
    try {
      const log = first(this.#run.all([]))?.log ?? 0
      if (log > 0) this.#pagesPerCommit = Math.max(0.1, log / this.#commits)
    } catch {
      // A checkpoint may fail (a full disk, a lock) without harm: the commits are safe in the WAL.
    } finally {
      this.#commits = 0
      this.#connection.exec(`PRAGMA busy_timeout = ${this.#busyTimeoutMs}`)
    }
  }

  /** The last one: leaves the WAL empty if nobody else has the file open. */
  finish(): void {
    this.#connection.exec('PRAGMA busy_timeout = 20')
    try {
      this.#connection.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all([])
    } catch {
      // as above
    }
  }
}
