import type { AssembledFile } from './assemble.ts'
import { partBytes } from './body.ts'
import { readHead } from './header-block.ts'
import { headerText, plainText } from './header-text.ts'
import { fieldValue, type Part } from './structure.ts'

/** A file that came with a mail. */
export interface Attachment {
  /** File name without folders or control characters; made from the type where the mail gives none. */
  readonly name: string
  /** Media type in lower case, as the sender claims. */
  readonly mime: string
  readonly bytes: Uint8Array
  /** Bytes. */
  readonly size: number
  /** Content-ID without its angle brackets: what `cid:` in the HTML names. */
  readonly cid?: string
  /** Shown inside the text rather than below it. */
  readonly inline: boolean
}

const extensions: Readonly<Record<string, string>> = {
  'message/rfc822': 'eml',
  'text/plain': 'txt',
  'text/html': 'html',
  'text/calendar': 'ics',
  'image/jpeg': 'jpg',
  'image/svg+xml': 'svg',
  'application/octet-stream': 'bin',
  'application/pgp-signature': 'asc',
  'application/pgp-encrypted': 'asc',
  'application/pkcs7-signature': 'p7s',
  'application/x-pkcs7-signature': 'p7s',
  'application/ms-tnef': 'dat',
  'message/delivery-status': 'txt',
  'message/feedback-report': 'txt',
  'text/rfc822-headers': 'txt',
}

const MAX_NAME_LENGTH = 200

/** A part as a file: its bytes, and what is known about it. */
export function attachmentOf(mail: Buffer, part: Part, file: AssembledFile, number: number): Attachment {
  const bytes = partBytes(mail, part)
  const { mime } = file
  const cid = file.contentId?.replace(/^[\s<]+|[\s>]+$/g, '')
  const disposition = fieldValue(part.fields, 'content-disposition')
  return {
    name: cleanFileName(file.name) || nameWithout(part, mime, bytes, number),
    mime,
    bytes,
    size: bytes.length,
    ...(cid === undefined || cid === '' ? {} : { cid }),
    inline: file.isRelated || (/^\s*inline/i.test(disposition) && mime.startsWith('image/')),
  }
}

/** The last part of a path, without characters that a file system or a terminal takes amiss. */
function cleanFileName(written: string): string {
  const name =
    plainText(written)
      .split(/[/\\]/)
      .at(-1)
      ?.replace(/[<>:"|?*]/g, '_')
      .replace(/^[.\s]+/, '') ?? ''
  if (name.length <= MAX_NAME_LENGTH) return name
  const extension = /\.[^.]{1,10}$/.exec(name)?.[0] ?? ''
  return name.slice(0, MAX_NAME_LENGTH - extension.length) + extension
}

function nameWithout(part: Part, mime: string, bytes: Buffer, number: number): string {
  const extension = extensions[mime] ?? /\/(?:x-)?([a-z\d]{2,5})$/.exec(mime)?.[1] ?? 'bin'
  const title =
    mime === 'message/rfc822'
      ? headerText(fieldValue(readHead(bytes), 'subject'))
      : headerText(fieldValue(part.fields, 'content-description'))
  return `${cleanFileName(title).slice(0, 80).trim() || `attachment-${number}`}.${extension}`
}
