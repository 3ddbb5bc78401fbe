import { stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { messageOf } from '@casewell/errors'
import { emailErrors } from '../errors.ts'
import type { MailboxEntry } from './mailbox-entry.ts'
import { entriesOf, type OpenedFile, openFile } from './read-file.ts'
import { walkFiles } from './walk-files.ts'

/** Files that are opened ahead of the one that is read. */
const AHEAD = 8

/**
 * Reads a mailbox, whatever it is: a folder of mails at any depth, a Maildir, an mbox, one mail. Mails come in an
 * order that is always the same, one by one: however large the mailbox, little of it is in memory. Files without mail
 * header lines are named and skipped.
 *
 * @throws `channel-email/mailbox-missing`, `channel-email/mailbox-unreadable`, and `channel-email/not-a-mail` when the
 * path is a single file that is none
 * @example
 * ```ts
 * import { mkdir, writeFile } from 'node:fs/promises'
 * import { openMailbox } from '@casewell/channel-email'
 *
 * await mkdir('letters')
 * await writeFile('letters/1.eml', 'From: bob@example.com\nSubject: No sound\n\nIt is mute.\n')
 * await writeFile('letters/notes.txt', 'Water the plants.\n')
 * for await (const { name, kind } of openMailbox('letters')) console.log(name, kind)
 * // 1.eml mail
 * // notes.txt skipped
 * ```
 */
export async function* openMailbox(path: string): AsyncGenerator<MailboxEntry> {
  const isFolder = await isDirectory(path)
  if (isFolder) yield* folder(path)
  else yield* singleFile(path)
}

async function* singleFile(path: string): AsyncGenerator<MailboxEntry> {
  const file = await openFile(path, basename(path))
  if (file.kind === 'skipped' && /header lines|^empty$/.test(file.reason)) throw emailErrors['not-a-mail']({ path })
  if (file.kind === 'skipped') throw emailErrors['mailbox-unreadable']({ path, reason: file.reason })
  yield* entriesOf(file)
}

async function* folder(root: string): AsyncGenerator<MailboxEntry> {
  const opening: Promise<OpenedFile>[] = []
  try {
    for await (const name of walkFiles(root)) {
      opening.push(openFile(join(root, name), name))
      if (opening.length > AHEAD) yield* entriesOf(await oldest(opening))
    }
  } catch (cause) {
    if (!isFileSystemError(cause)) throw cause
    throw emailErrors['mailbox-unreadable']({ path: cause.path ?? root, reason: messageOf(cause) }, { cause })
  }
  while (opening.length > 0) yield* entriesOf(await oldest(opening))
}

async function oldest(opening: Promise<OpenedFile>[]): Promise<OpenedFile> {
  return (await opening.shift()) ?? { kind: 'skipped', name: '', reason: 'empty' }
}

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch (cause) {
    if (isFileSystemError(cause) && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR')) {
      throw emailErrors['mailbox-missing']({ path }, { cause })
    }
    throw emailErrors['mailbox-unreadable']({ path, reason: messageOf(cause) }, { cause })
  }
}

function isFileSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error
}
