import { decodeText } from '../mime/charset.ts'
import { readHead } from '../mime/header-block.ts'
import { messageIds } from '../mime/message-id.ts'
import { headerOf, type ParsedMail } from '../mime/parsed-mail.ts'
import { fieldValue } from '../mime/structure.ts'

const returned = /^(?:message\/(?:rfc822|partial|global)|text\/rfc822-headers)/

/**
 * The id of the message that a report is about: in the message or the headers that it returns as a part, in what it
 * returns as text, or in its own references. Undefined when it says nowhere.
 */
export function returnedMessageId(mail: ParsedMail): string | undefined {
  for (const { mime, bytes } of mail.attachments) {
    const id = returned.test(mime) ? messageIds(fieldValue(readHead(bytes), 'message-id'))[0] : undefined
    if (id !== undefined) return id
  }
  return idInText(mail) ?? idOf(headerOf(mail, 'x-original-message-id')) ?? mail.inReplyTo[0] ?? mail.references.at(-1)
}

/** Some servers return the message below their report, some as a part that they call a text file. */
function idInText(mail: ParsedMail): string | undefined {
  const texts = mail.attachments
    .filter(({ mime }) => mime.startsWith('text/'))
    .map(({ bytes }) => decodeText(bytes).text)
  for (const text of [mail.text, ...texts]) {
    const id = idOf(/^[>|\s]{0,8}message-id[ \t]?:\s{0,5}(<[^<>\s]{1,500}>)/im.exec(text)?.[1] ?? '')
    if (id !== undefined) return id
  }
  return undefined
}

function idOf(value: string): string | undefined {
  return messageIds(value)[0]
}
