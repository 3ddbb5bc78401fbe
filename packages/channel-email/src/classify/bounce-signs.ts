import { headerText } from '../mime/header-text.ts'
import type { ParsedMail } from '../mime/parsed-mail.ts'
import { headerOf } from '../mime/parsed-mail.ts'

/** Senders that only deliver bad news: the daemons of mail servers, by name or address. */
const daemon = /mailer[-_ ]?daemon|mdaemon|mail ?delivery ?(?:sub)?system|delivery subsystem/i

/** Senders behind whom a mail server may stand, or the person who looks after it. */
const server =
  /post_?master|mail (?:administrator|router|gateway)|system administrator|mail ?system|bounce ?notif|\bndr(?:@| administrator)|microsoft exchange|smtp_mail_service|antivirus.*gateway|\bimss@|postmeister|администратор почты/i

/** Subjects of reports about mail that could not be delivered, in the languages of the servers that write them. */
const subjects = new RegExp(
  [
    'undeliver(?:ed|able)|non[- ]?deliver(?:y|able)|not (?:be )?delivered|unable to deliver|could not be delivered|returned (?:mail|to sender)|returning (?:message|mail) to sender',
    'deliver(?:y|ing) (?:status|(?:has )?(?:failed|failure|problem|warning|error|report|subsystem|incomplete|delayed))|failure (?:notice|delivery)|failed (?:mail|delivery)|delivery (?:has )?fail|mail (?:delivery )?(?:failed|failure|error|system error)|processing error',
    '(?:message|mail) (?:has been )?(?:delayed|bounced|rejected|undeliverable|delivery)|delayed mail|(?:not yet been|has been) delivered|error (?:sending|delivering) (?:your|mail)|bounce notification|user unknown|\\bndn:',
    'unzustellbar|nicht zugestellt|zustellung (?:fehlgeschlagen|verz)|fehler bei der zustellung|non remis|échec de (?:la )?(?:remise|distribution)|non (?:distribu|délivr)|no se (?:puede|pudo) entregar|no entregado|sin entregar|devuelto|mancato recapito|impossibile recapitare|non recapitabile|não (?:foi )?entreg|falha na entrega|não entregue|onbestelbaar|niet (?:worden )?bezorgd|ej levererat|kan inte levereras|ikke leveres|toimittaminen epäonnistui|niedostarcz|nie można dostarczyć|nedoručen|kézbesíthetetlen|teslim edilemedi',
    'не доставлен|недоставлен|не было доставлено|невозможно доставить|退信|系统退信|系統退信|无法(?:投递|送达|傳送|传递)|無法(?:投遞|送達|傳遞)|未能送达|投递失败|传输失败|傳送失敗|寄件失敗|邮件被退回|退件|配信(?:不能|できません|エラー|失敗)|送信(?:できません|エラー|失敗)|未達|不達|メールを配送できません|戻ってき|반송|배달(?:되지|실패|할 수)|전송 실패|수신자에게 전달',
  ].join('|'),
  'i',
)

/** Sentences of such reports. */
const sentences = new RegExp(
  [
    '(?:could|can|was|has|have|did) ?not (?:be |been |reach |yet been )?(?:delivered|deliver|reach)|(?:unable|wasn.t able|failed) to (?:be )?deliver|undeliverable|undelivered',
    'following (?:recipient|address|destination|user|mail)|permanent (?:fatal )?error|permanently? fail|delivery (?:to the following|attempts|status|failed|has failed)|failed recipient|recipient(?:s)? (?:was|were|is) (?:rejected|unknown)|reason for (?:the )?failure|failure reason',
    '(?:user|recipient|mailbox|address|account)(?:s|\\(s\\))? (?:is |are |was |does |do |not )*(?:unknown|not found|full|disabled|unavailable|exist|rejected|inactive|over ?quota|cannot be found)|unknown (?:user|recipient|address|account)|no such (?:user|recipient|mailbox|address|person)|over ?quota|quota exceeded|mail ?box (?:is |space )?(?:full|not enough)|host (?:unknown|not found)|relaying denied|too many hops|will (?:keep|continue) (?:trying|to try)|postponed due',
    '送信できませんでした|配信できません|お届けできませんでした|送信に失敗|見つかりませんでした|无法投递|無法投遞|不存在|退回|投递|не (?:может быть|было) доставлен|не существует|nicht zugestellt|non (?:è stato|peut|a pu)|ne peut pas|n.a pas pu',
  ].join('|'),
  'i',
)

/** Not a parcel: a mail that did not arrive. */
const undeliveredMail =
  /\b(?:e-?mail|message)\b[^.]{0,120}\b(?:could ?n[o']?t be|was not|cannot be|can ?not be|has not (?:yet )?been|have not been) (?:successfully )?delivered\b/i

/** A reply code of a mail server at the place where reports have it (RFC 5321 §4.2.1, RFC 3463). */
const smtpReply =
  /(?:^|[\s:(<#])(?:[45]\d\d[ -](?:- )?(?:#?[45]\.\d{1,3}\.\d{1,3}\b|<|[A-Z#\w])|[45]\.[0-7]\.\d{1,2}\b)/m

/** How much of a report's text is looked at: what comes later is the message that it returns. */
const REPORT_LENGTH = 4000

/** Hints, none of them proof alone, that a mail is a report about another mail. */
export function bounceSigns(mail: ParsedMail): string[] {
  const signs = headSigns(mail)
  if (signs.length === 0) return []
  const report = mail.text.slice(0, REPORT_LENGTH)
  if (sentences.test(report)) signs.push('sentence of a delivery report')
  if (undeliveredMail.test(report)) signs.push('says that a mail did not arrive')
  if (smtpReply.test(report)) signs.push('reply code of a mail server')
  if (returnsMessage(mail, report)) signs.push('returns a message')
  return signs
}

/** Without one of these no text makes a report, so that most mail is not searched any further. */
function headSigns(mail: ParsedMail): string[] {
  const from = headerText(headerOf(mail, 'from'))
  const signs: string[] = []
  if (isDaemon(mail, from)) signs.push('sender is a mail daemon')
  else if (server.test(from)) signs.push('sender may be a mail server')
  if (hasNullPath(mail, from)) signs.push('null return path')
  // A person answers or forwards such a subject; a machine may put its own prefix before it.
  const isOwnSubject = mail.subjectKind === 'new' || (mail.subjectKind === 'reply' && signs.length > 0)
  if (isOwnSubject && subjects.test(mail.subject)) signs.push('subject of a delivery report')
  return signs
}

function isDaemon(mail: ParsedMail, from: string): boolean {
  return daemon.test(from) || /^<?mailer-daemon/i.test(headerOf(mail, 'return-path'))
}

function hasNullPath(mail: ParsedMail, from: string): boolean {
  return /^\s*<\s*>/.test(headerOf(mail, 'return-path')) || /(?:^|\s)<>/.test(from)
}

function returnsMessage(mail: ParsedMail, report: string): boolean {
  return (
    mail.attachments.some(({ mime }) => /^(?:message\/(?:rfc822|partial|global)|text\/rfc822-headers)/.test(mime)) ||
    /^(?:-.*(?:original|returned|unsent|copy|header|bounced).*|Received: .*|Return-Path: .*|Message-ID: .*)$/im.test(
      report,
    )
  )
}
