import { Worker } from 'node:worker_threads'
import { CasewellError, messageOf } from '@casewell/errors'
import type { RawCommit, RawOutcome } from '@casewell/store'
import { sqliteErrors } from '../errors.ts'
import type { WriterFile } from '../writer-file.ts'
import type { Answer, Order, Report, WriterSettings } from './messages.ts'
import { outcomesIn } from './outcomes.ts'
import { record } from './tape.ts'

interface Waiting {
  readonly resolve: (outcomes: readonly RawOutcome[]) => void
  readonly reject: (error: unknown) => void
}

/** Who wants to hear of other connections. */
interface Watcher {
  /** From here on every commit of another connection is noticed. */
  readonly watching: () => void
  readonly changed: () => void
}

/** The far end of a writer thread. The process may end while the thread is idle, but not while it writes. */
export class WriterThread {
  readonly #worker: Worker
  readonly #file: string
  readonly #waiting: Waiting[] = []
  #watcher: Watcher | undefined
  #ended: CasewellError | undefined
  #closed: { readonly promise: Promise<void>; readonly resolve: () => void } | undefined

  constructor(from: WriterFile, settings: WriterSettings) {
    this.#file = settings.file
    // Not the arguments of this process, which are for its own program. That Node 22 calls its SQLite experimental is
    // said once, by the thread that reads.
    const execArgv = ['--disable-warning=ExperimentalWarning']
    const options = { workerData: settings, execArgv, name: 'casewell store-sqlite' }
    this.#worker = 'url' in from ? new Worker(from.url, options) : new Worker(from.program, { ...options, eval: true })
    this.#worker.on('message', (report: Report) => this.#hear(report))
    this.#worker.on('error', (error) => this.#end(messageOf(error)))
    this.#worker.on('exit', (code) => this.#end(`it exited with code ${code}`))
    this.#worker.unref()
  }

  apply(group: readonly RawCommit[]): Promise<readonly RawOutcome[]> {
    return this.#ask(() => record(group))
  }

  async wipe(): Promise<void> {
    await this.#ask(() => 'wipe')
  }

  watch(watcher: Watcher): () => void {
    this.#watcher = watcher
    this.#order('watch')
    return () => {
      this.#watcher = undefined
      this.#order('unwatch')
    }
  }

  /** Writes what is under way, then ends the thread. */
  close(): Promise<void> {
    if (this.#closed) return this.#closed.promise
    if (this.#ended) return Promise.resolve()
    let resolve = (): void => {}
    const promise = new Promise<void>((done) => (resolve = done))
    this.#closed = { promise, resolve }
    this.#worker.ref()
    this.#order('close')
    return promise
  }

  /** What is answered, in turn. */
  #ask(order: () => Order): Promise<readonly RawOutcome[]> {
    return new Promise((resolve, reject) => {
      if (this.#ended) return reject(this.#ended)
      this.#waiting.push({ resolve, reject })
      if (this.#waiting.length === 1) this.#worker.ref()
      this.#order(order())
    })
  }

  #order(order: Order): void {
    this.#worker.postMessage(order)
  }

  #hear(report: Report): void {
    if (report.kind === 'watching' || report.kind === 'changed') this.#watcher?.[report.kind]()
    if (report.kind === 'written' || report.kind === 'failed') this.#answer(report)
  }

  #answer(answer: Answer): void {
    const waiting = this.#waiting.shift()
    if (this.#waiting.length === 0 && !this.#closed) this.#worker.unref()
    if (answer.kind === 'written') waiting?.resolve(outcomesIn(answer.outcomes))
    else waiting?.reject(revived(answer.error))
  }

  /** The thread is gone: after `close`, or because something went very wrong. */
  #end(reason: string): void {
    this.#ended ??= sqliteErrors['writer-ended']({ file: this.#file, reason })
    for (const { reject } of this.#waiting.splice(0)) reject(this.#ended)
    this.#closed?.resolve()
  }
}

function revived({ code, message, hint, details }: ReturnType<CasewellError['toJSON']>): CasewellError {
  return new CasewellError(code, message, hint, details)
}
