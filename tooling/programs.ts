import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'
import { bundledAll } from './bundled.ts'

/** A program in a process of its own: its lines, and how it ended. */
export interface Program {
  readonly process: ChildProcess
  readonly lines: readonly string[]
  /** Resolves with the first line that begins so. */
  line(start: string): Promise<string>
  /** The exit code; null after a signal. */
  ended(): Promise<number | null>
}

/**
 * What starts the programs of a folder, from their source. Each is killed when the test is over that started it; what
 * it writes to its standard error is shown.
 */
export async function programsIn(folder: string): Promise<(name: string, ...args: readonly string[]) => Program> {
  const sources = readdirSync(folder).filter((file) => file.endsWith('.ts'))
  const files = await bundledAll(sources.map((file) => join(folder, file)))
  return (name, ...args) => {
    const file = files.get(name)
    if (file === undefined) throw new Error(`there is no program "${name}" in ${folder}`)
    return start(name, [file, ...args])
  }
}

function start(name: string, args: readonly string[]): Program {
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
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
