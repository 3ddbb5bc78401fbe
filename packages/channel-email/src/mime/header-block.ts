import { defaultCaps, type MailCaps, Refusal } from './caps.ts'
import { decodeText } from './charset.ts'
import { normaliseMail } from './normalise.ts'

const LF = 0x0a
const CR = 0x0d

/** One header field: its name in lower case, its value unfolded, still in its encoded words. */
export interface HeaderField {
  readonly name: string
  readonly value: string
}

/** The header lines of a mail or of a part. */
export interface HeaderBlock {
  readonly fields: readonly HeaderField[]
  /** Where the body begins. */
  readonly bodyStart: number
}

/** Where a header block ends besides at a blank line: at a line that starts the next part, for one. */
export type StopsAt = (lineStart: number) => boolean

/** Counts header bytes over all parts of one mail, and refuses beyond the caps. */
export class HeaderBudget {
  readonly caps: MailCaps
  #spent = 0

  constructor(caps: MailCaps) {
    this.caps = caps
  }

  /** @throws Refusal beyond `maxHeaderBytes` */
  spend(bytes: number): void {
    this.#spent += bytes
    if (this.#spent <= this.caps.maxHeaderBytes) return
    throw new Refusal('header-too-large', `the header lines exceed ${this.caps.maxHeaderBytes} bytes`)
  }

  /** @throws Refusal beyond `maxFieldBytes` */
  check(field: string): void {
    if (field.length <= this.caps.maxFieldBytes) return
    const name = field.slice(0, Math.min(40, field.indexOf(':')))
    const detail = `the header field ${name} is ${field.length} bytes long, more than ${this.caps.maxFieldBytes}`
    throw new Refusal('header-too-large', detail)
  }
}

/**
 * Reads header lines from `start` up to a blank line, `end`, or where `stops` says. Raw bytes beyond ASCII are UTF-8
 * if they are valid UTF-8; otherwise each field is read in the charset that the block declares, or guessed.
 */
export function readHeaderBlock(
  bytes: Buffer,
  start: number,
  end: number,
  budget: HeaderBudget,
  stops: StopsAt,
): HeaderBlock {
  const { blockEnd, bodyStart } = extent(bytes, start, end, budget, stops)
  const block = bytes.toString('latin1', start, blockEnd)
  const { fields, read } = splitFields(block)
  for (const field of fields) budget.check(field)
  return { fields: decodeFields(block, fields), bodyStart: read < block.length ? start + read : bodyStart }
}

/** The fields of a mail that another mail carries, whole or only its head; none when it goes beyond the caps. */
export function readHead(raw: Uint8Array): readonly HeaderField[] {
  const { bytes } = normaliseMail(raw.subarray(0, defaultCaps.maxHeaderBytes))
  try {
    return readHeaderBlock(bytes, 0, bytes.length, new HeaderBudget(defaultCaps), () => false).fields
  } catch {
    return []
  }
}

/** Does this line begin a header field: a name of printable ASCII, then a colon? */
export function isFieldStart(line: string): boolean {
  return /^[!-9;-~]{1,998}[ \t]*:/.test(line)
}

function extent(bytes: Buffer, start: number, end: number, budget: HeaderBudget, stops: StopsAt) {
  let at = start
  while (at < end && !stops(at)) {
    const lf = bytes.indexOf(LF, at)
    const next = lf < 0 || lf >= end ? end : lf + 1
    if (bytes[at] === LF || (bytes[at] === CR && next - at <= 2)) return { blockEnd: at, bodyStart: next }
    budget.spend(next - at)
    at = next
  }
  return { blockEnd: at, bodyStart: at }
}

/** Folded lines together, and how far the block is read: less than its length where the body begins without a blank line. */
function splitFields(block: string): { fields: string[]; read: number } {
  const lines = block.split('\n')
  const fields: string[] = []
  let read = 0
  for (const [index, raw] of lines.entries()) {
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw
    if (isFieldStart(line)) fields.push(line)
    else if (/^[ \t]/.test(line) || isUnfinished(fields.at(-1), line)) fold(fields, line)
    else if (!isFromLine(line) && isBodyAlready(line, lines[index + 1])) return { fields, read }
    else if (!isFromLine(line)) fold(fields, line)
    read += raw.length + 1
  }
  return { fields, read: block.length }
}

/** A parameter or an address that some gateway moved to the beginning of a line of its own. */
function isUnfinished(field = '', line: string): boolean {
  return line !== '' && /[;,][ \t]*$/.test(field) && /^[\w*-]{1,40}=|@/.test(line)
}

function fold(fields: string[], line: string): void {
  const last = fields.pop()
  if (last !== undefined) fields.push(last + line)
}

/**
 * A line that is neither a field nor a fold: either a field that was broken without a fold, then fields go on after
 * it, or the blank line before the body is missing, and the text must not be lost among the headers.
 */
function isBodyAlready(line: string, next = ''): boolean {
  return line !== '' && !isFieldStart(next) && !/^[ \t]/.test(next)
}

function decodeFields(block: string, fields: readonly string[]): HeaderField[] {
  if (!beyondAscii.test(block)) return fields.map((field) => fieldOf(field))
  const hint = /charset\s?=\s?"?([\w-]+)/i.exec(block)?.[1] ?? ''
  return fields.map((field) =>
    fieldOf(beyondAscii.test(field) ? decodeText(Buffer.from(field, 'latin1'), '', hint).text : field),
  )
}

const beyondAscii = /[\x80-\xff]/

function fieldOf(line: string): HeaderField {
  const colon = line.indexOf(':')
  const value = line.slice(colon + 1).trim()
  return { name: line.slice(0, colon).trimEnd().toLowerCase(), value: value.replace(/[\r\n\0]/g, ' ') }
}

/** The From_ line of an mbox, which some programs leave between the header lines. */
function isFromLine(line: string): boolean {
  return /^>?From (?! *:)/.test(line)
}
