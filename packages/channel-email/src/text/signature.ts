/** Things that mails are sent from. */
const device =
  'iphone|ipad|ipod|mac|mobile|phone|cell|smartphone|handy|mobilgerät|mobiltelefon|telefon|téléphone|móvil|celular|cellulare|android|samsung|galaxy|huawei|honor|xiaomi|redmi|oppo|vivo|pixel|oneplus|nokia|lumia|htc|lg|sony|xperia|motorola|blackberry|windows|outlook|mailbox|gmail|airmail|spark|yahoo|aol|gmx|web\\.de|proton|tutanota|thunderbird|k-9|bluemail|zimbra|tablet|device|appareil|dispositivo|gerät|app\\b|mail (?:for|für|pour|para|per|voor|app)|\\[?mail\\]|windows mail'

/** Whole lines that a mail program adds below what somebody wrote. */
const signOffs = new RegExp(
  `^[\\s*_<([-]{0,6}(?:${[
    `sent from my (?:(?=.{0,60}(?:${device}))[^,.]{1,70}(?:[,.]\\s{1,3}.{0,40}(?:typo|excuse|pardon|forgive|brevity|sorry).{0,40})?|\\S+(?: [^\\s,]+){0,3})|from my (?:iphone|ipad|android|mobile|phone|blackberry).{0,20}|(?:sent|send) (?:from|via|with|by|using) (?=.{0,70}(?:${device})).{1,100}|sent (?:from|via) (?:a |the )?mail(?:box)?.{0,30}|(?:get|download) \\[?outlook for .{2,80}|(?:sent|typed) on the go.{0,30}`,
    `envoyé (?:depuis|de|avec|à partir d).{1,80}|(?:obtenez|télécharger?|obtenir) outlook pour .{2,80}|von meinem .{1,40} gesendet.{0,10}|gesendet (?:von|mit|über|aus) .{1,80}|diese (?:nachricht|e-?mail) wurde von meinem .{1,80} gesendet.{0,3}|holen sie sich outlook für .{2,80}`,
    `enviado (?:desde|do|de|via|a partir do) (?:mi|meu|minha|mis|el|o|a|la|correo|outlook|yahoo|mail|samsung|dispositivo|iphone).{0,80}|obt(?:ener|én|enga) outlook para .{2,80}|obter o? ?outlook para .{2,80}|inviato (?:da|dal|con|dalla) .{1,80}|(?:scarica|ottieni) outlook per .{2,80}`,
    `(?:verzonden|verstuurd) (?:vanaf|met|via|vanuit|van) .{1,80}|(?:outlook voor .{2,40} (?:downloaden|ophalen)|download outlook voor).{0,80}|skickat från .{1,80}|hämta outlook för .{2,80}|sendt fra .{1,80}|hent outlook (?:til|for) .{2,80}|lähetetty .{1,60}|hanki outlook .{2,80}`,
    `wysłan[eo] z .{1,80}|pobierz outlook dla .{2,80}|odesláno z .{1,80}|odoslané z .{1,80}|trimis de pe .{1,80}|.{2,40}'?[uü]?m?dan gönderildi|elküldve .{2,60}|poslano (?:sa|s|z) .{1,60}`,
    `отправлено (?:с|из|через) .{1,80}|(?:надіслано|відправлено) (?:з|із|через) .{1,80}|изпратено от .{1,60}|στάλθηκε από .{1,60}|נשלח מ.{1,60}|(?:أ|ا)رسلت من .{1,60}|(?:đã )?gửi từ .{1,60}|ส่งจาก.{1,60}|dikirim dari .{1,60}`,
    `签名由.{1,20}定制|(?:发自|發自|寄自|发送自|發送自|来自|來自).{0,20}(?:我的|手机|手機|邮箱|郵箱|邮件|客户端|iphone|ipad|windows|android|outlook).{0,40}|(?:从|從|由)我的.{1,40}(?:发送|發送|傳送|发出|寄出)|(?:获取|取得|下載|下载).{0,10}outlook.{0,60}|.{1,40}から送信(?:されました)?|.{0,30}outlook for .{1,20}を入手.{0,80}|(?:나의|내) .{1,40}에서 (?:보냄|보냈습니다|전송)|.{1,30}에서 (?:보냄|전송됨)|.{1,20}용 outlook.{0,80}`,
  ].join('|')})[\\s>)\\]*_.-]{0,4}$`,
  'iu',
)

/** Lines that are sign-offs only next to a sign-off. */
const perhaps = /^\p{Lu}\p{L}{1,20} from (?:my )?(?:mobile|phone)$/u

/** Signatures are short; what is longer below a mark is text that somebody wrote below a line of dashes. */
const MAX_SIGNATURE_LINES = 15
const MAX_SIGNATURE_LENGTH = 1500

/** Below a mere rule even less is taken for a signature or the footer of a list. */
const MAX_FOOTER_LINES = 5

/** Where the sign-offs of phones and mail programs begin that end the text; `end` when there are none. */
export function signOffStart(lines: readonly string[], end: number): number {
  let start = end
  for (let at = end; at > 0; at--) {
    const line = lines[at - 1] ?? ''
    if (isSignOff(line) || (start < end && perhaps.test(line.trim()))) start = at - 1
    else if (line.trim() !== '') break
  }
  return start
}

/**
 * Where the signature begins that ends the text; `end` when there is none. A rule counts only in an answer: elsewhere
 * people draw lines between their own paragraphs.
 *
 * @param firstText - the first line that says anything: a signature stands below one
 */
export function signatureStart(lines: readonly string[], firstText: number, end: number, answers: boolean): number {
  for (let at = end - 1; at > firstText && at >= end - 2 * MAX_SIGNATURE_LINES; at--) {
    const line = lines[at] ?? ''
    const isMark = isSignatureMark(line) || (answers && isRule(line))
    const below = lines.slice(at + 1, end)
    if (below.some((other) => /^\s{0,3}>/.test(other))) return end
    if (!isMark) continue
    return isShort(below, isRule(line) ? MAX_FOOTER_LINES : MAX_SIGNATURE_LINES) ? at : end
  }
  return end
}

function isShort(below: readonly string[], maxLines: number): boolean {
  return below.filter((line) => line.trim() !== '').length <= maxLines && below.join('').length <= MAX_SIGNATURE_LENGTH
}

/** Is this whole line what a phone or a mail program adds? */
function isSignOff(line: string): boolean {
  return line.length <= 160 && signOffs.test(line)
}

/** `-- `, and how programs and people misspell it (RFC 3676 §4.3). */
function isSignatureMark(line: string): boolean {
  return /^(?:--\s{0,3}|\*--\*)$/.test(line)
}

/** A rule of underscores and the like: in an answer, what stands below it is a signature or the footer of a list. */
function isRule(line: string): boolean {
  return /^\s{0,3}(?:_{5,}|={10,}|\*{10,}|~{5,})\s{0,3}$/.test(line)
}
