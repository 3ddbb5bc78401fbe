import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Goal, judge, type Verdict } from './verdicts.ts'

/** How one run of an experiment is set up. */
export interface TrialOptions {
  /** Scaled down, for `npm test`. @defaultValue false */
  readonly quick?: boolean
  /** Only these places: `sqlite`, `postgres`. @defaultValue all */
  readonly only?: readonly string[]
  /** Told of every line as soon as it is known. */
  readonly show?: (line: string) => void
}

/** One run of an experiment: what it counts, and what it has to tidy up, in whatever way it ends. */
export class Trial implements AsyncDisposable {
  readonly verdicts: Verdict[] = []
  readonly notes: string[] = []
  readonly quick: boolean
  readonly only: readonly string[] | undefined
  readonly #show: (line: string) => void
  readonly #cleanups: (() => unknown)[] = []

  constructor({ quick = false, only, show = () => {} }: TrialOptions = {}) {
    this.quick = quick
    this.only = only
    this.#show = show
  }

  /** How much: of the whole experiment, or scaled down. */
  size(whole: number, quick: number): number {
    return this.quick ? quick : whole
  }

  /** What must hold, and what was counted. */
  must(where: string, what: string, goal: Goal, counted: number): void {
    this.#keep(judge(where, what, goal, counted))
  }

  /** A part that cannot run here, and why. */
  skip(where: string, reason: string): void {
    this.#keep({ where, what: reason, goal: '', counted: '', verdict: 'not run' })
  }

  /** A line under the table: what a reader must know to believe it. */
  note(text: string): void {
    this.notes.push(text)
  }

  /** A word on how far it is. */
  tell(text: string): void {
    this.#show(text)
  }

  /** Tidies up at the end; what came last goes first. */
  onEnd(cleanup: () => unknown): void {
    this.#cleanups.push(cleanup)
  }

  /** A folder of this run's own. */
  folder(): string {
    const folder = mkdtempSync(join(tmpdir(), 'casewell-fault-'))
    this.onEnd(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
    return folder
  }

  /** Did everything hold that could be tried, and was anything tried at all? */
  get holds(): boolean {
    const tried = this.verdicts.filter(({ verdict }) => verdict !== 'not run')
    return tried.length > 0 && tried.every(({ verdict }) => verdict === 'holds')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const cleanup of this.#cleanups.splice(0).reverse()) await cleanup()
  }

  #keep(verdict: Verdict): void {
    this.verdicts.push(verdict)
    this.#show(`${verdict.verdict}: ${verdict.where}, ${verdict.what}: ${verdict.counted}`)
  }
}
