/** At most so many rounds are under way: one is being decided while others are being written. */
const mostRounds = 3
/** At most so many things share one round, and one that runs alone. */
const largestRound = 32
const largestAlone = 64

interface Waiting<T> {
  readonly thing: T
  /** Undefined: it belongs to no thread. */
  readonly thread: string | undefined
}

/**
 * Takes things in in the order in which they came, thread by thread, a round of them at a time: while one round is
 * being written, the next one, of other threads, is being decided. What belongs to no thread is taken in after
 * everything that came before it and before everything that comes after it.
 */
export class Rounds<T> {
  readonly #take: (round: readonly T[]) => Promise<void>
  #waiting: Waiting<T>[] = []
  readonly #running = new Set<Promise<void>>()
  /** The threads of the rounds under way. */
  readonly #busy = new Set<string>()
  /** A round is under way that nothing runs beside. */
  #isAlone = false
  #isGathering = false

  /** `take` never rejects. */
  constructor(take: (round: readonly T[]) => Promise<void>) {
    this.#take = take
  }

  push(thing: T, thread: string | undefined): void {
    this.#waiting.push({ thing, thread })
    this.#gather()
  }

  async drain(): Promise<void> {
    while (this.#waiting.length > 0 || this.#running.size > 0) {
      await Promise.all(this.#running)
      await turn()
    }
  }

  /** A round begins in a turn of its own: whoever comes in this one comes along, and the round before is on its way. */
  #gather(): void {
    if (this.#isGathering) return
    this.#isGathering = true
    void turn().then(() => {
      this.#isGathering = false
      const round = this.#next()
      if (round.length > 0) this.#start(round)
    })
  }

  #start(round: readonly Waiting<T>[]): void {
    const threads = round.flatMap(({ thread }) => thread ?? [])
    for (const thread of threads) this.#busy.add(thread)
    const running = this.#take(round.map(({ thing }) => thing)).then(() => {
      this.#running.delete(running)
      for (const thread of threads) this.#busy.delete(thread)
      this.#isAlone = false
      this.#gather()
    })
    this.#running.add(running)
    this.#gather()
  }

  /** Takes the next round out of what waits; an empty one if nothing may begin now. */
  #next(): readonly Waiting<T>[] {
    if (this.#isAlone || this.#running.size === mostRounds) return []
    const isAlone = this.#waiting[0] !== undefined && this.#waiting[0].thread === undefined
    if (!isAlone) return this.#nextOfThreads()
    if (this.#running.size > 0) return []
    this.#isAlone = true
    return this.#waiting.splice(0, largestAlone)
  }

  #nextOfThreads(): readonly Waiting<T>[] {
    const round: Waiting<T>[] = []
    const left: Waiting<T>[] = []
    let end = 0
    for (const one of this.#waiting) {
      if (one.thread === undefined || round.length === largestRound) break
      if (this.#busy.has(one.thread)) left.push(one)
      else round.push(one)
      end++
    }
    this.#waiting = [...left, ...this.#waiting.slice(end)]
    return round
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
