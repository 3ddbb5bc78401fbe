import type { MessagePort } from 'node:worker_threads'
import { explain } from '../connection/fault.ts'
import { findSqlite } from '../connection/find.ts'
import { FileWriter } from '../write/file-writer.ts'
import { watchFile } from '../write/watch.ts'
import type { Order, Report, WriterSettings } from './messages.ts'
import { replay, type Tape } from './tape.ts'

/** The writer thread: takes orders in turn and reports. */
export function serve(port: MessagePort, settings: WriterSettings): void {
  let writer: FileWriter | undefined
  let unwatch: (() => void) | undefined
  const report = (message: Report): void => port.postMessage(message)
  /** A file that could not be opened is tried again with the next group. */
  const open = (): FileWriter => (writer ??= new FileWriter(findSqlite(settings.sqlite), settings))

  function write(tape: Tape): void {
    try {
      const outcomes = open().apply(replay(tape))
      report({ kind: 'written', outcomes })
      writer?.tidy(outcomes.length)
    } catch (error) {
      report({ kind: 'failed', error: explain(error, settings).toJSON() })
    }
  }

  function watch(): void {
    try {
      unwatch ??= watchFile(open(), () => report({ kind: 'changed' }))
    } catch {
      // The next group says why the file cannot be opened.
    }
  }

  function close(): void {
    unwatch?.()
    writer?.close()
    report({ kind: 'closed' })
    port.close()
  }

  port.on('message', (order: Order) => {
    if (typeof order !== 'string') return write(order)
    if (order === 'watch') return watch()
    if (order === 'close') return close()
    unwatch?.()
    unwatch = undefined
  })
}
