import type { Accepted, Inbound } from '@casewell/channel/contract'
import { openMailbox } from './sources/open-mailbox.ts'

/** What an import came to. */
export interface ImportSummary {
  /** Mails read; what was skipped is not among them. */
  readonly read: number
  /** New messages in cases. */
  readonly messages: number
  /** New cases. */
  readonly cases: number
  /** Delivery reports. */
  readonly reports: number
  /** Mails that were here before. */
  readonly duplicates: number
  readonly quarantined: number
  /** Files without header lines. */
  readonly skipped: number
}

/** What an import tells while it runs. */
export interface ImportProgress extends ImportSummary {
  /** Name of the last mail read. */
  readonly last: string
}

/** How an import is run. */
export interface ImportOptions {
  readonly onProgress?: (progress: ImportProgress) => void
  /** Called for every file that is no mail. */
  readonly onSkipped?: (name: string) => void
  /** Ends the import after the group under way. */
  readonly signal?: AbortSignal
}

/** Mails that share one commit. */
const groupSize = 64

/** Groups under way at a time: the files of one are written while the one before it is being committed. */
const groupsAhead = 2

/** Reads a mailbox in its order, group by group; the next group is parsed while those before it are being committed. */
export async function importMailbox(
  path: string,
  read: (raw: Uint8Array) => Promise<Inbound>,
  accept: (events: readonly Inbound[]) => Promise<readonly Accepted[]>,
  { onProgress, onSkipped, signal }: ImportOptions = {},
): Promise<ImportSummary> {
  const count = { read: 0, messages: 0, cases: 0, reports: 0, duplicates: 0, quarantined: 0, skipped: 0 }
  const pending: Promise<void>[] = []
  let group: Inbound[] = []
  let last = ''
  const flush = async (): Promise<void> => {
    if (pending.length >= groupsAhead) await pending.shift()
    const events = group
    group = []
    const done = accept(events).then((accepted) => {
      for (const one of accepted) tally(count, one)
      onProgress?.({ ...count, last })
    })
    done.catch(() => {}) // awaited with a later group
    pending.push(done)
  }
  for await (const mail of openMailbox(path)) {
    if (signal?.aborted) break
    if (mail.kind === 'skipped') {
      count.skipped++
      onSkipped?.(mail.name)
      continue
    }
    last = mail.name
    count.read++
    group.push(await read(await mail.bytes()))
    if (group.length >= groupSize) await flush()
  }
  await flush()
  await Promise.all(pending)
  return count
}

function tally(count: { -readonly [K in keyof ImportSummary]: number }, accepted: Accepted): void {
  if (accepted.as === 'message') {
    count.messages++
    if (accepted.isNewCase) count.cases++
  } else if (accepted.as === 'report') count.reports++
  else if (accepted.as === 'quarantined') count.quarantined++
  else count.duplicates++
}
