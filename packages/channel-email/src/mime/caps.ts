/**
 * How much of a mail is read before it is set aside. Each cap bounds the time of a parse: within the caps it is
 * linear in the size.
 */
export interface MailCaps {
  /** Bytes of the whole mail. @defaultValue 52,428,800 (50 MiB; Gmail receives mails up to this size) */
  readonly maxBytes: number
  /** Bytes of all header lines, those of the parts included. @defaultValue 262,144 (256 KiB) */
  readonly maxHeaderBytes: number
  /** Bytes of one header field, folded lines included. @defaultValue 65,536 (64 KiB, some 1,500 recipients) */
  readonly maxFieldBytes: number
  /** Parts of the mail. @defaultValue 500 */
  readonly maxParts: number
  /** How deep multiparts may lie in each other. @defaultValue 50 */
  readonly maxDepth: number
}

/** The caps that hold where none are given. */
export const defaultCaps: MailCaps = {
  maxBytes: 50 * 1024 * 1024,
  maxHeaderBytes: 256 * 1024,
  maxFieldBytes: 64 * 1024,
  maxParts: 500,
  maxDepth: 50,
}

/** Why a mail cannot be read as one. */
export type UnparsableReason =
  | 'empty'
  | 'no-header-lines'
  | 'too-large'
  | 'header-too-large'
  | 'too-many-parts'
  | 'nested-too-deep'
  | 'refused-by-parser'

/** A mail that was set aside: its reason, and the numbers behind it. The caller has the bytes and keeps them. */
export interface Unparsable {
  readonly ok: false
  readonly reason: UnparsableReason
  /** One sentence with the numbers, for the person who looks through the quarantine. */
  readonly detail: string
}

/** Carries a refusal out of the depth of a scan; never leaves this package. */
export class Refusal extends Error {
  readonly reason: UnparsableReason

  constructor(reason: UnparsableReason, detail: string) {
    super(detail)
    this.reason = reason
  }
}
