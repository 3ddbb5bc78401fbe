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
  'imapflow-missing': {
    says: (d: { reason: string }): string => `a mailbox is to be read by IMAP, and imapflow is not there: ${d.reason}.`,
    hint: 'Run `npm install imapflow`. Where npm finds no version of what it pins (ETARGET), `npm install imapflow@2.1.2`.',
  },
  'imap-denied': {
    says: (d: { host: string; user: string; reason: string }): string =>
      `${d.host} does not let ${d.user} in: ${d.reason}.`,
    hint: 'Check user, password or token in `imap`; many providers want an app password or OAuth 2 (`accessToken`).',
  },
  'imap-unreachable': {
    says: (d: { host: string; port: number; reason: string }): string =>
      `no IMAP server answers at ${d.host}:${d.port}: ${d.reason}.`,
    hint: 'Check host and port: 993 with imaps://, 143 with imap://, which wants a server that offers STARTTLS.',
  },
  'no-folder': {
    says: (d: { folder: string; reason: string }): string => `the folder ${d.folder} cannot be read: ${d.reason}.`,
    hint: 'Give folders as the server names them, with its separator: "INBOX", "INBOX.Sent", or "\\Sent" to look it up.',
  },
  'imap-lost': {
    says: (d: { folder: string; reason: string }): string => `the connection to ${d.folder} is lost: ${d.reason}.`,
    hint: 'Nothing to do: the mailbox is opened again after a pause, and goes on where it was.',
  },
  'imap-not-settled': {
    says: (d: { folder: string; uids: string; flag?: string; move?: string }): string =>
      `mails ${d.uids} of ${d.folder} are in their cases, and the server did not ${d.flag === undefined ? `move them to ${d.move}` : `flag them ${d.flag}`}.`,
    hint: 'Check that the account may write to the folder, and that the server allows the flag or the other folder.',
  },
} as const

/** Everything that can go wrong on the e-mail channel, by the second half of its code. */
export const emailErrors: ErrorCatalogue<'channel-email', typeof specs> = errorCatalogue('channel-email', specs)
