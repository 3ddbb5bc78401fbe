import { mkdir, open, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Reconciled, Sent } from '@casewell/channel/contract'
import { messageOf } from '@casewell/errors'
import { createTransport } from 'nodemailer'
import type { ComposedMail } from './compose.ts'

/** Where answers go out. */
export interface PostOffice {
  send(mail: ComposedMail, from: string): Promise<Sent>
  reconcile(mail: ComposedMail): Promise<Reconciled>
  close(): void
}

const noRecipient = {
  permanent: 'no-recipient',
  reason: 'nobody is left to answer: the conversation has no address but ours',
} as const

/** A folder of .eml files: what a desk without a mail server writes to. A file that is there has been sent. */
export function folderPostOffice(folder: string): PostOffice {
  const fileOf = ({ messageId }: ComposedMail): string => join(folder, `${messageId.replace(/[^\w.@-]/g, '_')}.eml`)
  return {
    async send(mail) {
      if (mail.to.length === 0) return noRecipient
      await mkdir(folder, { recursive: true })
      const file = fileOf(mail)
      const handle = await open(`${file}.part`, 'w')
      try {
        await handle.writeFile(await mail.raw())
        await handle.sync()
      } finally {
        await handle.close()
      }
      await rename(`${file}.part`, file)
      return { sent: [mail.messageId] }
    },
    async reconcile(mail) {
      const isThere = await stat(fileOf(mail)).then(
        () => true,
        () => false,
      )
      return isThere ? { sent: [mail.messageId] } : { notSent: true }
    },
    close() {},
  }
}

/** A mail server, by nodemailer: `smtp://user:password@host:587`. */
export function smtpPostOffice(url: string): PostOffice {
  const transport = createTransport({
    url,
    pool: true,
    connectionTimeout: 30_000,
    greetingTimeout: 30_000,
    socketTimeout: 60_000,
  } as never) // the types of nodemailer do not know `url` beside other options
  return {
    async send(mail, from) {
      if (mail.to.length === 0) return noRecipient
      try {
        const { rejected } = (await transport.sendMail({
          envelope: { from, to: [...mail.to] },
          raw: await mail.raw(),
        })) as { rejected?: readonly string[] }
        const note =
          rejected && rejected.length > 0
            ? { note: `The mail server refused ${rejected.length} of ${mail.to.length} recipients.` }
            : {}
        return { sent: [mail.messageId], ...note }
      } catch (error) {
        return failureOf(error)
      }
    },
    async reconcile() {
      return { unresolved: 'a mail server does not tell whether it took a mail' }
    },
    close: () => transport.close(),
  }
}

/** SMTP commands before the data: an error on one of them means that nothing was sent. */
const beforeData = /^(EHLO|HELO|STARTTLS|AUTH|MAIL FROM|RCPT TO)/

/** What the server answered decides; without an answer, only an attempt that never reached the data was surely not sent. */
function failureOf(error: unknown): Sent {
  const {
    responseCode,
    command = '',
    code,
    syscall,
  } = error as NodeJS.ErrnoException & { responseCode?: number; command?: string }
  const reason = messageOf(error)
  if (responseCode !== undefined && responseCode >= 500) return { permanent: String(responseCode), reason }
  if (responseCode !== undefined) return { retryAfterMs: 60_000, reason }
  if (code === 'EAUTH') return { permanent: 'auth', reason }
  const isUnsent = syscall === 'connect' || code === 'EDNS' || code === 'ETLS' || beforeData.test(command)
  return isUnsent || /^(Greeting never received|Connection timeout)/.test(reason)
    ? { retryAfterMs: 5_000, reason }
    : { unknown: reason }
}
