import type { Accepted, Inbound } from '@casewell/channel'
import { onTestFinished } from 'vitest'
import { type ImapReading, listenImap } from '../src/imap/listen-imap.ts'
import { ImapSettings } from '../src/imap/settings.ts'
import { EmailConfig, readInbound } from '../src/index.ts'

/** A bare reader of a mailbox: what it took in, and how far it came. No desk stands behind it. */
export interface Reader {
  readonly subjects: readonly string[]
  readonly events: readonly Inbound[]
  readonly cursor: string | undefined
  readonly reports: readonly unknown[]
  /** Resolves when reading ended; rejects with why. */
  readonly ended: Promise<void>
  stop(): Promise<void>
}

/** Reads until it is stopped. `beforeCommit` stands where a desk would commit. */
export function reader(
  imap: Parameters<typeof ImapSettings.parse>[0],
  { cursor: begin, beforeCommit = async () => {}, maxBytes = 1_000_000 }: ReaderOptions = {},
): Reader {
  const settings = ImapSettings.parse(imap)
  const config = EmailConfig.parse({ address: 'help@aurora.example', maxBytes })
  const [events, reports]: [Inbound[], unknown[]] = [[], []]
  const abort = new AbortController()
  let last = begin
  const accept = async (given: readonly Inbound[], cursor?: string): Promise<readonly Accepted[]> => {
    await beforeCommit(given, cursor)
    events.push(...given)
    last = cursor ?? last
    return []
  }
  const reading: ImapReading = {
    settings,
    maxBytes,
    read: (raw, at) => readInbound(raw, config, at ?? new Date(0)),
    takeSent: (raw, at) => readInbound(raw, config, at ?? new Date(0)),
    report: (error) => void reports.push(error),
  }
  const ended = listenImap(reading, { accept, cursor: begin, signal: abort.signal })
  ended.catch(() => {}) // a test that cares awaits it
  const stop = async (): Promise<void> => {
    abort.abort()
    await ended
  }
  onTestFinished(() => stop().catch(() => {}))
  return {
    events,
    reports,
    ended,
    stop,
    get subjects() {
      return events.flatMap((event) => (event.type === 'message' ? [event.subject ?? ''] : []))
    },
    get cursor() {
      return last
    },
  }
}

interface ReaderOptions {
  readonly cursor?: string | undefined
  readonly beforeCommit?: (events: readonly Inbound[], cursor?: string) => Promise<void>
  readonly maxBytes?: number
}
