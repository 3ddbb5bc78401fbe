import type { Inbound, ListenContext } from '@casewell/channel/contract'
import type { FoundMail } from './fetch-mails.ts'
import { Folder, type FolderWork } from './folder.ts'
import { Progress } from './progress.ts'
import type { ImapSettings } from './settings.ts'

/** What reading a mailbox needs to know of its account. */
export interface ImapReading {
  readonly settings: ImapSettings
  readonly maxBytes: number
  /** Makes an event of a mail that came in. */
  read(raw: Uint8Array, receivedAt: Date | undefined): Promise<Inbound>
  /** Takes in a mail that we sent; what is to be said of it besides, if anything. */
  takeSent(raw: Uint8Array, receivedAt: Date | undefined): Promise<Inbound | undefined>
  report(error: unknown): void
}

type Listening = Pick<ListenContext<unknown>, 'accept' | 'cursor' | 'signal'>

/**
 * Reads the folders of an account while the desk runs: what is there, then whatever comes. Rejects when a connection
 * is lost; whoever runs it begins again, and it goes on at the cursor.
 *
 * @throws `channel-email/imapflow-missing`, `-denied`, `-unreachable`, `-lost`, `channel-email/no-folder`
 */
export async function listenImap(reading: ImapReading, { accept, cursor, signal }: Listening): Promise<void> {
  const { settings, maxBytes, report } = reading
  const progress = new Progress(cursor)
  const shared = { settings, maxBytes, progress, report }
  const opened: Folder[] = []
  const open = async (path: string, work: FolderWork): Promise<Folder> => {
    const folder = await Folder.open(path, work)
    opened.push(folder)
    return folder
  }
  try {
    const incoming: Folder[] = []
    const { afterwards } = settings
    for (const path of settings.folders)
      incoming.push(await open(path, { ...shared, take: takeIncoming(reading, accept), afterwards }))
    // An answer may be here before the question that it answers: that one is taken in first.
    const before = (): Promise<unknown> => Promise.all(incoming.map((folder) => folder.sync(signal)))
    for (const path of settings.sent)
      await open(path, { ...shared, take: takeSent(reading, accept), before, afterwards: 'nothing' })
    await Promise.all(opened.map((folder) => folder.read(signal)))
  } finally {
    await Promise.all(opened.map((folder) => folder.close()))
  }
}

function takeIncoming({ read }: ImapReading, accept: Listening['accept']): FolderWork['take'] {
  return async (mails, cursor, folder) => {
    const events = await Promise.all(
      mails.map(async ({ uid, raw, receivedAt }) => (raw ? read(raw, receivedAt) : withoutBytes(folder, uid))),
    )
    await accept(events.length > 0 ? events : [passed(folder, cursor)], cursor)
  }
}

/** What we sent is committed mail by mail, each claimed for ever; then the cursor moves on. */
function takeSent({ takeSent }: ImapReading, accept: Listening['accept']): FolderWork['take'] {
  return async (mails, cursor, folder) => {
    const events: Inbound[] = []
    for (const { raw, receivedAt } of mails) {
      const event = raw && (await takeSent(raw, receivedAt))
      if (event) events.push(event)
    }
    await accept([...events, passed(folder, cursor)], cursor)
  }
}

/** Nothing to be said of these mails: only the cursor moves. */
function passed(folder: string, cursor: string): Inbound {
  return { type: 'ignored', id: `passed ${cursor}`, reason: 'read', raw: folder }
}

function withoutBytes(folder: string, uid: FoundMail['uid']): Inbound {
  const detail = `the server lists mail ${uid} of ${folder} and does not give it`
  return { type: 'unknown', id: `without bytes ${folder} ${uid}`, reason: 'no-bytes', detail, raw: '' }
}
