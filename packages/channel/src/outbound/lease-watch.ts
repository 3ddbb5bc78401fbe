import type { Stored } from '@casewell/store'

interface Watched {
  readonly version: number
  readonly since: number
}

/**
 * Attempts that somebody else may still be making, watched on our own steady clock: no clocks are compared, and no jump
 * of a wall clock takes an attempt away from whoever is making it.
 */
export class LeaseWatch {
  readonly #ms: number
  readonly #watched = new Map<string, Watched>()

  /** @param ms - a line that has not changed for so long is nobody's any more */
  constructor(ms: number) {
    this.#ms = ms
  }

  /** Has it stood still for long enough? The first look at a version begins the wait. */
  hasEnded({ id, version }: Pick<Stored<unknown>, 'id' | 'version'>): boolean {
    const known = this.#watched.get(id)
    if (known?.version === version) return performance.now() - known.since >= this.#ms
    this.#watched.set(id, { version, since: performance.now() })
    return false
  }

  /** Is there nothing to do about this line but to wait? */
  isResting({ id, version }: Pick<Stored<unknown>, 'id' | 'version'>): boolean {
    const known = this.#watched.get(id)
    return known?.version === version && performance.now() - known.since < this.#ms
  }

  /** Milliseconds until the first of them may have ended. */
  get nextMs(): number {
    const now = performance.now()
    for (const [id, { since }] of this.#watched) if (now - since > 10 * this.#ms) this.#watched.delete(id) // it went on
    const waits = [...this.#watched.values()].map(({ since }) => since + this.#ms - now).filter((ms) => ms > 0)
    return Math.min(Number.POSITIVE_INFINITY, ...waits)
  }
}
