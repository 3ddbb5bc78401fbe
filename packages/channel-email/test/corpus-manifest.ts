import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Real mail, kept beside the checkout; each source has its own licence and stays where it is. */
export const corpusFolder = resolve(import.meta.dirname, '../../../../shared/data/email')

export const hasCorpus = existsSync(corpusFolder)

/** What a mail is, known from where it comes. */
export type Truth = 'person' | 'report' | 'complaint' | 'auto-reply'

/** Which files of a source are mails, and what they are. What no source claims is no mail. */
interface Source {
  readonly name: string
  /** By the path below the source. */
  readonly isMail: (path: string) => boolean
  readonly truth: (path: string) => Truth
}

const person = (): Truth => 'person'

const sources: readonly Source[] = [
  {
    // msg_19 has no header lines; msg_05, 16, 25, 42 and 43 are reports of mail servers.
    name: 'cpython-test_email',
    isMail: (path) => /^msg_(?!19)\d\da?\.txt$/.test(path),
    truth: (path) => (/^msg_(?:05|16|25|42|43)\./.test(path) ? 'report' : 'person'),
  },
  // Texts of replies without their heads.
  { name: 'crisp-email-reply-parser', isMail: () => false, truth: person },
  { name: 'discourse-email_reply_trimmer', isMail: () => false, truth: person },
  {
    // groupwise_03 is a person's answer and qmail_08 an answering machine's: the detectors must leave them alone.
    name: 'flufl.bounce',
    isMail: (path) => /_\d\d\.txt$/.test(path),
    truth: (path) =>
      path.startsWith('groupwise_03') ? 'person' : path.startsWith('qmail_08') ? 'auto-reply' : 'report',
  },
  {
    name: 'nodemailer-mailparser',
    isMail: (path) => path.endsWith('.eml'),
    truth: (path) => (path.endsWith('delivery-status.eml') ? 'report' : 'person'),
  },
  { name: 'notmuch', isMail: (path) => /^corpora\/.+\//.test(path), truth: person },
  {
    name: 'ruby-mail',
    isMail: (path) => path.endsWith('.eml'),
    truth: (path) => (/multipart_report_emails|mimepart_without_content_type/.test(path) ? 'report' : 'person'),
  },
  {
    // Labels are file names: arf, rfc3834 (auto-replies), not (no bounces, but one that is); make-test-36 is forwarded by a person.
    name: 'sisimai',
    isMail: (path) => /^(?:maildir\/.+\.eml|mailbox\/mbox-1)$/.test(path),
    truth: (path) => {
      if (/arf-\d/.test(path)) return 'complaint'
      if (/rfc3834-\d/.test(path)) return 'auto-reply'
      return /is-not-bounce|make-test-36/.test(path) ? 'person' : 'report'
    },
  },
  { name: 'stalwart-mail-parser', isMail: (path) => path.endsWith('.eml'), truth: person },
  { name: 'zh-real', isMail: (path) => path.endsWith('.eml'), truth: person },
]

/** One mail of the corpus. */
export interface CorpusMail {
  readonly source: string
  /** Path below the corpus folder, with `/` between folders. */
  readonly path: string
  readonly truth: Truth
}

/** Every mail of the corpus, in a fixed order. */
export function corpusMails(): CorpusMail[] {
  return sources.flatMap(({ name, isMail, truth }) =>
    readdirSync(join(corpusFolder, name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(join(corpusFolder, name).length + 1)
          .replaceAll('\\', '/'),
      )
      .filter(isMail)
      .sort()
      .map((path) => ({ source: name, path: `${name}/${path}`, truth: truth(path) })),
  )
}
