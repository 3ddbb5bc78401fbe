import { isCasewellError } from '@casewell/errors'

/** How a command ends, for whoever started it. */
export const exitCodes = {
  done: 0,
  failed: 1,
  /** The command line could not be understood, or lacks something. */
  usage: 2,
  /** Done, but a person should look: bytes were lost, the engine does not answer. */
  attention: 3,
  /** As a shell says it of a program that Ctrl-C ended: 128 + SIGINT. */
  interrupted: 130,
} as const

const usage = [
  'cli/no-store',
  'cli/bad-url',
  'cli/which-tenant',
  'cli/not-confirmed',
  'cli/file-exists',
  'cli/no-folder',
  'cli/no-module',
  'cli/bad-module',
  'cli/no-collections',
] as const

/** The exit code of a failure. */
export function exitCodeOf(error: unknown): number {
  if (isCasewellError(error, 'cli/interrupted')) return exitCodes.interrupted
  return usage.some((code) => isCasewellError(error, code)) ? exitCodes.usage : exitCodes.failed
}
