/** A line of dashes around words that announce the message below: `-----Original Message-----`, `----- 原始邮件 -----`. */
const original = new RegExp(
  `^[\\s*_>]{0,6}[-–—=_]{2,}\\s?[\\s*_]{0,3}(?:${[
    'original(?: (?:message|e-?mail|appointment))?|replied message|reply message|message',
    'ursprüngliche (?:nachricht|e-?mail)|original-?nachricht|urspr\\. nachricht',
    "message (?:d'origine|original|d’origine|initial)|messaggio originale|mensaje original|mensagem original|mensaje de origen",
    'oorspronkelijk bericht|origineel bericht|originalmeddelande|ursprungligt meddelande|oprindelig (?:meddelelse|besked)|opprinnelig melding|original ?meddelelse|alkuperäinen viesti',
    'wiadomość oryginalna|oryginalna wiadomość|původní (?:zpráva|e-?mail)|pôvodná správa|eredeti üzenet|mesaj(?:ul)? original|orijinal (?:mesaj|ileti)|özgün ileti|izvorna poruka|izvirno sporočilo',
    'исходное сообщение|оригинальное сообщение|вихідне повідомлення|оригінальне повідомлення|оригинално съобщение|αρχικό μήνυμα|הודעה מקורית|الرسالة الأصلية|ข้อความต้นฉบับ|thư gốc|tin nhắn gốc|pesan asli',
    '原始邮件|原始郵件|原邮件|原郵件|邮件原件|郵件原件|回复的原邮件|原始信件|原始訊息|元のメッセージ|元のメール|オリジナルメッセージ|원본 ?(?:이?메일|메시지)|원래 메시지',
  ].join('|')})\\s?[\\s*_:：]{0,3}[-–—=_]{0,80}[\\s*_]{0,3}$`,
  'iu',
)

const forwarded =
  /^[\s*_>]{0,6}(?:[-–—=_]{2,}\s?.{0,20}(?:forwarded|weitergeleitete|transféré|reenviado|encaminhada|inoltrato|doorgestuurd|vidarebefordra|videresendt|videresendt|välitetty|przekazana|přeposlaná|пересылаемое|пересланное|переслан|转发|轉寄|轉發|転送|전달|הועבר).{0,30}|begin forwarded message:?|début du message (?:transféré|réexpédié) ?:?|anfang der weitergeleiteten (?:e-?mail|nachricht):?|inicio del mensaje reenviado:?|início da mensagem (?:reencaminhada|encaminhada):?|inizio messaggio inoltrato:?|开始转发的邮件：?|下面是被转发的邮件：?|以下是轉寄的郵件：?|転送されたメッセージ：?)\s*$/iu

/** A line that a helpdesk prints for its customers to write above. */
const writeAbove =
  /^.{0,20}(?:(?:please )?(?:type|write|reply|enter) (?:your (?:reply|response) )?(?:above|over) this line|reply above (?:this|the) line|antworten sie (?:bitte )?(?:oberhalb|über) dieser (?:linie|zeile)|répondre au-dessus de cette ligne|请在此(?:线|行)(?:上方|以上)回复|この(?:線|行)(?:より)?上に).{0,30}$/i

const labels = {
  from: 'from|von|de|da|van|från|fra|lähettäjä|od|wysłane przez|nadawca|odesílatel|feladó|de la|kimden|gönderen|от|от кого|від|від кого|από|מאת|من|จาก|từ|dari|发件人|寄件者|寄件人|發件人|差出人|送信者|보낸 ?사람|보낸이|발신(?:자|인)?|expéditeur|mittente|remetente|remitente|afzender|avsändare|afsender|absender',
  date: 'date|sent|sent on|datum|gesendet|envoyé|enviado|enviado el|enviada em|enviado em|data|fecha|inviato|inviata|verzonden|skickat|sendt|sendt den|lähetetty|päivämäärä|wysłano|data wysłania|odesláno|dátum|elküldve|küldve|trimis|tarih|gönderildi|gönderilme tarihi|дата|отправлено|отправлен|дата отправки|надіслано|ημερομηνία|στάλθηκε|נשלח|תאריך|تاريخ الإرسال|التاريخ|วันที่|ส่งเมื่อ|ngày|đã gửi|tanggal|发送时间|发送日期|发送|日期|時間|时间|寄件日期|傳送時間|傳送日期|發送時間|已傳送|送信日時|日時|日付|보낸 ?날짜|보낸시간|날짜|작성일|date d.envoi',
  to: 'to|an|à|a|para|aan|till|til|vastaanottaja|do|komu|címzett|către|kime|kime?|alıcı|кому|до|към|προς|אל|إلى|ถึง|đến|tới|kepada|收件人|收件者|宛先|받[는은] ?사람|받는이|수신(?:자|인)?|destinataire|destinatario|destinatário',
  subject:
    'subject|betreff|objet|asunto|assunto|oggetto|onderwerp|ämne|emne|aihe|temat|předmět|predmet|tárgy|subiect|konu|тема|θέμα|נושא|الموضوع|เรื่อง|chủ đề|subjek|perihal|主题|主旨|主題|标题|標題|件名|제목',
  other:
    'cc|bcc|kopie|kopia|copie|cópia|copia|reply-to|reply to|antwort an|répondre à|responder a|importance|priority|attachments?|anlagen?|抄送|副本|附件|답장|참조|첨부|копия|копія|copie à|møde|kopi|organization|x-[\\w-]+|message-id',
} as const

type Label = keyof typeof labels

const labelled = Object.entries(labels).map(
  // Object.entries forgets that its keys are those of `labels`.
  ([name, words]) =>
    [name as Label, new RegExp(`^[\\s*_|>•·-]{0,6}(?:${words})[\\s*_|]{0,4}(?:[:：]|\\|\\s)`, 'iu')] as const,
)

const MAX_HEAD_LINES = 14

/** Zoho and a few others put the attribution itself between dashes: `---- On … wrote ----`. */
const dashedAttribution =
  /^[-–—]{2,}\s.{0,200}@.{0,200}\d[:.]\d\d.{0,200}[-–—]{2,}\s*$|^[-–—]{2,}\s.{0,200}\d[:.]\d\d.{0,200}@.{0,200}[-–—]{2,}\s*$/

/** Does a line say that the original message follows, or that everything below is not the writer's? */
export function isOriginalDivider(line: string): boolean {
  if (line.length > 400) return false
  return original.test(line.replaceAll('&nbsp;', ' ')) || writeAbove.test(line) || dashedAttribution.test(line)
}

/** Does a line say that a forwarded message follows? */
export function isForwardDivider(line: string): boolean {
  return line.length < 160 && forwarded.test(line)
}

/**
 * Lines where the head lines of another message begin — From, Date, To, Subject in any order and in some thirty
 * languages: at least three different ones, a sender among them.
 */
export function quotedHeads(lines: readonly string[]): ReadonlySet<number> {
  const names = lines.map((line) => labelOf(line))
  const heads = new Set<number>()
  for (const [index, name] of names.entries()) {
    if (name !== undefined && name !== 'other' && isHead(names.slice(index, index + MAX_HEAD_LINES), lines, index))
      heads.add(index)
  }
  return heads
}

function isHead(names: readonly (Label | undefined)[], lines: readonly string[], start: number): boolean {
  const found = new Set<Label>()
  let unlabelled = 0
  for (const name of names) {
    if (name !== undefined && name !== 'other') found.add(name)
    else if (name === undefined && ++unlabelled > 3) break
  }
  return found.has('from') && found.size >= 3 && hasAddressOrDate(lines.slice(start, start + MAX_HEAD_LINES))
}

function labelOf(line: string): Label | undefined {
  if (line.length > 1000 || !/[:：|]/.test(line.slice(0, 60))) return undefined
  return labelled.find(([, shape]) => shape.test(`${line} `))?.[0]
}

function hasAddressOrDate(lines: readonly string[]): boolean {
  return lines.some((line) => /@|(?:19|20)\d\d|\d{1,2}:\d{2}/.test(line.slice(0, 500)))
}
