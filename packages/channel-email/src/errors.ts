import { type ErrorCatalogue, errorCatalogue } from '@casewell/errors'

const specs = {
  'mailbox-missing': {
    says: (d: { path: string }): string => `there is no mailbox at ${d.path}.`,
    hint: 'Give the path of a folder of mails, a Maildir, an mbox file or one mail; check its spelling.',
  },
  'mailbox-unreadable': {
    says: (d: { path: string; reason: string }): string => `${d.path} cannot be read: ${d.reason}.`,
    hint: 'Give the process the right to read the path, or run it as the user who owns the mailbox.',
  },
  'not-a-mail': {
    says: (d: { path: string }): string => `${d.path} is a file without mail header lines.`,
    hint: 'A mail begins with lines such as "From:" and "Subject:". Export it as .eml or mbox and try again.',
  },
  'port-in-use': {
    says: (d: { host: string; port: number; reason: string }): string =>
      `${d.host}:${d.port} cannot be listened on: ${d.reason}.`,
    hint: 'Another program has the port. Stop it, or give another port (0 takes any free one).',
  },
  'port-denied': {
    says: (d: { host: string; port: number; reason: string }): string =>
      `${d.host}:${d.port} may not be listened on: ${d.reason}.`,
    hint: 'Ports below 1024 need rights. Take a higher one, such as 2525.',
  },
} as const

/** Everything that can go wrong on the e-mail channel, by the second half of its code. */
export const emailErrors: ErrorCatalogue<'channel-email', typeof specs> = errorCatalogue('channel-email', specs)
