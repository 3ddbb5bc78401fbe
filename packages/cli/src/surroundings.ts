import { createInterface } from 'node:readline/promises'
import type { Writable } from 'node:stream'

/** What a command line sees of the world: a terminal in earnest, strings in tests. */
export interface Surroundings {
  readonly stdout: Writable
  readonly stderr: Writable
  readonly env: Readonly<Record<string, string | undefined>>
  /** Does a person read along? Only then progress is shown and questions are asked. */
  readonly isTerminal: boolean
  /** Aborted when the person wants to stop. */
  readonly signal: AbortSignal
  /** Asks the person; what they answered. */
  ask(question: string): Promise<string>
}

/** The surroundings of this process. Ctrl-C and an orderly kill abort what is under way. */
export function ofProcess(): Surroundings {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  return {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    isTerminal: process.stdin.isTTY && process.stderr.isTTY,
    signal: stop.signal,
    async ask(question) {
      const lines = createInterface({ input: process.stdin, output: process.stderr })
      try {
        return await lines.question(question, { signal: stop.signal })
      } finally {
        lines.close()
      }
    },
  }
}
