import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { bundledAll } from '../../../tooling/bundled.ts'
import type { Trial } from './trial.ts'

const folder = resolve(import.meta.dirname, '../programs')
const files = await bundledAll(readdirSync(folder).map((file) => join(folder, file)))

/** A program of `programs/` in a process of its own. */
export interface Program {
  readonly process: ChildProcess
  /** What it said, line by line. */
  readonly lines: readonly string[]
  /** Resolves with the first line that begins so. */
  line(start: string): Promise<string>
  /** Resolves with the exit code; null after a signal. Everything that it said is in `lines`. */
  readonly ended: Promise<number | null>
  /** Ends its input, which asks it to stop. */
  finish(): Promise<number | null>
  /** SIGKILL: it can do nothing about it. False if it had ended by itself. */
  kill(): Promise<boolean>
}

/** How a program is started. */
export interface StartOptions {
  /** For Node itself, before the program. */
  readonly node?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** Starts `<name>.ts` of `programs/`; it is killed when the trial ends, if it still lives. */
export function start(
  trial: Trial,
  name: string,
  args: readonly string[],
  { node = [], env }: StartOptions = {},
): Program {
  const file = files.get(name)
  if (file === undefined) throw new Error(`there is no program "${name}" in ${folder}`)
  const child = spawn(process.execPath, [...node, file, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  })
  child.stdin.on('error', () => {}) // it was killed before it could be asked
  const ended = once(child, 'close').then(([code]) => code as number | null) // as Node documents `close`
  const lines: string[] = []
  const reader = createInterface({ input: child.stdout })
  reader.on('line', (line) => lines.push(line))
  const program: Program = {
    process: child,
    lines,
    ended,
    line: (start) => firstLine(start),
    async finish() {
      child.stdin.end()
      return ended
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
      return child.signalCode === 'SIGKILL'
    },
  }
  trial.onEnd(() => program.kill())
  return program

  async function firstLine(start: string): Promise<string> {
    for (let seen = 0; ; ) {
      for (; seen < lines.length; seen++) if (lines[seen]?.startsWith(start)) return lines[seen] ?? ''
      const over = await Promise.race([once(reader, 'line').then(() => false), ended.then(() => true)])
      if (over && seen >= lines.length)
        throw new Error(`${name} ended without saying "${start}": ${lines.slice(-3).join(' | ')}`)
    }
  }
}
