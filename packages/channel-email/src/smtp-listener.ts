import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { emailErrors } from './errors.ts'

/** A running way in by SMTP. */
export interface SmtpListener {
  readonly port: number
  close(): Promise<void>
}

/** How the listener is set up. */
export interface SmtpListenerOptions {
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  /** Bytes. */
  readonly maxBytes: number
  /** Takes one mail in; the sender is told "250" only when it resolves. */
  receive(raw: Uint8Array): Promise<void>
  onError(error: unknown): void
}

/**
 * Listens for mail clients and servers. No mail is acknowledged before `receive` resolves; if it rejects, the sender
 * hears 451 and keeps the mail (RFC 5321 §4.2.5).
 *
 * @throws `channel-email/port-in-use`, `channel-email/port-denied`
 * @example
 * ```ts
 * import { listenSmtp } from '@casewell/channel-email'
 *
 * const listener = await listenSmtp({
 *   host: '127.0.0.1',
 *   port: 0, // any free one
 *   maxBytes: 50 * 1024 * 1024,
 *   receive: async (raw) => console.log(`${raw.length} bytes`),
 *   onError: console.error,
 * })
 * console.log(listener.port > 0) // true
 * await listener.close()
 * ```
 */
export async function listenSmtp({
  host,
  port,
  maxBytes,
  receive,
  onError,
}: SmtpListenerOptions): Promise<SmtpListener> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    size: maxBytes,
    banner: 'Casewell',
    onData(stream, _session, answer) {
      collect(stream, maxBytes)
        .then(receive)
        .then(
          () => answer(),
          (error: unknown) => {
            onError(error)
            answer(Object.assign(new Error('not taken, try again later'), { responseCode: 451 }))
          },
        )
    },
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(bindError(cause, host, port)))
    server.listen(port, host, resolve)
  })
  server.removeAllListeners('error')
  server.on('error', onError)
  const { port: bound } = server.server.address() as AddressInfo // a TCP server that listens has an address and a port
  return { port: bound, close: () => new Promise((resolve) => server.close(() => resolve())) }
}

function bindError(cause: NodeJS.ErrnoException, host: string, port: number): Error {
  const name = cause.code === 'EACCES' ? 'port-denied' : 'port-in-use'
  return emailErrors[name]({ host, port, reason: cause.code ?? cause.message }, { cause })
}

async function collect(stream: AsyncIterable<Buffer>, maxBytes: number): Promise<Uint8Array> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of stream) {
    size += part.length
    if (size <= maxBytes + 1) parts.push(part) // one byte more than allowed is enough to know that it is too large
  }
  return new Uint8Array(Buffer.concat(parts))
}
