import type { ImapClient } from './imap-client.ts'

/** A mail in a folder. */
export interface FoundMail {
  readonly uid: number
  /** Its bytes; of one that is too large only so many that this can be seen. Undefined if the server has none. */
  readonly raw: Uint8Array | undefined
  /** When the server got it. */
  readonly receivedAt: Date | undefined
}

/** At most so many mails, and so many bytes of them, are held at a time and share one commit. */
const groupSize = 64
const groupBytes = 16 * 1024 * 1024

/** Fetches mails in groups, in the order of their UIDs. What was expunged meanwhile is left out. */
export async function* fetchMails(
  client: ImapClient,
  uids: readonly number[],
  maxBytes: number,
): AsyncGenerator<readonly FoundMail[]> {
  for (let at = 0; at < uids.length; at += groupSize) {
    const sizes = await sizesOf(client, uids.slice(at, at + groupSize))
    for (const group of grouped(sizes, maxBytes)) {
      const mails = await fetchGroup(client, group, maxBytes)
      if (mails.length > 0) yield mails
    }
  }
}

async function sizesOf(client: ImapClient, uids: readonly number[]): Promise<readonly (readonly [number, number])[]> {
  const sizes: (readonly [number, number])[] = []
  for await (const { uid, size = 0 } of client.fetch(uids.join(','), { uid: true, size: true }, { uid: true }))
    sizes.push([uid, size])
  return sizes.sort(([a], [b]) => a - b)
}

interface Group {
  readonly uids: readonly number[]
  readonly isTooLarge: boolean
}

function grouped(sizes: readonly (readonly [number, number])[], maxBytes: number): readonly Group[] {
  const groups: { uids: number[]; isTooLarge: boolean; bytes: number }[] = []
  for (const [uid, size] of sizes) {
    const isTooLarge = size > maxBytes
    const last = groups.at(-1)
    if (last && !isTooLarge && !last.isTooLarge && last.bytes + size <= groupBytes) {
      last.uids.push(uid)
      last.bytes += size
    } else groups.push({ uids: [uid], isTooLarge, bytes: size })
  }
  return groups
}

/** A mail that is too large is fetched as far as shows that it is: what is beyond would be set aside anyway. */
async function fetchGroup(
  client: ImapClient,
  { uids, isTooLarge }: Group,
  maxBytes: number,
): Promise<readonly FoundMail[]> {
  const query = {
    uid: true,
    internalDate: true,
    source: isTooLarge ? { start: 0, maxLength: maxBytes + 1 } : true,
  } as const
  const mails: FoundMail[] = []
  for await (const { uid, internalDate, source } of client.fetch(uids.join(','), query, { uid: true }))
    mails.push({ uid, raw: source, receivedAt: dateOf(internalDate) })
  return mails.sort((a, b) => a.uid - b.uid)
}

function dateOf(given: Date | string | undefined): Date | undefined {
  const date = given === undefined ? undefined : new Date(given)
  return date && !Number.isNaN(date.getTime()) ? date : undefined
}
