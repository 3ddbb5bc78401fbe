import { type CasewellError, isCasewellError, messageOf } from '@casewell/errors'
import { sqliteErrors } from '../errors.ts'

/** What an error is explained with. */
export interface Place {
  readonly file: string
  readonly busyTimeoutMs: number
}

/** Primary result codes: https://sqlite.org/rescode.html */
const explanations: Readonly<Record<number, (place: Place, reason: string) => CasewellError>> = {
  5: ({ file, busyTimeoutMs }) => sqliteErrors.locked({ file, waitedMs: busyTimeoutMs }),
  6: ({ file, busyTimeoutMs }) => sqliteErrors.locked({ file, waitedMs: busyTimeoutMs }),
  8: ({ file }) => sqliteErrors['read-only']({ file }),
  10: ({ file }, reason) => sqliteErrors['input-output']({ file, reason }),
  11: ({ file }, reason) => sqliteErrors.corrupt({ file, reason }),
  13: ({ file }) => sqliteErrors['disk-full']({ file }),
  14: ({ file }, reason) => sqliteErrors['cannot-open']({ file, reason }),
  26: ({ file }) => sqliteErrors['not-a-database']({ file }),
}

/** Says what an error of either SQLite means. What is explained already stays as it is. */
export function explain(error: unknown, place: Place): CasewellError {
  if (isCasewellError(error)) return error
  const reason = messageOf(error).replace(/\.$/, '')
  const explanation = explanations[resultCode(error) & 0xff]
  return explanation?.(place, reason) ?? sqliteErrors.failed({ file: place.file, reason }, { cause: error })
}

/** `node:sqlite` has it as `errcode`, libsql as `rawCode`, and in the text when it could not even open the file. */
function resultCode(error: unknown): number {
  const { errcode, rawCode } = (error ?? {}) as { errcode?: unknown; rawCode?: unknown } // anything can be thrown
  if (typeof errcode === 'number') return errcode
  if (typeof rawCode === 'number') return rawCode
  return Number(/Unable to open connection to local database .*: (\d+)/s.exec(messageOf(error))?.[1] ?? 0)
}

/** Does this error meet every commit alike, whatever is in it? */
export function isOutage(error: unknown): boolean {
  return outages.some((code) => isCasewellError(error, code))
}

const outages = [
  'store-sqlite/locked',
  'store-sqlite/read-only',
  'store-sqlite/corrupt',
  'store-sqlite/cannot-open',
  'store-sqlite/not-a-database',
  'store-sqlite/writer-ended',
] as const
