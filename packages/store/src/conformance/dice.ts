/** Random numbers that come again with their seed: a failure can be looked at twice. */
export class Dice {
  #state: number

  constructor(seed: number) {
    this.#state = seed
  }

  /** A whole number from 0 to n − 1. The generator is splitmix32, after Steele, Lea and Flood, OOPSLA 2014. */
  below(n: number): number {
    this.#state = (this.#state + 0x9e3779b9) | 0
    let mixed = this.#state ^ (this.#state >>> 16)
    mixed = Math.imul(mixed, 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) % n
  }

  /** One of some things. */
  pick<T>(some: readonly [T, ...T[]]): T {
    return some[this.below(some.length)] ?? some[0]
  }

  /** As many things as the dice say, at most n. */
  some<T>(n: number, make: () => T): readonly T[] {
    return Array.from({ length: this.below(n + 1) }, make)
  }
}
