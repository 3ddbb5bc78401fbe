import { readFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { isCasewellError, messageOf } from '@casewell/errors'
import { type Arguments, readArguments, usage } from './arguments.ts'
import { ask } from './ask.ts'
import { type Choices, usual } from './choices.ts'
import { createErrors } from './errors.ts'
import { nameFor } from './name.ts'
import { project } from './project.ts'
import { newSecret } from './stand-ins.ts'
import { mustBeFree, write } from './write.ts'

/** What a command line sees of the world: a terminal in earnest, strings in tests. */
export interface Surroundings {
  readonly stdin: Readable
  readonly stdout: Writable
  readonly stderr: Writable
  /** The folder that one stands in. */
  readonly cwd: string
  /** Does a person read along? Only then questions are asked. */
  readonly isTerminal: boolean
}

/** The version of this package, and of every other one of its release. */
const { version: release } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string // every package has one
}

/**
 * Runs one command line.
 *
 * @param argv - without the program's own name
 * @returns the exit code: 0 done, 1 failed, 2 not understood, 130 cancelled
 * @example
 * ```ts
 * import { PassThrough } from 'node:stream'
 * import { run } from 'create-casewell'
 *
 * const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough({ encoding: 'utf8' }), new PassThrough()]
 * const code = await run(['--help'], { stdin, stdout, stderr, cwd: '.', isTerminal: false })
 * console.log(code, String(stdout.read()).split('\n')[0]) // 0 Makes a support desk of your own: a small TypeScript project with tests that pass.
 * ```
 */
export async function run(argv: readonly string[], around: Surroundings): Promise<number> {
  try {
    const said = readArguments(argv)
    if (said.wants === 'project') return await make(said, around)
    around.stdout.write(said.wants === 'help' ? usage : `${release}\n`)
    return 0
  } catch (error) {
    const hint = isCasewellError(error) ? `${error.hint}\n` : ''
    around.stderr.write(`${messageOf(error)}\n${hint}`)
    return exitCodeOf(error)
  }
}

async function make(said: Arguments, around: Surroundings): Promise<number> {
  if (said.folder !== undefined) mustBeUsable(said.folder, around)
  const { folder, choices } = completed(await answersTo(said, around), around)
  write(folder, project(choices, { release, secret: newSecret }))
  around.stdout.write(farewell(choices, folder, around.cwd))
  return 0
}

/** Whoever named a folder that cannot be is told before being asked anything. */
function mustBeUsable(folder: string, { cwd }: Surroundings): void {
  nameFor(resolve(cwd, folder))
  mustBeFree(resolve(cwd, folder))
}

async function answersTo(said: Arguments, around: Surroundings): Promise<Arguments> {
  const { isTerminal, stdin, stdout } = around
  const open = (['folder', 'store', 'channels', 'features'] as const).filter((what) => said[what] === undefined)
  if (said.isYes || open.length === 0) return said
  if (!isTerminal) throw createErrors['nobody-to-ask']({ missing: open })
  return ask(said, { input: stdin, output: stdout }, (folder) => faultIn(folder, around))
}

function faultIn(folder: string, around: Surroundings): string | undefined {
  try {
    mustBeUsable(folder, around)
    return undefined
  } catch (error) {
    return messageOf(error)
  }
}

function completed(said: Arguments, { cwd }: Surroundings): { readonly folder: string; readonly choices: Choices } {
  const folder = resolve(cwd, said.folder ?? usual.folder)
  const { store = usual.store, channels = usual.channels, features = usual.features } = said
  return { folder, choices: { name: nameFor(folder), store, channels, features } }
}

function farewell(choices: Choices, folder: string, cwd: string): string {
  const parts = [choices.store, ...choices.channels, ...choices.features].join(', ')
  const way = relative(cwd, folder)
  const steps = [...(way === '' ? [] : [`cd ${way}`]), 'npm install', 'npm test', 'npm start']
  return `${choices.name}: ${parts}\n\n${steps.map((step) => `  ${step}`).join('\n')}\n`
}

function exitCodeOf(error: unknown): number {
  if (isCasewellError(error, 'create-casewell/cancelled')) return 130
  const isUsage = ['not-understood', 'unknown-choice', 'nobody-to-ask', 'bad-name'].some((name) =>
    isCasewellError(error, `create-casewell/${name}`),
  )
  return isUsage ? 2 : 1
}
