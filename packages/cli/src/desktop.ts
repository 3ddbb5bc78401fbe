import type { StoreHost } from '@casewell/store'
import { Progress } from './output/progress.ts'
import { tableOf } from './output/table.ts'
import { openStore } from './store/open-store.ts'
import type { Common } from './store/options.ts'
import type { Surroundings } from './surroundings.ts'

/** What commands work with: the world around, and how one speaks to it. */
export class Desktop {
  readonly around: Surroundings
  /** Told the exit code if the work was done and it is not 0. */
  readonly end: (code: number) => void

  constructor(around: Surroundings, end: (code: number) => void) {
    this.around = around
    this.end = end
  }

  /** Opens the store for one piece of work, and closes it behind. */
  async withStore<R>(common: Common, work: (host: StoreHost) => Promise<R>, isNew = false): Promise<R> {
    const host = openStore(common, this.around.env, isNew)
    try {
      return await work(host)
    } finally {
      await host.close()
    }
  }

  /** One line on the standard output. */
  line(text: string): void {
    this.around.stdout.write(`${text}\n`)
  }

  json(value: unknown): void {
    this.line(JSON.stringify(value))
  }

  /** Rows for a person, or a line of JSON each for a program. */
  rows(common: Common, rows: readonly Readonly<Record<string, unknown>>[]): void {
    if (common.json) for (const row of rows) this.json(row)
    else if (rows.length > 0) this.line(tableOf(rows))
  }

  /** Shown at a terminal only. */
  progress(common: Common): Progress {
    return new Progress(this.around.stderr, this.around.isTerminal && !common.json)
  }

  /** Throws when the person has had enough. */
  check(): void {
    this.around.signal.throwIfAborted()
  }
}
