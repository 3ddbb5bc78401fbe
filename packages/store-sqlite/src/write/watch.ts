import type { DataVersion } from '../file/data-version.ts'

/** How long a commit of another process may go unnoticed, in milliseconds. */
const everyMs = 25

/** Asks the file now and then whether another process has committed. Keeps no process alive. */
export function watchFile(version: DataVersion, changed: () => void): () => void {
  const look = (): boolean => {
    try {
      return version.isChanged()
    } catch {
      return true // who cannot look must not sleep: reading the log will say what is wrong
    }
  }
  look() // what was committed before is no news
  const timer = setInterval(() => look() && changed(), everyMs)
  timer.unref()
  return () => clearInterval(timer)
}
