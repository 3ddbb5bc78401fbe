import { isCasewellError, messageOf } from '@casewell/errors'
import { CommanderError } from 'commander'
import { cliErrors } from './errors.ts'
import { exitCodeOf, exitCodes } from './exit-codes.ts'
import { programIn } from './program.ts'
import type { Surroundings } from './surroundings.ts'

/**
 * Runs one command line.
 *
 * @param argv - without the program's own name
 * @returns the exit code: 0 done, 1 failed, 2 not understood, 3 done but a person should look, 130 interrupted
 * @example
 * ```ts
 * import { PassThrough } from 'node:stream'
 * import { run } from '@casewell/cli'
 *
 * const stdout = new PassThrough({ encoding: 'utf8' })
 * const silent = { stdout, stderr: new PassThrough(), env: {}, isTerminal: false, signal: new AbortController().signal }
 * const code = await run(['--help'], { ...silent, ask: async () => '' })
 * console.log(code, String(stdout.read()).split('\n')[0]) // 0 Usage: casewell [options] [command]
 * ```
 */
export async function run(argv: readonly string[], around: Surroundings): Promise<number> {
  const outcome: { code: number } = { code: exitCodes.done }
  try {
    await programIn(around, (code) => (outcome.code = code)).parseAsync([...argv], { from: 'user' })
    return outcome.code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage
    const failure = around.signal.aborted ? cliErrors.interrupted() : error
    around.stderr.write(told(failure, argv.includes('--json')))
    return exitCodeOf(failure)
  }
}

function told(error: unknown, asJson: boolean): string {
  const code = isCasewellError(error) ? error.code : 'unknown'
  const hint = isCasewellError(error) ? error.hint : undefined
  const message = messageOf(error)
  if (asJson) return `${JSON.stringify({ error: { code, message, ...(hint !== undefined && { hint }) } })}\n`
  return `${code}: ${message}\n${hint === undefined ? '' : `${hint}\n`}`
}
