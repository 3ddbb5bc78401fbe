import type { FileWriter } from './file-writer.ts'

/** How long a commit of another process may go unnoticed, in milliseconds. */
const everyMs = 25

/** Asks the file now and then whether another process has committed. Keeps no process alive. */
export function watchFile(writer: FileWriter, changed: () => void): () => void {
  const look = (): boolean => {
    try {
      return writer.isChanged()
    } catch {
      return true // who cannot look must not sleep: reading the log will say what is wrong
    }
  }
  look()
  const timer = setInterval(() => look() && changed(), everyMs)
  timer.unref()
  return () => clearInterval(timer)
}
