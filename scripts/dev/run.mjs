// Runs programs in the foreground, and hands the signals that we get on to them.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = resolve(fileURLToPath(import.meta.url), '../../..')

const env = {
  ...process.env,
  TURBO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
  PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH}`,
}

/** Somebody asked us to stop while a step was running: what follows it must not begin. */
export class Interrupted extends Error {
  constructor(signal) {
    super(`stopped by ${signal}`)
    this.exitCode = 128 + constants.signals[signal]
  }
}

/**
 * In a terminal, Ctrl-C reaches every process of the foreground group by itself; a second SIGINT from us would read as
 * an impatient second Ctrl-C. SIGTERM is for us alone, wherever we run.
 */
const inTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY

/** Hands signals on to a child until the returned function is called, which names the first signal that came. */
function handOn(child) {
  let came
  const listeners = ['SIGINT', 'SIGTERM'].map((signal) => {
    const listener = () => {
      came ??= signal
      if (signal === 'SIGTERM' || !inTerminal) child.kill(signal)
    }
    process.on(signal, listener)
    return () => process.off(signal, listener)
  })
  return () => {
    for (const off of listeners) off()
    return came
  }
}

/**
 * Runs one program; resolves to its exit code, its output (unless it streams) and the signal that we got meanwhile.
 * `hear` gets the output as it comes.
 */
export function spawned(command, args, stdio, more = {}, hear = () => {}) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...env, ...more },
      stdio,
      shell: process.platform === 'win32',
    })
    const letGo = handOn(child)
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => {
        output += text
        hear(text)
      })
    }
    child.on('error', (error) => {
      letGo()
      fail(error)
    })
    child.on('close', (code, signal) => {
      done({ code: code ?? 128 + constants.signals[signal], output, interruptedBy: letGo() })
    })
  })
}

/** Runs one step of a job: its streams are ours; after an interrupt the job ends here. */
export async function step(command, args) {
  const { code, interruptedBy } = await spawned(command, args, 'inherit')
  if (interruptedBy) throw new Interrupted(interruptedBy)
  return code
}

/** Runs a step whose output matters only if it fails; what it is `saying` goes to standard error after one second. */
export async function quietly(command, args, saying) {
  const timer = saying && setTimeout(() => console.error(saying), 1000)
  const { code, output, interruptedBy } = await spawned(command, args, ['ignore', 'pipe', 'pipe'], { NO_COLOR: '1' })
  clearTimeout(timer)
  if (interruptedBy) throw new Interrupted(interruptedBy)
  return { code, output }
}
