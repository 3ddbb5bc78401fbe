import type { Repair } from './parsed-mail.ts'

const LF = 0x0a
const CR = 0x0d

/** A mail's bytes as the scan wants them: first byte of the first header line in front, lines ended by LF or CRLF. */
export interface NormalisedMail {
  readonly bytes: Buffer
  /** What had to be mended, for the record. */
  readonly repairs: readonly Repair[]
}

/**
 * Takes away what stands before the first header line (a byte order mark, blank lines, the From_ line of an mbox) and
 * gives a mail whose lines end in lone CR (old Mac OS, some bounce archives) line ends that a parser knows.
 */
export function normaliseMail(raw: Uint8Array): NormalisedMail {
  const all = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const mended = hasLoneCrLines(all) ? loneCrToLf(all) : all
  const repairs: Repair[] = mended === all ? [] : ['lone-cr']
  const start = firstHeaderLine(mended)
  return { bytes: start === 0 ? mended : mended.subarray(start), repairs }
}

/** Only the first line end is looked at, so that the common case costs nothing; then the whole mail decides. */
function hasLoneCrLines(bytes: Buffer): boolean {
  const cr = bytes.indexOf(CR)
  if (cr < 0 || bytes[cr + 1] === LF) return false
  const lf = bytes.indexOf(LF)
  return (lf < 0 || cr < lf) && countLoneCr(bytes) > countOf(bytes, LF)
}

function countOf(bytes: Buffer, byte: number): number {
  let count = 0
  for (let at = bytes.indexOf(byte); at >= 0; at = bytes.indexOf(byte, at + 1)) count++
  return count
}

function countLoneCr(bytes: Buffer): number {
  let count = 0
  for (let at = bytes.indexOf(CR); at >= 0; at = bytes.indexOf(CR, at + 1)) if (bytes[at + 1] !== LF) count++
  return count
}

function loneCrToLf(bytes: Buffer): Buffer {
  const mended = Buffer.from(bytes)
  for (let at = mended.indexOf(CR); at >= 0; at = mended.indexOf(CR, at + 1)) {
    if (mended[at + 1] !== LF) mended[at] = LF
  }
  return mended
}

function firstHeaderLine(bytes: Buffer): number {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  for (;;) {
    const byte = bytes[at]
    if (byte === LF || byte === CR) at++
    else if (isFromLine(bytes, at)) at = lineAfter(bytes, at)
    else return at
  }
}

function isFromLine(bytes: Buffer, at: number): boolean {
  return /^>?From (?! *:)/.test(bytes.toString('latin1', at, at + 20))
}

function lineAfter(bytes: Buffer, at: number): number {
  const lf = bytes.indexOf(LF, at)
  return lf < 0 ? bytes.length : lf + 1
}
