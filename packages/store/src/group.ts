import type { RawCommit, RawOutcome, RawWrite, StoreDriver } from './driver.ts'
import type { Sealed } from './seal.ts'

/** At most so many commits share one durable write. */
const largestGroup = 512

/** A commit whose time is not known yet. */
export interface Prepared {
  readonly tenant: string
  readonly writes: readonly RawWrite[]
  readonly events: readonly Sealed[]
}

interface Waiting {
  readonly commit: Prepared
  readonly resolve: (outcome: RawOutcome) => void
  readonly reject: (error: unknown) => void
}

/** How commits were written since the host was opened. */
export interface GroupFigures {
  /** Commits that wait for their write: the depth of the queue. */
  readonly waiting: number
  readonly groups: number
  /** Commits that were answered: written, or told of a conflict. */
  readonly commits: number
  /** Commits that the engine refused. */
  readonly failed: number
  /** Commits of the last group, and of the largest one. */
  readonly last: number
  readonly largest: number
}

/**
 * Group commit: while one group is being written, the next one gathers, in the order in which its commits were asked
 * for. Callers wait for one durable write, not for one each; a lone caller waits for nobody.
 */
export class GroupCommit {
  readonly #driver: StoreDriver
  #waiting: Waiting[] = []
  #isRunning = false
  readonly #figures = { groups: 0, commits: 0, failed: 0, last: 0, largest: 0 }

  constructor(driver: StoreDriver) {
    this.#driver = driver
  }

  get figures(): GroupFigures {
    return { waiting: this.#waiting.length, ...this.#figures }
  }

  commit(commit: Prepared): Promise<RawOutcome> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ commit, resolve, reject })
      if (!this.#isRunning) void this.#run()
    })
  }

  async #run(): Promise<void> {
    this.#isRunning = true
    await Promise.resolve() // whoever commits in this same turn comes along
    while (this.#waiting.length > 0) await this.#write(this.#waiting.splice(0, largestGroup))
    this.#isRunning = false
  }

  async #write(group: readonly Waiting[]): Promise<void> {
    try {
      const time = new Date(await this.#driver.now()).toISOString()
      const outcomes = await this.#driver.apply(group.map(({ commit }) => stamped(commit, time)))
      this.#count(group.length)
      group.forEach(({ resolve, reject }, i) => {
        const outcome = outcomes[i]
        if (outcome) resolve(outcome)
        else reject(new Error(`the ${this.#driver.name} engine answered ${outcomes.length} of ${group.length} commits`))
      })
    } catch (error) {
      const isAlike = group.length === 1 || this.#driver.isOutage?.(error) === true
      if (isAlike) this.#figures.failed += group.length
      if (isAlike) for (const { reject } of group) reject(error)
      else for (const waiting of group) await this.#write([waiting]) // one bad commit must not take the others down
    }
  }

  #count(commits: number): void {
    const figures = this.#figures
    figures.groups++
    figures.commits += commits
    figures.last = commits
    figures.largest = Math.max(figures.largest, commits)
  }
}

const stamped = ({ tenant, writes, events }: Prepared, time: string): RawCommit => ({
  tenant,
  writes,
  events: events.map((event) => ({ subject: event.subject, json: event.json(time) })),
})
