import * as z from 'zod'
import { ImapSettings } from './imap/settings.ts'

/** The settings of one e-mail account. */
export const EmailConfig = z.strictObject({
  /** The address that customers write to, and that answers come from. */
  address: z.email().transform((address) => address.toLowerCase()),
  /** Shown beside the address. */
  name: z.string().optional(),
  /** Other addresses of ours: mail from them is our own echo, and they are never answered. */
  aliases: z.array(z.email().transform((address) => address.toLowerCase())).default([]),
  /** Where answers go out: `smtp://user:password@host:587`. Without it, answers are written to `outbox`. */
  smtp: z
    .string()
    .regex(/^smtps?:\/\//, 'expected smtp:// or smtps://')
    .optional(),
  /** A folder that answers are written to as .eml files, if no `smtp` is given. */
  outbox: z.string().optional(),
  /** Reads a mailbox on a mail server. Needs `imapflow`. */
  imap: ImapSettings.optional(),
  /** Takes mail in by SMTP. */
  listen: z
    .strictObject({ port: z.number().int().min(0).max(65_535), host: z.string().default('127.0.0.1') })
    .optional(),
  /**
   * What our own mail server calls itself in `Authentication-Results` (its authserv-id): what it found out about a
   * sender counts. Anybody can write such a field, so that without it nothing counts.
   */
  authservIds: z.array(z.string().min(1)).default([]),
  /** Bytes of the largest mail that is read; larger ones are quarantined. */
  maxBytes: z
    .number()
    .int()
    .positive()
    .default(50 * 1024 * 1024),
})
export type EmailConfig = z.output<typeof EmailConfig>

/** All our addresses, lower case. */
export const ownAddresses = ({ address, aliases }: EmailConfig): readonly string[] => [address, ...aliases]
