import { readHead } from '../mime/header-block.ts'

/** Fields of which every mail has at least one. Other files have lines with colons, too: a licence, a note. */
const mailFields = new Set(
  (
    'from to cc bcc subject date message-id received return-path sender reply-to in-reply-to references ' +
    'mime-version content-type content-transfer-encoding delivered-to envelope-to delivery-date x-original-to'
  ).split(' '),
)

/** Do these first bytes of a file begin a mail? */
export function looksLikeMail(head: Uint8Array): boolean {
  return readHead(head).some(({ name }) => mailFields.has(name) || /^(?:x|list|resent|arc|dkim)-/.test(name))
}
