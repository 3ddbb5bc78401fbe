/** How the bytes of a part travelled (RFC 2045 §6). */
export type TransferEncoding = 'identity' | 'base64' | 'quoted-printable' | 'uuencode'

/** The encoding that a Content-Transfer-Encoding value means; what it does not name is taken as it lies there. */
export function transferEncoding(value: string): TransferEncoding {
  if (/base64/i.test(value)) return 'base64'
  if (/quoted-?\s?printable/i.test(value)) return 'quoted-printable'
  return /uuencode|x-uue/i.test(value) ? 'uuencode' : 'identity'
}

/** The bytes behind a transfer encoding. What is damaged is decoded as far as it goes; never throws. */
export function decodeTransfer(bytes: Buffer, encoding: TransferEncoding): Buffer {
  switch (encoding) {
    case 'identity':
      return bytes
    case 'base64':
      return decodeBase64(bytes)
    case 'quoted-printable':
      return decodeQuotedPrintable(bytes)
    case 'uuencode':
      return decodeUuencode(bytes)
  }
}

/** Some mailers pad every line: each run up to its padding is a unit of its own. */
function decodeBase64(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1')
  const padding = text.indexOf('=')
  if (padding < 0 || /^=[=\s]*$/.test(text.slice(padding, padding + 200))) return Buffer.from(text, 'base64')
  return Buffer.concat(text.split(/=+/).map((unit) => Buffer.from(unit, 'base64')))
}

const EQUALS = 0x3d
const LF = 0x0a
const CR = 0x0d

/** RFC 2045 §6.7; an `=` that begins no escape stays as it is. */
export function decodeQuotedPrintable(bytes: Buffer): Buffer {
  if (!bytes.includes(EQUALS)) return bytes
  const out = Buffer.allocUnsafe(bytes.length)
  let length = 0
  let from = 0
  for (let at = bytes.indexOf(EQUALS); at >= 0; at = bytes.indexOf(EQUALS, from)) {
    length += bytes.copy(out, length, from, at)
    const escaped = hex(bytes[at + 1]) * 16 + hex(bytes[at + 2])
    const afterBreak = softBreak(bytes, at + 1)
    if (escaped >= 0) {
      out[length++] = escaped
      from = at + 3
    } else if (afterBreak > 0) {
      from = afterBreak
    } else {
      out[length++] = EQUALS
      from = at + 1
    }
  }
  length += bytes.copy(out, length, from)
  return out.subarray(0, length)
}

/** Where the text goes on after a soft line break at `at`, or 0 when there is none. */
function softBreak(bytes: Buffer, at: number): number {
  let next = at
  while (bytes[next] === 0x20 || bytes[next] === 0x09) next++
  if (bytes[next] === CR) next++
  if (bytes[next] === LF) return next + 1
  return next >= bytes.length ? bytes.length : 0
}

/** The value of a hexadecimal digit; for anything else a number that makes every sum negative. */
function hex(byte: number | undefined): number {
  if (byte === undefined) return -1000
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const lower = byte | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1000
}

/** The body between `begin` and `end` (POSIX uuencode); bytes without a `begin` line stay as they are. */
function decodeUuencode(bytes: Buffer): Buffer {
  const lines = bytes.toString('latin1').split(/\r?\n/)
  const begin = lines.findIndex((line) => /^begin [0-7]{3,4} /.test(line))
  if (begin < 0) return bytes
  const chunks: Buffer[] = []
  for (const line of lines.slice(begin + 1)) {
    if (/^(?:end\s*|[` ]?)$/.test(line)) break
    chunks.push(uuencodedLine(line))
  }
  return Buffer.concat(chunks)
}

function uuencodedLine(line: string): Buffer {
  const sextet = (index: number): number => (line.charCodeAt(index) - 32) & 63
  const length = sextet(0)
  const out = Buffer.alloc(Math.ceil(length / 3) * 3)
  for (let from = 1, to = 0; to < length; from += 4, to += 3) {
    const word = (sextet(from) << 18) | (sextet(from + 1) << 12) | (sextet(from + 2) << 6) | sextet(from + 3)
    out.writeUIntBE(word, to, 3)
  }
  return out.subarray(0, length)
}
