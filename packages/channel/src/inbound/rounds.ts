/** Lanes besides the common one. */
const parallel = 3
/** At most so many things share one round. */
const largestGroup = 64

interface Lane<T> {
  waiting: T[]
  running: Promise<void> | undefined
}

/**
 * Takes things in in the order in which they came, thread by thread: while one group is being written, the next one is
 * being decided. What belongs to no thread goes through the common lane, after everything that came before it and
 * before everything that comes after it.
 */
export class Lanes<T> {
  readonly #take: (group: readonly T[]) => Promise<void>
  readonly #common: Lane<T> = { waiting: [], running: undefined }
  readonly #others: readonly Lane<T>[] = Array.from({ length: parallel }, () => ({ waiting: [], running: undefined }))

  /** `take` never rejects. */
  constructor(take: (group: readonly T[]) => Promise<void>) {
    this.#take = take
  }

  push(thing: T, thread: string | undefined): void {
    const lane = this.#laneOf(thread)
    lane.waiting.push(thing)
    lane.running ??= this.#run(lane)
  }

  async drain(): Promise<void> {
    for (const lane of [this.#common, ...this.#others]) while (lane.running) await lane.running
  }

  /** While the common lane is busy, everything waits behind it. */
  #laneOf(thread: string | undefined): Lane<T> {
    if (thread === undefined || this.#common.running) return this.#common
    return this.#others[hashOf(thread) % parallel] ?? this.#common
  }

  async #run(lane: Lane<T>): Promise<void> {
    await Promise.resolve() // whoever comes in this same turn comes along
    if (lane === this.#common) for (const { running } of this.#others) await running
    while (lane.waiting.length > 0) await this.#take(lane.waiting.splice(0, largestGroup))
    lane.running = undefined
  }
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0
  return hash
}
