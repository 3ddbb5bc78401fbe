import type { MessagePort } from 'node:worker_threads'
import type { RawOutcome } from '@casewell/store'
import { explain } from '../connection/fault.ts'
import { findSqlite } from '../connection/find.ts'
import { FileWriter } from '../write/file-writer.ts'
import { watchFile } from '../write/watch.ts'
import type { Answer, Order, Report, WriterSettings } from './messages.ts'
import { flat } from './outcomes.ts'
import { replay, type Tape } from './tape.ts'

/** After so long a file that could not be watched is tried again, in milliseconds. */
const againMs = 1_000

/** The writer thread: takes orders in turn and reports. */
export function serve(port: MessagePort, settings: WriterSettings): void {
  let writer: FileWriter | undefined
  let unwatch: (() => void) | undefined
  const report = (message: Report): void => port.postMessage(message)

  /** A file that could not be opened is tried again with the next order. */
  function open(): FileWriter {
    writer ??= new FileWriter(findSqlite(settings.sqlite), settings)
    return writer
  }

  function answerTo(work: () => readonly RawOutcome[]): Answer {
    try {
      return { kind: 'written', outcomes: flat(work()) }
    } catch (error) {
      return { kind: 'failed', error: explain(error, settings).toJSON() }
    }
  }

  function write(tape: Tape): void {
    const group = replay(tape)
    report(answerTo(() => open().apply(group)))
    writer?.tidy(group)
  }

  function wipe(): readonly RawOutcome[] {
    open().wipe()
    return []
  }

  function watch(): void {
    stopWatching()
    try {
      unwatch = watchFile(open().version, () => report({ kind: 'changed' }))
      report({ kind: 'watching' })
    } catch {
      const timer = setTimeout(watch, againMs) // what is wrong, the next group says
      unwatch = () => clearTimeout(timer)
    }
  }

  function stopWatching(): void {
    unwatch?.()
    unwatch = undefined
  }

  function close(): void {
    stopWatching()
    writer?.close()
    report({ kind: 'closed' })
    port.close()
  }

  port.on('message', (order: Order) => {
    if (order === 'watch') watch()
    else if (order === 'unwatch') stopWatching()
    else if (order === 'close') close()
    else if (order === 'wipe') report(answerTo(wipe))
    else write(order)
  })
}
