import { type ChildProcess, spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { bundled } from '../../../tooling/bundled.ts'

const main = await bundled(resolve(import.meta.dirname, '../main.ts'))

/** What a run of the program left behind. */
export interface Outcome {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** A run of the program that is still going on. */
export interface Run {
  readonly child: ChildProcess
  readonly ended: Promise<Outcome>
  /** Resolves to what it matched when the program has printed it; rejects when it ends without. */
  says(text: string | RegExp): Promise<RegExpMatchArray>
  type(line: string): void
}

/** Starts the program from source, without a terminal. */
export function start(args: readonly string[]): Run {
  // Node 22 calls its own SQLite experimental, on standard error.
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], {
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let [out, err] = ['', '']
  const listeners = new Set<() => void>()
  child.stdout.on('data', (data: Buffer) => {
    out += data.toString()
    for (const listener of listeners) listener()
  })
  child.stderr.on('data', (data: Buffer) => {
    err += data.toString()
  })
  const ended = new Promise<Outcome>((resolve) => child.once('close', (code) => resolve({ code, out, err })))
  return {
    child,
    ended,
    says: (text) =>
      new Promise((resolve, reject) => {
        const wanted = typeof text === 'string' ? new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')) : text
        const look = (): void => {
          const found = out.match(wanted)
          if (found) resolve(found)
        }
        listeners.add(look)
        void ended.then(() => reject(new Error(`ended without saying ${String(text)}: ${out}${err}`)))
        look()
      }),
    type: (line) => void child.stdin.write(`${line}\n`),
  }
}

/** Runs the program to its end. */
export const run = (args: readonly string[]): Promise<Outcome> => {
  const running = start(args)
  running.child.stdin?.end()
  return running.ended
}
