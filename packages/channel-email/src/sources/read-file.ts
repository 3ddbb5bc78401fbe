import { open, readFile } from 'node:fs/promises'
import { messageOf } from '@casewell/errors'
import { looksLikeMail } from './looks-like-mail.ts'
import type { MailboxEntry } from './mailbox-entry.ts'
import { isMbox, mailsOfMbox } from './mbox.ts'

/** What is read to see what a file is; most mails are shorter and so read already. */
const HEAD_BYTES = 64 * 1024

/** What was learned of a file by opening it once. */
export type OpenedFile = MailboxEntry | { readonly kind: 'mbox'; readonly name: string; readonly path: string }

/** Looks at one file: a mail, an mbox, or something else. A file that cannot be read is skipped with its reason. */
export async function openFile(path: string, name: string): Promise<OpenedFile> {
  try {
    const head = await readStart(path)
    if (head.length === 0) return { kind: 'skipped', name, reason: 'empty' }
    if (!looksLikeMail(head)) return { kind: 'skipped', name, reason: 'no header lines' }
    if (isMbox(head) && !/\.eml$/i.test(name)) return { kind: 'mbox', name, path }
    return { kind: 'mail', name, bytes: async () => (head.length < HEAD_BYTES ? head : readFile(path)) }
  } catch (error) {
    return { kind: 'skipped', name, reason: messageOf(error) }
  }
}

/** The entries of an opened file: several for an mbox. */
export async function* entriesOf(file: OpenedFile): AsyncGenerator<MailboxEntry> {
  if (file.kind !== 'mbox') {
    yield file
    return
  }
  let number = 0
  for await (const mail of mailsOfMbox(file.path)) {
    number++
    yield { kind: 'mail', name: number === 1 ? file.name : `${file.name}#${number}`, bytes: async () => mail }
  }
}

async function readStart(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(HEAD_BYTES), 0, HEAD_BYTES, 0)
    return Buffer.from(buffer.subarray(0, bytesRead))
  } finally {
    await file.close()
  }
}
