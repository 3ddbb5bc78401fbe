import { isCasewellError } from '@casewell/errors'
import type { Blobs, Unit } from '@casewell/store'
import { IndexSnapshots, newestSnapshot } from './collections.ts'
import type { Following, Kept } from './open-index.ts'

/** What a keeper needs besides the index. */
export interface KeeperPort {
  readonly blobs: Blobs
  transact<R>(decide: (work: Unit) => Promise<R> | R): Promise<R>
  report(error: unknown): void
}

/** A snapshot is worth writing when reading everything again would take longer than this many articles do. */
const worthKeeping = 200
/** Written anew when this share of the articles has changed, and not before so many have. */
const share = 0.1
/** So long after enough has changed, milliseconds: never more than one in that time. */
const usualPauseMs = 5_000

/**
 * Keeps the index for the next start, in the background: whoever comes after a process that was killed starts quickly, too.
 * Writing costs a twentieth of reading everything, and only after a tenth has changed.
 */
export class Keeper {
  readonly #port: KeeperPort
  readonly #following: Following
  readonly #pauseMs: number
  /** The snapshot of before. */
  #blob: string | undefined
  /** Position, changes and erasures that it knows. */
  #kept = { position: 0, changes: 0, forgotten: 0 }
  #pause: NodeJS.Timeout | undefined
  #writing: Promise<void> | undefined
  #isStopped = false

  /** @param kept - the snapshot that the index was opened from */
  constructor(port: KeeperPort, following: Following, kept: Kept | undefined, pauseMs = usualPauseMs) {
    this.#port = port
    this.#following = following
    this.#pauseMs = pauseMs
    this.#blob = kept?.blob
    this.#kept.position = kept?.position ?? 0
  }

  /** Something may have changed: looks whether that is enough. */
  look(): void {
    if (this.#pause || this.#isStopped || !this.#isDue()) return
    this.#pause = setTimeout(() => {
      this.#pause = undefined
      void this.write().catch((error: unknown) => {
        // Closed beneath it, without a stop: the next start reads what was kept before.
        if (!isCasewellError(error, 'store/closed')) this.#port.report(error)
      })
    }, this.#pauseMs)
    this.#pause.unref()
  }

  /** Writes what is not kept yet, and nothing more after that. */
  async stop(): Promise<void> {
    this.#isStopped = true
    clearTimeout(this.#pause)
    await this.#writing?.catch(() => {}) // whoever began it is told
    if (this.#isWorth() && this.#following.follower.position > this.#kept.position) await this.write()
  }

  /** Writes a snapshot now. */
  write(): Promise<void> {
    this.#writing ??= this.#write().finally(() => {
      this.#writing = undefined
    })
    return this.#writing
  }

  #isWorth(): boolean {
    return this.#following.index.size >= worthKeeping
  }

  #isDue(): boolean {
    const { index, follower } = this.#following
    const enough = Math.max(worthKeeping, share * index.size)
    const isForgotten = follower.forgotten > this.#kept.forgotten // the snapshot of before was dropped
    return this.#isWorth() && (isForgotten || follower.changes - this.#kept.changes >= enough)
  }

  async #write(): Promise<void> {
    const { follower } = this.#following
    do await this.#writeOnce()
    while (follower.forgotten > this.#kept.forgotten)
  }

  /** Words may be erased while it is written: whoever erased them dropped the snapshot of before, not this one. */
  async #writeOnce(): Promise<void> {
    const { index, follower } = this.#following
    const { position, changes, forgotten } = follower
    const { blob } = await this.#port.blobs.write(index.snapshot())
    const now = await this.#port.transact((work) => {
      work.put(IndexSnapshots, newestSnapshot, { blob, position, articles: index.size, at: work.now.toISOString() })
      return work.now
    })
    if (this.#blob !== undefined && this.#blob !== blob) await this.#port.blobs.forget(this.#blob, now)
    this.#blob = blob
    this.#kept = { position, changes, forgotten }
    if (!this.#isStopped) await follower.follow()
  }
}
