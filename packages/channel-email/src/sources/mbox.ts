import { type FileHandle, open } from 'node:fs/promises'

const LF = 0x0a
const separator = Buffer.from('\nFrom ')

const CHUNK_BYTES = 1024 * 1024

/** How much must lie behind a From_ line to tell that it is one: itself and the beginning of the next line. */
const LOOKAHEAD_BYTES = 2048

/** `From sender Thu Apr 29 23:34:45 2021`, the date being what no sentence has (RFC 4155, appendix A). */
const fromLine = /^From \S* ?.{0,200}\d{1,2}:\d{2}(?::\d{2})?.{0,40}\d{4}.{0,20}\r?\n>?[!-9;-~]{1,100}[ \t]*:/

/** Do these first bytes begin an mbox? */
export function isMbox(head: Uint8Array): boolean {
  return startsMail(Buffer.from(head.buffer, head.byteOffset, head.byteLength), 0)
}

/**
 * The mails of an mbox, one by one, read in pieces: of a large file only one mail is held at a time. `>From` at the
 * beginning of a line becomes `From` again (the mboxrd rule).
 *
 * @throws what the file system says when the file cannot be read
 */
export async function* mailsOfMbox(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path)
  try {
    yield* cutMails(file)
  } finally {
    await file.close()
  }
}

async function* cutMails(file: FileHandle): AsyncGenerator<Uint8Array> {
  let held: Buffer = Buffer.alloc(0)
  let searched = 0
  for (let atEnd = false; !atEnd; ) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES)
    atEnd = bytesRead === 0
    held = Buffer.concat([held, buffer.subarray(0, bytesRead)])
    const end = atEnd ? held.length : Math.max(searched, held.length - LOOKAHEAD_BYTES)
    const { mails, rest } = cut(held, searched, end)
    yield* mails.map((mail) => unescapeFrom(mail))
    held = rest
    searched = Math.max(0, Math.min(end, held.length) - separator.length)
    if (mails.length > 0) searched = 0
  }
  if (held.length > 0) yield unescapeFrom(held)
}

/** The mails that end before `end`, and what is left. */
function cut(held: Buffer, from: number, end: number): { mails: Buffer[]; rest: Buffer } {
  const mails: Buffer[] = []
  let start = 0
  for (let at = held.indexOf(separator, from); at >= 0 && at < end; at = held.indexOf(separator, at + 1)) {
    if (!isBlankBefore(held, at) || !startsMail(held, at + 1)) continue
    mails.push(held.subarray(start, at + 1))
    start = at + 1
  }
  return { mails, rest: held.subarray(start) }
}

/** Is the line before the line end at `at` empty? */
function isBlankBefore(bytes: Buffer, at: number): boolean {
  const before = bytes[at - 1] === 0x0d ? at - 2 : at - 1
  return before < 0 || bytes[before] === LF
}

function startsMail(bytes: Buffer, at: number): boolean {
  return fromLine.test(bytes.toString('latin1', at, at + LOOKAHEAD_BYTES / 2))
}

const escaped = Buffer.from('\n>')

function unescapeFrom(mail: Buffer): Buffer {
  const pieces: Buffer[] = []
  let from = 0
  for (let at = mail.indexOf(escaped); at >= 0; at = mail.indexOf(escaped, at + 1)) {
    if (!/^>+From /.test(mail.toString('latin1', at + 1, at + 20))) continue
    pieces.push(mail.subarray(from, at + 1))
    from = at + 2
  }
  return from === 0 ? mail : Buffer.concat([...pieces, mail.subarray(from)])
}
