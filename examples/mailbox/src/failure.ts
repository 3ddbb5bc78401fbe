import { isCasewellError, messageOf } from '@casewell/errors'
import { UsageError } from './arguments.ts'

/** What a person reads when it goes wrong, and the program's exit code: 2 for a wrong call, 1 for the rest. */
export function tellFailure(error: unknown): { readonly lines: readonly string[]; readonly exitCode: number } {
  if (error instanceof UsageError) return { lines: [error.message, 'Say --help for the options.'], exitCode: 2 }
  if (isCasewellError(error)) return { lines: [`${error.code}: ${error.message}`, error.hint], exitCode: 1 }
  return { lines: [messageOf(error)], exitCode: 1 }
}
