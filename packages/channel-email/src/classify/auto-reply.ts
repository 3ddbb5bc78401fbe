import { headerOf, type ParsedMail } from '../mime/parsed-mail.ts'

/** Header fields that only an answering machine sets; a value of `no` denies it. */
const replyMarks: readonly (readonly [name: string, value: RegExp])[] = [
  ['auto-submitted', /^auto-(?:replied|notified)/i],
  ['x-autoreply', /^(?!no\b)/i],
  ['x-autorespond', /^(?!no\b)/i],
  ['x-autoresponder', /^(?!no\b)/i],
  ['x-autoreply-from', /./],
  ['x-auto-reply', /^(?!no\b)/i],
  ['x-vacation', /^(?!no\b)/i],
  ['precedence', /auto[-_]?reply/i],
  ['x-precedence', /auto[-_]?reply/i],
  ['x-ms-exchange-inbox-rules-loop', /./],
  ['x-apple-action', /vacation/i],
  ['x-mailer', /^(?:vacation|autoresponder|auto ?reply)\b/i],
  ['x-pobox-filter-stats', /vacation/i],
]

/** Subjects that answering machines write by themselves. */
const subjects = new RegExp(
  '^\\s*(?:re:\\s*)?(?:' +
    [
      'auto(?:matic|mated)?[- ]?(?:reply|response|respon[sd]\\w*|answer)|auto:|out of (?:the )?office|ooo:|away from (?:the |my )?office|vacation (?:reply|response|notice)|on (?:vacation|holiday|leave)\\b',
      'abwesenheit|automatische (?:antwort|rückantwort)|automatisch antwoord|afwezigheid|réponse automatique|absence du bureau|absent\\(e\\)|respuesta automática|fuera de (?:la )?oficina|risposta automatica|fuori sede|resposta automática|fora do escritório|autosvar|automatiskt svar|automatisk svar|frånvaro|fraværende|automaattinen vastaus|poissaolo|autoodpowiedź|odpowiedź automatyczna|automatická odpověď|automatikus válasz|otomatik yanıt|автоответ|автоматический ответ|отсутстви',
      '自动(?:回复|答复)|自動(?:回覆|回复|返信|応答|答覆)|不在(?:通知|のお知らせ|連絡)|休假|外出(?:通知|自动)|부재[ ]?중|자동[ ]?(?:회신|응답|답장)',
    ].join('|') +
    ')',
  'i',
)

/** Why a mail is the answer of a machine: an absence note, a receipt of reading; empty when it is none. */
export function autoReplyEvidence(mail: ParsedMail): string[] {
  const marks = replyMarks.filter(([name, value]) => mail.headers.has(name) && value.test(headerOf(mail, name)))
  const evidence = marks.map(([name]) => name)
  if (subjects.test(mail.subject)) evidence.push('subject of an automatic reply')
  if (isSilentAnswer(mail)) evidence.push('x-auto-response-suppress on an answer without a return path')
  return evidence
}

/** Exchange marks its absence notes only so: nobody can answer, and nobody should. */
function isSilentAnswer(mail: ParsedMail): boolean {
  const suppresses = /all|oof|autoreply/i.test(headerOf(mail, 'x-auto-response-suppress'))
  return suppresses && /^\s*<\s*>/.test(headerOf(mail, 'return-path'))
}

/** Was this written by a program, though not as an answer: a notification, a form, a report? */
export function machineEvidence(mail: ParsedMail): string[] {
  const evidence: string[] = []
  if (/^auto-generated/i.test(headerOf(mail, 'auto-submitted'))) evidence.push('auto-submitted: auto-generated')
  if (/all|oof|autoreply/i.test(headerOf(mail, 'x-auto-response-suppress'))) evidence.push('x-auto-response-suppress')
  if (isNoReply(mail)) evidence.push('no-reply sender')
  return evidence
}

const noReply =
  /^(?:[\w.+-]*[._+-])?(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|noreply|donotreply|nepasrepondre|no[-_.]?responder)(?:[._+-][\w.+-]*)?@/i

/** A form on a web site sends as no-reply on behalf of a person whom Reply-To names: that one can be answered. */
function isNoReply(mail: ParsedMail): boolean {
  const answered = mail.replyTo[0] ?? mail.from
  return answered !== undefined && noReply.test(answered.address)
}
