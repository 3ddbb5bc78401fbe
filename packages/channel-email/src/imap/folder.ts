import { setTimeout as sleep } from 'node:timers/promises'
import { isCasewellError } from '@casewell/errors'
import { emailErrors } from '../errors.ts'
import { Bell } from './bell.ts'
import { type FoundMail, fetchMails } from './fetch-mails.ts'
import { connectImap, type ImapClient } from './imap-client.ts'
import type { Mark, Progress } from './progress.ts'
import type { ImapSettings } from './settings.ts'

/** What a folder is read for. */
export interface FolderWork {
  readonly settings: ImapSettings
  readonly progress: Progress
  /** Bytes of the largest mail that is fetched whole. */
  readonly maxBytes: number
  /** Commits mails and cursor; what resolves is durable. */
  take(mails: readonly FoundMail[], cursor: string, folder: string): Promise<void>
  /** What to do first, before mails of this folder are taken in. */
  before?(): Promise<unknown>
  /** What becomes of mails that were taken in. */
  readonly afterwards: ImapSettings['afterwards']
  report(error: unknown): void
}

/** How far a server's clock may be behind ours, milliseconds. */
const clockSkewMs = 60_000

/** How long to wait where a server does not let us rest, milliseconds. */
const pollMs = 10_000

/** One folder on a connection of its own. */
export class Folder {
  readonly path: string
  readonly #client: ImapClient
  readonly #work: FolderWork
  readonly #news = new Bell()
  /** Rejects when the connection is lost. */
  readonly lost: Promise<never>
  #isClosing = false
  #syncing: Promise<void> = Promise.resolve()

  private constructor(path: string, client: ImapClient, work: FolderWork) {
    this.path = path
    this.#client = client
    this.#work = work
    client.on('exists', () => this.#news.ring())
    this.lost = new Promise((_, reject) => {
      client.on('close', () => {
        const reason = client.byeReason ?? 'the connection was closed'
        if (!this.#isClosing) reject(emailErrors['imap-lost']({ folder: path, reason }))
      })
    })
    this.lost.catch(() => {}) // whoever reads the folder is told
  }

  /** @throws what `connectImap` throws, `channel-email/no-folder` */
  static async open(path: string, work: FolderWork): Promise<Folder> {
    const client = await connectImap(work.settings)
    try {
      const real = await realPath(client, path)
      const folder = new Folder(real, client, work)
      await client.mailboxOpen(real)
      if (typeof work.afterwards === 'object' && 'move' in work.afterwards)
        await client.mailboxCreate(work.afterwards.move)
      return folder
    } catch (cause) {
      client.close()
      throw emailErrors['no-folder']({ folder: path, reason: reasonOf(cause) }, { cause })
    }
  }

  /** Takes in what is new, now and whenever something comes, until the signal; rejects when the connection is lost. */
  async read(signal: AbortSignal): Promise<void> {
    const stop = (): void => this.#news.ring()
    signal.addEventListener('abort', stop)
    try {
      while (!signal.aborted) {
        await this.sync(signal)
        if (!signal.aborted) await Promise.race([this.#rest(), this.lost])
      }
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }

  /** Takes in everything that is new; one round at a time. */
  sync(signal?: AbortSignal): Promise<void> {
    const round = this.#syncing
      .then(() => Promise.race([this.#round(signal), this.lost]))
      .catch((cause: unknown) => {
        if (isCasewellError(cause) || this.#client.usable) throw cause
        throw emailErrors['imap-lost']({ folder: this.path, reason: reasonOf(cause) }, { cause })
      })
    this.#syncing = round.catch(() => {}) // whoever asked is told
    return round
  }

  async close(): Promise<void> {
    this.#isClosing = true
    if (this.#client.usable) await Promise.race([this.#client.logout().catch(() => {}), sleep(2_000)])
    this.#client.close()
  }

  async #round(signal: AbortSignal | undefined): Promise<void> {
    const { progress, maxBytes, before } = this.#work
    const mark = await this.#begin()
    if (mark.settled < mark.uid) await this.#settle(`${mark.settled + 1}:${mark.uid}`)
    const uids = await this.#newUids(mark)
    if (uids.length > 0) await before?.()
    let settled = mark.uid
    for await (const mails of fetchMails(this.#client, uids, maxBytes)) {
      const uid = mails.at(-1)?.uid ?? settled
      await progress.advance(this.path, { ...mark, uid, settled }, (cursor) =>
        this.#work.take(mails, cursor, this.path),
      )
      await this.#settle(mails.map((mail) => mail.uid).join(','))
      settled = uid
      if (signal?.aborted) return
    }
  }

  /** Where to go on. A folder that was made anew is read from its beginning: claims keep its mails single. */
  async #begin(): Promise<Mark> {
    const box = this.#client.mailbox
    if (!box) throw emailErrors['imap-lost']({ folder: this.path, reason: 'the folder is not open any more' })
    const known = this.#work.progress.of(this.path)
    const fresh = { validity: String(box.uidValidity), uid: 0, settled: 0 }
    if (known?.validity === fresh.validity) return known
    if (known?.since !== undefined) return { ...fresh, since: known.since }
    if (known !== undefined) return fresh
    return this.#work.settings.from === 'now' ? this.#beginNow(fresh, box.uidNext - 1) : fresh
  }

  async #beginNow(fresh: Mark, uid: number): Promise<Mark> {
    const mark = { ...fresh, uid, settled: uid, since: new Date().toISOString() }
    await this.#work.progress.advance(this.path, mark, (cursor) => this.#work.take([], cursor, this.path))
    return mark
  }

  /** Ascending. `n:*` always names the newest mail, also where it is older than n (RFC 9051 §9, seq-range). */
  async #newUids({ uid, since }: Mark): Promise<readonly number[]> {
    const isMadeAnew = uid === 0 && since !== undefined
    const query = { uid: `${uid + 1}:*`, ...(isMadeAnew && { since: new Date(Date.parse(since) - clockSkewMs) }) }
    const found = await this.#client.search(query, { uid: true })
    if (!found) throw emailErrors['imap-lost']({ folder: this.path, reason: 'the server refused to search' })
    return found.filter((one) => one > uid).sort((a, b) => a - b)
  }

  /** Flags or moves what is durable. A server that refuses is reported: the mails are in their cases all the same. */
  async #settle(uids: string): Promise<void> {
    const { afterwards, report } = this.#work
    if (afterwards === 'nothing') return
    const done =
      'flag' in afterwards
        ? await this.#client.messageFlagsAdd(uids, [afterwards.flag], { uid: true })
        : await this.#client.messageMove(uids, afterwards.move, { uid: true })
    if (!done && !this.#client.usable) await this.lost
    if (!done) report(emailErrors['imap-not-settled']({ folder: this.path, uids, ...afterwards }))
  }

  /** Idles until the server tells of something (RFC 2177). */
  async #rest(): Promise<void> {
    const idle = this.#client.idle().then(async (outcome) => {
      if (outcome === false) await sleep(pollMs, undefined, { ref: false }) // it does not let us: look again later
    })
    await Promise.race([this.#news.wait(), idle])
  }
}

/** `\Sent` and the like are looked up; anything else is a path. */
async function realPath(client: ImapClient, path: string): Promise<string> {
  if (!path.startsWith('\\')) return path
  const found = (await client.list()).find(({ specialUse }) => specialUse?.toLowerCase() === path.toLowerCase())
  if (!found) throw new Error(`the server names no folder ${path}`)
  return found.path
}

/** imapflow puts the server's own words beside its message. */
function reasonOf(error: unknown): string {
  const { responseText, message } = error as { responseText?: string; message?: string }
  return responseText ?? message ?? String(error)
}
