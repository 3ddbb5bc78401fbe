import { unflow } from '../text/flowed.ts'
import { textFromHtml } from '../text/html-text.ts'
import { decodeText } from './charset.ts'
import { fieldValue, type Part } from './structure.ts'
import { decodeTransfer, transferEncoding } from './transfer.ts'

/** The bytes of a part's body, as they were before they travelled. */
export function partBytes(mail: Buffer, part: Part): Buffer {
  const raw = mail.subarray(part.bodyStart, part.bodyEnd)
  if (part.contentType.type.startsWith('multipart/')) return raw
  const encoding = transferEncoding(fieldValue(part.fields, 'content-transfer-encoding'))
  return encoding === 'base64' && isProse(part, raw) ? raw : decodeTransfer(raw, encoding)
}

/** A text labelled base64 whose first line has a space between words is no base64. */
function isProse({ contentType }: Part, raw: Buffer): boolean {
  return contentType.type.startsWith('text/') && /^[^\r\n]*\S \S/.test(raw.toString('latin1', 0, 200).trimStart())
}

/** A text part, decoded. */
export interface PartText {
  readonly text: string
  readonly isHtml: boolean
  readonly isRepaired: boolean
}

/** Decodes a text part: transfer encoding, charset (`hint` when the label fails), soft line breaks, line ends. */
export function partText(mail: Buffer, part: Part, hint: string): PartText {
  const { params, type } = part.contentType
  const isHtml = type === 'text/html'
  const bytes = partBytes(mail, part)
  const decoded = decodeText(bytes, params.get('charset') ?? (isHtml ? metaCharset(bytes) : ''), hint)
  const isFlowed = params.get('format')?.toLowerCase() === 'flowed' && !isHtml
  const text = cleanText(decoded.text)
  return {
    text: isFlowed ? unflow(text, params.get('delsp')?.toLowerCase() === 'yes') : text,
    isHtml,
    isRepaired: decoded.repaired,
  }
}

/** The charset that an HTML page names itself (HTML living standard, 4.2.5.4). */
function metaCharset(bytes: Buffer): string {
  return /<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{1,40})/i.exec(bytes.toString('latin1', 0, 2048))?.[1] ?? ''
}

const oddControls = /[\0-\x08\x0b-\x1f\x7f]/

/** Line ends as `\n`; no NUL, no escape sequences. */
function cleanText(text: string): string {
  if (!oddControls.test(text)) return text
  return text.replace(/\r\n?|\f/g, '\n').replace(/[\0-\x08\x0b\x0e-\x1f\x7f]/g, '')
}

/** Parts as one plain text, HTML read as text. */
export function joinAsText(parts: readonly PartText[]): string {
  return parts
    .map(({ text, isHtml }) => (isHtml ? textFromHtml(text) : text.trimEnd()))
    .join('\n')
    .trimEnd()
}

/** Parts as one HTML text, plain text marked up. */
export function joinAsHtml(parts: readonly PartText[]): string {
  return parts.map(({ text, isHtml }) => (isHtml ? text : htmlFromText(text))).join('\n')
}

function htmlFromText(text: string): string {
  const escaped = text.trimEnd().replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return `<div>${escaped.replaceAll('\n', '<br>')}</div>`
}
