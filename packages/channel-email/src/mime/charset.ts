import { isAscii, isUtf8 } from 'node:buffer'
import { TextDecoder } from 'node:util'
import iconv from 'iconv-lite'
import { guessCharset } from './charset-guess.ts'
import { decodeShifted, isShifted } from './shifted-charset.ts'
import { decodeWindows1252 } from './windows-1252.ts'

/** Text that was bytes, and how it was read. */
export interface DecodedText {
  readonly text: string
  /** The charset that was used, lower case. */
  readonly charset: string
  /** True when the label was missing or wrong and another charset was used in its place. */
  readonly repaired: boolean
}

/** Labels that name a charset of which a wider one is what senders mean (WHATWG Encoding Standard, and vendor names). */
const wider = new Map([
  ['gb2312', 'gb18030'],
  ['gbk', 'gb18030'],
  ['cp936', 'gb18030'],
  ['ms936', 'gb18030'],
  ['euc-cn', 'gb18030'],
  ['cp932', 'shift_jis'],
  ['x-ms-cp932', 'shift_jis'],
  ['cp949', 'euc-kr'],
  ['uhc', 'euc-kr'],
  ['5601', 'euc-kr'],
  ['cp950', 'big5'],
  ['x-windows-950', 'big5'],
  ['iso-2022-jp-1', 'iso-2022-jp'],
  ['iso-2022-jp-2', 'iso-2022-jp'],
  ['iso-2022-jp-ms', 'iso-2022-jp'],
  ['cp50220', 'iso-2022-jp'],
  ['cp50221', 'iso-2022-jp'],
  ['utf8mb4', 'utf-8'],
  ['x-utf-8', 'utf-8'],
  ['unicode-1-1-utf-7', 'utf-7'],
  ['x-unicode-2-0-utf-7', 'utf-7'],
])

/** Labels under which senders send anything: they say "not declared" rather than name a charset. */
const noPromise = new Set(['', 'utf-8', 'us-ascii', 'ascii', 'ansi_x3.4-1968', 'unknown-8bit', 'x-unknown', '8bit'])

const multiByte = /^(gb18030|big5|shift_jis|euc-jp|euc-kr)$/
const japanese7bit = /\u001b\$[@B]/

/**
 * Bytes → text: UTF-8 when they are strictly valid UTF-8, otherwise by their label, otherwise by a guess. Senders
 * mislabel: in real mail many a part labelled ISO-8859-1 or Big5 holds UTF-8. Never throws.
 *
 * @param label - the charset parameter or the charset of an encoded word, as the mail has it
 * @param hint - a charset that the rest of the mail used, tried when the label fails
 */
export function decodeText(bytes: Uint8Array, label = '', hint = ''): DecodedText {
  const charset = canonical(label)
  if (isAscii(bytes)) return decodeAscii(bytes, charset)
  const marked = byteOrderMark(bytes)
  if (marked !== undefined) return { ...marked, repaired: marked.charset !== charset }
  if (isUtf8(bytes)) return decodeUtf8(bytes, charset)
  if (charset === 'windows-1252' && hasLongRun(bytes)) return decodeMislabelled(bytes)
  const labelled = noPromise.has(charset) ? undefined : decodeAs(bytes, charset)
  if (labelled !== undefined) return { text: labelled, charset, repaired: false }
  return decodeBroken(bytes, charset, canonical(hint))
}

/** The one name of a charset that has many. Unknown labels come back as they are, lower case. */
function canonical(label: string): string {
  const name = label
    .trim()
    .toLowerCase()
    .replace(/^["']+|["';,]+$/g, '')
  if (noPromise.has(name)) return name
  return wider.get(name) ?? (strictDecoder(name)?.encoding ?? name).replace(/^gbk$/, 'gb18030')
}

function decodeAscii(bytes: Uint8Array, charset: string): DecodedText {
  const text = latin1(bytes)
  if (isShifted(charset)) return { text: decodeShifted(text, charset), charset, repaired: false }
  if (charset === 'utf-7' && text.includes('+'))
    return { text: iconv.decode(Buffer.from(bytes), 'utf-7'), charset, repaired: false }
  if (charset.startsWith('utf-16')) return { text: decodeUtf16(bytes, charset), charset, repaired: false }
  if (!text.includes('\u001b')) return { text, charset: 'us-ascii', repaired: false }
  if (charset !== 'iso-2022-jp' && !japanese7bit.test(text)) return { text, charset: 'us-ascii', repaired: false }
  // Where one piece ends and the next begins, two escapes meet; the WHATWG decoder takes the second for an error.
  const joined = Buffer.from(text.replace(/\u001b\([BJ](?=\u001b)/g, ''), 'latin1')
  return { text: lenient(joined, 'iso-2022-jp'), charset: 'iso-2022-jp', repaired: charset !== 'iso-2022-jp' }
}

/**
 * Valid UTF-8 is UTF-8, with one exception: a short text in a Chinese or Korean charset can be valid by chance (模 in
 * GB2312 is ģ in UTF-8). Then every character is of two bytes, which real Chinese or Korean in UTF-8 never is.
 */
function decodeUtf8(bytes: Uint8Array, charset: string): DecodedText {
  const text = utf8(bytes)
  if (multiByte.test(charset) && !/[\u0800-\uffff]/.test(text)) {
    const labelled = decodeAs(bytes, charset)
    if (labelled !== undefined && /[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]/.test(labelled)) {
      return { text: labelled, charset, repaired: false }
    }
  }
  return { text, charset: 'utf-8', repaired: !noPromise.has(charset) }
}

/** Neither valid UTF-8 nor valid under its label: mostly right UTF-8 stays UTF-8, the rest is guessed. */
function decodeBroken(bytes: Uint8Array, charset: string, hint: string): DecodedText {
  const asUtf8 = utf8(bytes)
  if (isMostlySound(asUtf8)) return { text: asUtf8, charset: 'utf-8', repaired: true }
  const hinted = noPromise.has(hint) ? undefined : decodeAs(bytes, hint)
  if (hinted !== undefined && multiByte.test(hint)) return { text: hinted, charset: hint, repaired: true }
  const labelled = noPromise.has(charset) || strictDecoder(charset) === undefined ? '' : lenient(bytes, charset)
  if (labelled !== '' && isMostlySound(labelled)) return { text: labelled, charset, repaired: true }
  const guess = guessCharset(bytes)
  return { text: lenient(bytes, guess), charset: guess, repaired: true }
}

/** Every byte is valid Latin-1, so its label proves nothing. Western text has no four accents in a row. */
function hasLongRun(bytes: Uint8Array): boolean {
  return /[\x80-\xff]{4}/.test(latin1(bytes))
}

function decodeMislabelled(bytes: Uint8Array): DecodedText {
  const guess = guessCharset(bytes)
  return { text: lenient(bytes, guess), charset: guess, repaired: guess !== 'windows-1252' }
}

/** At most one replacement character for twenty characters beyond ASCII: a cut or damaged text, not a wrong charset. */
function isMostlySound(text: string): boolean {
  const beyondAscii = text.match(/[^\0-\x7f]/g)?.length ?? 0
  const lost = text.match(/\ufffd/g)?.length ?? 0
  return lost * 20 <= beyondAscii
}

function byteOrderMark(bytes: Uint8Array): { text: string; charset: string } | undefined {
  const [a, b, c] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return { text: utf8(bytes.subarray(3)), charset: 'utf-8' }
  if (a === 0xff && b === 0xfe) return { text: decodeUtf16(bytes.subarray(2), 'utf-16le'), charset: 'utf-16le' }
  if (a === 0xfe && b === 0xff) return { text: decodeUtf16(bytes.subarray(2), 'utf-16be'), charset: 'utf-16be' }
  return undefined
}

const decoders = new Map<string, TextDecoder | undefined>()

/** The runtime's decoder of a charset, refusing what is not valid in it; undefined where the runtime has none. */
function strictDecoder(charset: string): TextDecoder | undefined {
  if (decoders.has(charset)) return decoders.get(charset)
  let decoder: TextDecoder | undefined
  try {
    decoder = new TextDecoder(charset, { fatal: true })
  } catch {
    decoder = undefined
  }
  if (decoders.size < 500) decoders.set(charset, decoder) // a mail can make up labels; the table stays small
  return decoder
}

/** Undefined when the charset is unknown or the bytes are not valid in it. */
function decodeAs(bytes: Uint8Array, charset: string): string | undefined {
  if (charset === 'windows-1252') return decodeWindows1252(bytes)
  const decoder = strictDecoder(charset)
  try {
    if (decoder !== undefined) return decoder.decode(bytes)
    return isTable(charset) ? sound(iconv.decode(Buffer.from(bytes), charset)) : undefined
  } catch {
    return undefined
  }
}

/** Does iconv-lite know this charset? Some names it knows are no charsets. */
function isTable(charset: string): boolean {
  return !/^(?:base64|hex|binary|internal)$/.test(charset) && iconv.encodingExists(charset)
}

function sound(text: string): string | undefined {
  return text.includes('\ufffd') ? undefined : text
}

function lenient(bytes: Uint8Array, charset: string): string {
  if (charset === 'windows-1252') return decodeWindows1252(bytes)
  return strictDecoder(charset) === undefined ? decodeWindows1252(bytes) : new TextDecoder(charset).decode(bytes)
}

function decodeUtf16(bytes: Uint8Array, charset: string): string {
  return new TextDecoder(charset === 'utf-16be' ? 'utf-16be' : 'utf-16le').decode(bytes)
}

function utf8(bytes: Uint8Array): string {
  return view(bytes).toString('utf8')
}

function latin1(bytes: Uint8Array): string {
  return view(bytes).toString('latin1')
}

function view(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
