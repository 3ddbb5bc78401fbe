/** Keeps the best few of many, best first. */
export class Best<T> {
  readonly #size: number
  readonly #compare: (a: T, b: T) => number
  readonly #kept: T[] = []

  /** @param compare - below 0 where `a` is better than `b` */
  constructor(size: number, compare: (a: T, b: T) => number) {
    this.#size = size
    this.#compare = compare
  }

  /** The one that a further candidate must beat; undefined while there is room. */
  get worst(): T | undefined {
    return this.#kept.length < this.#size ? undefined : this.#kept[this.#size - 1]
  }

  add(candidate: T): void {
    const worst = this.worst
    if (this.#size === 0 || (worst !== undefined && this.#compare(candidate, worst) >= 0)) return
    const kept = this.#kept
    let place = kept.length
    while (place > 0 && this.#compare(candidate, kept[place - 1] as T) < 0) place -= 1 // place - 1 is in bounds
    kept.splice(place, 0, candidate)
    if (kept.length > this.#size) kept.pop()
  }

  /** The best, best first. */
  ranked(): readonly T[] {
    return this.#kept
  }
}

/** Something found, and how well it fits. */
export interface Ranked {
  readonly id: string
  readonly score: number
}

/** Highest score first; equals in the order of their ids, so that an order never depends on history. */
export const byRank = (a: Ranked, b: Ranked): number => b.score - a.score || (a.id < b.id ? -1 : 1)
