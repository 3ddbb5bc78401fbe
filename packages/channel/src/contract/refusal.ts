import { retryAfterMs, type VendorAnswer } from './call-vendor.ts'
import type { NotSent, Sent } from './outbound.ts'
import { type StandardSchema, understood } from './schema.ts'

/** A vendor's own word of refusal, in the body of its answer. */
export interface Problem {
  readonly code: string | number
  /** In words. @defaultValue the vendor and the code */
  readonly reason?: string
  /** How long to wait, where the body tells it. */
  readonly retryAfterMs?: number
}

/** What a vendor's codes mean. What is in no list is "never", under the code `<vendor>-<code>`. */
export interface RefusalTable {
  /** As people know it: `LINE`. In lower case it begins the codes. */
  readonly vendor: string
  /**
   * Makes a refusal of the body of an answer, or undefined if there is none in it. Vendors refuse with 200 too: such an
   * answer must fit, or nobody knows what became of the call.
   */
  readonly problem?: StandardSchema<unknown, Problem | undefined>
  /** "Not now", and the milliseconds to wait unless the answer tells them. */
  readonly waits?: Readonly<Record<string, number>>
  /** "Nobody knows": the vendor may have done it all the same. Only of an answer that says 200. */
  readonly doubts?: readonly string[]
}

/** What there is to know of the call: repeatable, and the refusals that only say "it is so already". */
interface Judged {
  readonly isIdempotent?: boolean
  readonly fine?: readonly (string | number)[]
}

/** What an answer means by the vendor's table. A status that leaves it open, or says "not now", is believed first. */
export function judge(
  answer: VendorAnswer,
  table: RefusalTable,
  { fine = [], isIdempotent = false }: Judged,
): VendorAnswer {
  const { status, headers, body } = answer
  if (fine.includes(status)) return { ok: true, status, headers, body }
  const read = status === 0 ? undefined : table.problem?.['~standard'].validate(body)
  if (!read || read instanceof Promise) return answer
  if (read.issues)
    return answer.ok ? failing(answer, openly(`HTTP ${status} with something else`, isIdempotent)) : answer
  const problem = read.value
  if (problem && fine.includes(problem.code)) return { ok: true, status, headers, body }
  const failed = problem && refusalOf(problem, answer, table, isIdempotent)
  return failed ? { ...failing(answer, failed), code: `${problem.code}` } : answer
}

const failing = ({ status, headers, body }: VendorAnswer, failed: NotSent) =>
  ({ ok: false, status, headers, body, failed }) as const

/** Nobody knows; but what does no harm a second time may be tried again. */
const openly = (reason: string, isIdempotent: boolean): NotSent =>
  isIdempotent ? { retryAfterMs: 1_000, reason } : { unknown: reason }

function refusalOf(
  { code: said, reason: words, retryAfterMs: asked }: Problem,
  answer: VendorAnswer,
  { vendor, waits = {}, doubts = [] }: RefusalTable,
  isIdempotent: boolean,
): NotSent | undefined {
  if (!answer.ok && 'unknown' in answer.failed) return undefined
  const code = `${said}`
  const reason = words ?? `${vendor}: ${code}`
  const waitMs = asked ?? (Object.hasOwn(waits, code) ? waits[code] : undefined)
  if (waitMs !== undefined) return { retryAfterMs: retryAfterMs(answer.headers) ?? waitMs, reason }
  if (!answer.ok && ('retryAfterMs' in answer.failed || doubts.includes(code))) return undefined
  if (doubts.includes(code)) return openly(code, isIdempotent)
  return { permanent: `${vendor.toLowerCase()}-${code.replaceAll('_', '-')}`, reason }
}

/** Ids of a message: found in the vendor's answer by a schema, or known before. */
export type MessageIds = readonly string[] | StandardSchema<unknown, readonly string[]>

/**
 * The outcome of a call: the ids that the vendor has given to what it took, or those that were known before.
 *
 * @example
 * ```ts
 * import { callVendor, sentBy } from '@casewell/channel/contract'
 * import * as z from 'zod'
 *
 * const Ids = z.object({ id: z.string() }).transform(({ id }) => [id])
 * const context = { fetch: async () => Response.json({ id: '7' }), signal: new AbortController().signal }
 * console.log(sentBy(await callVendor('https://api.walkie.example/say', { method: 'POST' }, context), Ids)) // { sent: [ '7' ] }
 * ```
 */
export function sentBy(
  answer: VendorAnswer,
  ids: readonly string[] | StandardSchema<unknown, readonly string[]>,
): Sent {
  if (!answer.ok) return answer.failed
  const sent = '~standard' in ids ? understood(ids, answer.body) : ids
  return sent ? { sent } : { unknown: `HTTP ${answer.status}, but no id of the message` }
}
