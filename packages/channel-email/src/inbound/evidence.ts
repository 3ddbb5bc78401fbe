import type { Evidence } from '@casewell/channel/contract'
import type { Classification } from '../classify/classify.ts'
import type { EmailConfig } from '../config.ts'
import { tokenIn } from '../message-id.ts'
import type { Mailbox } from '../mime/addresses.ts'
import { type Authentication, type Authenticity, authenticationOf, authenticityOf } from '../mime/authentication.ts'
import type { ParsedMail } from '../mime/parsed-mail.ts'

/** What our own server found out about the sender. */
export interface FoundOut {
  readonly authenticity: Authenticity
  readonly authentication?: Authentication
}

/** Of the author whom the mail names itself; of one behind a group nothing is known. */
export function foundOut(mail: ParsedMail, from: Mailbox, { authservIds }: EmailConfig): FoundOut {
  if (authservIds.length === 0 || from !== mail.from) return { authenticity: 'unknown' }
  return { authenticity: authenticityOf(mail, authservIds), authentication: authenticationOf(mail, authservIds) }
}

/**
 * What speaks for a case. A forged sender has no say in it: only our own signed token counts then. A complaint belongs
 * to the message that it is about.
 */
export function evidenceOf(
  mail: ParsedMail,
  references: readonly string[],
  kind: Classification,
  { authenticity }: FoundOut,
): Evidence {
  const complained = kind.feedback?.messageId
  const about = complained === undefined ? references : [...references, complained]
  const token = tokenIn([...mail.inReplyTo, ...about].reverse())
  const signed = token === undefined ? {} : { token }
  if (authenticity === 'forged') return signed
  return { references: kind.class === 'list' ? onList(mail) : about, subject: mail.baseSubject, ...signed }
}

/**
 * A thread on a list holds many topics, and the subjects of mail that is not a person's to us are not compared: what is
 * no answer by its subject is a topic of its own, and an answer belongs to what it answers, not to what came before that.
 */
function onList({ subjectKind, inReplyTo, references }: ParsedMail): readonly string[] {
  if (subjectKind === 'new') return []
  return inReplyTo.length > 0 ? inReplyTo : references.slice(-1)
}
