import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'

const running = ['--import', 'tsx', '--conditions=@casewell/source']

/** A program of this folder in a process of its own: its lines, and how it ended. */
export interface Program {
  readonly process: ChildProcess
  readonly lines: readonly string[]
  /** Resolves with the first line that begins so. */
  line(start: string): Promise<string>
  /** The exit code; null after a signal. */
  ended(): Promise<number | null>
}

/** Starts `<name>.ts` of this folder. What it writes to its standard error is shown. */
export function start(name: string, ...args: readonly string[]): Program {
  const child = spawn(process.execPath, [...running, join(import.meta.dirname, `${name}.ts`), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const exit = once(child, 'close') as Promise<[number | null]>
  const lines: string[] = []
  const reader = createInterface({ input: child.stdout })
  reader.on('line', (line) => lines.push(line))
  return {
    process: child,
    lines,
    async line(prefix) {
      for (;;) {
        const found = lines.find((line) => line.startsWith(prefix))
        if (found !== undefined) return found
        const ended = await Promise.race([once(reader, 'line').then(() => false), exit.then(() => true)])
        if (ended && !lines.some((line) => line.startsWith(prefix)))
          throw new Error(`${name} ended without saying "${prefix}"; it said ${lines.slice(-5).join(' | ')}`)
      }
    },
    ended: async () => (await exit)[0],
  }
}
