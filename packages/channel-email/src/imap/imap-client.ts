import { createRequire } from 'node:module'
import { messageOf } from '@casewell/errors'
import { emailErrors } from '../errors.ts'
import { type ImapSettings, imapAddress } from './settings.ts'

/** A mail as a server gives it. */
export interface FetchedMail {
  readonly uid: number
  /** Bytes. */
  readonly size?: number | undefined
  readonly internalDate?: Date | string | undefined
  readonly source?: Uint8Array | undefined
}

/** What to fetch of each mail. */
export interface FetchQuery {
  readonly uid: true
  readonly size?: boolean
  readonly internalDate?: boolean
  readonly source?: boolean | { start?: number; maxLength?: number }
}

/** As much of `imapflow` as is used here. */
export interface ImapClient {
  readonly usable: boolean
  readonly byeReason?: string | undefined
  readonly mailbox: false | { readonly uidValidity: bigint; readonly uidNext: number }
  connect(): Promise<void>
  list(): Promise<readonly { readonly path: string; readonly specialUse?: string | undefined }[]>
  mailboxOpen(path: string): Promise<unknown>
  mailboxCreate(path: string): Promise<unknown>
  search(query: { uid: string; since?: Date }, options: { uid: true }): Promise<readonly number[] | false | undefined>
  fetch(range: string, query: FetchQuery, options: { uid: true }): AsyncIterable<FetchedMail>
  messageFlagsAdd(range: string, flags: string[], options: { uid: true }): Promise<boolean>
  messageMove(range: string, to: string, options: { uid: true }): Promise<unknown>
  idle(): Promise<unknown>
  logout(): Promise<void>
  close(): void
  on(event: 'exists' | 'close' | 'error', listener: (...about: unknown[]) => void): unknown
}

/** Resting longer than this, the connection is tried: a server that is gone says nothing. Milliseconds. */
const longestRestMs = 4 * 60_000

/**
 * A connection, logged in.
 *
 * @throws `channel-email/imapflow-missing`, `channel-email/imap-denied`, `channel-email/imap-unreachable`
 */
export async function connectImap(settings: ImapSettings): Promise<ImapClient> {
  const { ImapFlow } = await loadImapFlow()
  const { user, pass, ...address } = imapAddress(settings.url)
  const { accessToken } = settings
  const token = typeof accessToken === 'function' ? await accessToken() : accessToken
  const client: ImapClient = new ImapFlow({
    ...address,
    auth: token === undefined ? { user, pass } : { user, accessToken: token },
    logger: false,
    disableAutoIdle: true,
    maxIdleTime: longestRestMs,
    connectionTimeout: 30_000,
  })
  client.on('error', () => {}) // the promise of whatever was under way tells it; unheard, it would end the process
  const { host, port } = address
  try {
    await client.connect()
  } catch (cause) {
    client.close()
    const isDenied = (cause as { authenticationFailed?: unknown }).authenticationFailed === true // imapflow's own mark
    const reason = messageOf(cause)
    throw isDenied
      ? emailErrors['imap-denied']({ host, user, reason }, { cause })
      : emailErrors['imap-unreachable']({ host, port, reason }, { cause })
  }
  return client
}

/**
 * Says at once that `imapflow` is not installed. In a bundle nobody can look; there the import says it at the start.
 *
 * @throws `channel-email/imapflow-missing`
 */
export function demandImapFlow(): void {
  const { resolve } = createRequire(import.meta.url)
  if (whyNot(resolve, '@casewell/channel-email/package.json') !== undefined) return // we are in a bundle ourselves
  const cause = whyNot(resolve, 'imapflow')
  if (cause !== undefined) throw missing(cause)
}

/** Why a module cannot be found; undefined if it can. */
function whyNot(resolve: (name: string) => string, name: string): unknown {
  try {
    resolve(name)
    return undefined
  } catch (cause) {
    return cause
  }
}

/** Node lists, below its first line, who asked. */
const missing = (cause: unknown) =>
  emailErrors['imapflow-missing']({ reason: messageOf(cause).split('\n', 1)[0] ?? '' }, { cause })

/** @throws `channel-email/imapflow-missing` */
export async function loadImapFlow() {
  try {
    return await import('imapflow')
  } catch (cause) {
    throw missing(cause)
  }
}
