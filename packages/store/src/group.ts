import type { RawCommit, RawOutcome, StoreDriver } from './driver.ts'

/** At most so many commits share one durable write. */
const largestGroup = 512

interface Waiting {
  readonly commit: RawCommit
  readonly resolve: (outcome: RawOutcome) => void
  readonly reject: (error: unknown) => void
}

/**
 * Group commit: while one group is being written, the next one gathers. Callers wait for one durable write, not for
 * one each; a lone caller waits for nobody.
 */
export class GroupCommit {
  readonly #driver: StoreDriver
  #waiting: Waiting[] = []
  #running: Promise<void> | undefined

  constructor(driver: StoreDriver) {
    this.#driver = driver
  }

  commit(commit: RawCommit): Promise<RawOutcome> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ commit, resolve, reject })
      this.#running ??= this.#run()
    })
  }

  /** Resolves when everything that was asked for so far is answered. */
  async drain(): Promise<void> {
    while (this.#running) await this.#running
  }

  async #run(): Promise<void> {
    await Promise.resolve() // whoever commits in this same turn comes along
    while (this.#waiting.length > 0) await this.#write(this.#waiting.splice(0, largestGroup))
    this.#running = undefined
  }

  async #write(group: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await this.#driver.apply(group.map(({ commit }) => commit))
      group.forEach(({ resolve, reject }, i) => {
        const outcome = outcomes[i]
        if (outcome) resolve(outcome)
        else reject(new Error(`the ${this.#driver.name} engine answered ${outcomes.length} of ${group.length} commits`))
      })
    } catch (error) {
      if (group.length === 1) for (const { reject } of group) reject(error)
      else for (const waiting of group) await this.#write([waiting]) // one bad commit must not take the others down
    }
  }
}
