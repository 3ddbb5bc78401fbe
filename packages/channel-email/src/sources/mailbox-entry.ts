/** One thing found in a mailbox: a mail, or something that is none. */
export type MailboxEntry = FoundMail | SkippedFile

/** A mail in a mailbox. */
export interface FoundMail {
  readonly kind: 'mail'
  /** Where it lies: its path below the mailbox with `/` between folders, `#2` and so on for further mails of a file. */
  readonly name: string
  /** The whole mail, as it lies there. */
  bytes(): Promise<Uint8Array>
}

/** A file that is no mail. */
export interface SkippedFile {
  readonly kind: 'skipped'
  readonly name: string
  /** One short phrase. */
  readonly reason: string
}
