/** Present on every Casewell error, whichever copy of this package made it. */
const brand = Symbol.for('casewell.error')

/** An error that a reader can act on: a stable code, a message with its numbers, a hint, the details, the cause. */
export class CasewellError<Code extends string = string, Details = unknown> extends Error {
  override readonly name = 'CasewellError'
  /** Stable, `area/what`: branch on this, never on the message. */
  readonly code: Code
  /** What to do about it. */
  readonly hint: string
  /** The numbers and names behind the message, for logs and programs. */
  readonly details: Details

  constructor(code: Code, message: string, hint: string, details: Details, origin: { readonly cause?: unknown } = {}) {
    super(message, origin.cause === undefined ? undefined : { cause: origin.cause })
    this.code = code
    this.hint = hint
    this.details = details
    Object.defineProperty(this, brand, { value: true })
  }

  /** The error as plain data: without the stack and without the cause, which may hold what a log must not. */
  toJSON(): { code: Code; message: string; hint: string; details: Details } {
    return { code: this.code, message: this.message, hint: this.hint, details: this.details }
  }
}

/**
 * Is this a Casewell error, and if a code is given, that one? Works across duplicate copies of this package, where
 * `instanceof` does not.
 *
 * The code is a whole one (`store/conflict`) or an area with its slash (`store/`).
 *
 * @example
 * ```ts
 * import { errorCatalogue, isCasewellError } from '@casewell/errors'
 *
 * const errors = errorCatalogue('door', { locked: { says: () => 'the door is locked.', hint: 'Bring the key.' } })
 * console.log(isCasewellError(errors.locked(), 'door/locked')) // true
 * console.log(isCasewellError(new Error('locked'))) // false
 * ```
 */
export function isCasewellError(error: unknown): error is CasewellError
export function isCasewellError<const Code extends string>(error: unknown, code: Code): error is CasewellError<Code>
export function isCasewellError(error: unknown, code?: string): error is CasewellError {
  if (typeof error !== 'object' || error === null || !(brand in error)) return false
  if (code === undefined) return true
  const own = String((error as { code?: unknown }).code)
  return code.endsWith('/') ? own.startsWith(code) : own === code
}

/**
 * The message of anything that was thrown, in one line, for logs and dead letters.
 *
 * @example
 * ```ts
 * import { messageOf } from '@casewell/errors'
 *
 * console.log(messageOf(new Error('no paper')), messageOf('no ink')) // no paper no ink
 * ```
 */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
