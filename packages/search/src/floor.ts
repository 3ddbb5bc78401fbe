/** How high the n-th highest is of the numbers above 0 seen so far. */
export class Floor {
  /** Ascending: the first is the one to beat. */
  readonly #highest: Float64Array
  /** 0 while fewer than n have been seen. A number that is no higher needs not be added. */
  height = 0

  constructor(n: number) {
    this.#highest = new Float64Array(Math.max(1, n))
  }

  add(x: number): void {
    const highest = this.#highest
    let place = 0
    for (; place + 1 < highest.length && x > (highest[place + 1] as number); place++)
      highest[place] = highest[place + 1] as number // in bounds
    highest[place] = x
    this.height = highest[0] as number // it has one at least
  }
}
