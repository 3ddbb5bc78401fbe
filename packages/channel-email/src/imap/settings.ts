import * as z from 'zod'

/** An OAuth 2 access token, or what fetches a fresh one before each connection. */
export type AccessToken = string | (() => string | Promise<string>)

/** The settings of a mailbox that is read by IMAP. */
export const ImapSettings = z.strictObject({
  /**
   * `imaps://user:password@host:993`; user and password percent-encoded. `imap://` asks for STARTTLS before it logs in,
   * but on the machine itself.
   */
  url: z
    .string()
    .refine((url) => /^imaps?:\/\//.test(url) && URL.canParse(url), 'expected imap:// or imaps:// with a host'),
  /** OAuth 2 instead of a password: a token, or a function that gets a fresh one before each connection. */
  accessToken: z
    .custom<AccessToken>((value) => typeof value === 'string' || typeof value === 'function', 'expected a token')
    .optional(),
  /** Folders that customers' mail comes into. */
  folders: z.array(z.string().min(1)).min(1).default(['INBOX']),
  /** Folders of mail that we sent: an answer that was written elsewhere joins its case. `\Sent` finds the server's. */
  sent: z.array(z.string().min(1)).default([]),
  /** What becomes of a mail that was taken in, once it is durable. Folders under `sent` are left as they are. */
  afterwards: z
    .union([
      z.strictObject({ flag: z.string().min(1) }),
      z.strictObject({ move: z.string().min(1) }),
      z.literal('nothing'),
    ])
    .default({ flag: '\\Seen' }),
  /** Which mails of a folder that was never read are taken in: all, or those that come from now on. */
  from: z.enum(['beginning', 'now']).default('beginning'),
})
export type ImapSettings = z.output<typeof ImapSettings>

/** Where a mailbox is, and who may read it. */
export interface ImapAddress {
  readonly host: string
  readonly port: number
  /** TLS from the first byte on. */
  readonly secure: boolean
  /** Whether a plain connection must be secured before anything secret is said. */
  readonly doSTARTTLS: boolean | undefined
  readonly user: string
  readonly pass: string
}

/** Takes a URL apart. */
export function imapAddress(url: string): ImapAddress {
  const { protocol, hostname, port, username, password } = new URL(url)
  const secure = protocol === 'imaps:'
  const host = hostname.replace(/^\[|\]$/g, '')
  return {
    host,
    port: port === '' ? (secure ? 993 : 143) : Number(port),
    secure,
    doSTARTTLS: secure ? undefined : !isThisMachine(host),
    user: decodeURIComponent(username),
    pass: decodeURIComponent(password),
  }
}

const isThisMachine = (host: string): boolean => /^(?:localhost|127\.\d+\.\d+\.\d+|::1)$/i.test(host)
