import { isQuoteLine } from './quote-lines.ts'

/** A line, or a few, by which a mail program introduces what it quotes: `On … Ada <ada@example.com> wrote:`. */
export interface Attribution {
  /** First line of the attribution. */
  readonly start: number
  /** First line after it. */
  readonly end: number
  /** It names an address, which prose hardly ever does: what follows is quoted even without marks. */
  readonly isCertain: boolean
}

/** `wrote` as mail programs say it, in some thirty languages. */
const wrote = new RegExp(
  [
    '(?<!\\p{L})(?:wrote|writes|said|schrieb(?:en)?|a écrit|écrit|escribi[oó]|escribe|escreveu|ha scritto|scrive|scriveva|schreef|skrev|schrijft|napisał(?:\\(a\\)|a)?|napsal(?:\\(a\\)|a)?|napísal(?:\\(a\\)|a)?|írta|a scris|kirjoitti|yazdı|şunları yazdı|je napisao(?:/la)?|je napisal(?:/a)?|rašė|rakstīja|kirjutas|va escriure|menulis|đã viết|skrifaði)',
    '(?:написал(?:\\(а\\)|а)?|пишет|писал(?:\\(а\\)|а)?|пише|написав|писав|написала|написа|έγραψε|כתב(?:/ה|ה)?|كتب(?:ت)?|كتابة ما يلي|เขียน(?:ว่า)?|ने लिखा)',
    '(?:写道|寫道|写到|来信|のメール|のメッセージ|のコメント|は書きました|が書きました|さんは書きました|wrote|님이 작성|님이 씀|이\\(가\\) 작성|작성|작성함|쓴 글)',
  ].join('|'),
  'iu',
)

const address = /[^\s<>@"'()[\]]{1,64}@[^\s<>@"'()[\]]{1,255}/
// Arabic and Persian mail programs write their own digits.
const date = /(?:19|20)\d\d|\p{Nd}{1,2}[./-]\p{Nd}{1,2}[./-]\p{Nd}{2,4}|\p{Nd}{1,2}月\p{Nd}{1,2}日|(?![\d])\p{Nd}{4}/u
const time = /\p{Nd}{1,2}[:.h]\p{Nd}{2}|\p{Nd}{1,2}(?:시|点|點|時)/u

/** Words and dates with which attributions begin. */
const opening =
  /^(?:["'“«*_]?\s*)?(?:on|at|in|am|um|le|el|em|no dia|il|op|den|på|dne|dňa|dnia|w dniu|pe|în|la|kun|στις|vào|pada|το|em|às|ha|dana|tor|ti|ke|ma|pe|su|la|ons|tirs|fre|man|lør|søn|mån|tis|tors|lör|sön|mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|пн|вт|ср|чт|пт|сб|нд|вс|в|у|на|ב|בתאריך|في|เมื่อ|在|于|於|發件人|\d{1,4})(?=[\s.,:年/\-־]|\d|$)/iu

/** Japanese programs name nobody but the writer; only above a quote does it count. */
const nameWrote = /^[^。、,.]{1,40}さん[はが](?:書きました|wrote)\s?[:：]\s*$/u

const MAX_LINES = 4
const MAX_LINE_LENGTH = 300

/** All attributions outside quotes, in order: those that introduce marked quotes, and those that are certain. */
export function attributionsIn(lines: readonly string[]): Attribution[] {
  const found: Attribution[] = []
  for (const index of lines.keys()) {
    const attribution = attributionEnding(lines, index)
    if (attribution === undefined) continue
    const next = lines.slice(attribution.end, attribution.end + 4).findIndex((line) => line.trim() !== '')
    if (attribution.isCertain || (next >= 0 && isQuoteLine(lines, attribution.end + next))) found.push(attribution)
  }
  return found
}

/** The attribution that ends on this line, or undefined. Mail programs wrap them over up to four lines. */
function attributionEnding(lines: readonly string[], last: number): Attribution | undefined {
  if (!mayEnd(lines[last] ?? '')) return undefined
  let found: Attribution | undefined
  for (let start = last; start > last - MAX_LINES && start >= 0; start--) {
    const line = lines[start] ?? ''
    if (line.trim() === '' || isQuoteLine(lines, start) || line.length > MAX_LINE_LENGTH) break
    const isOpening = opening.test(line.trimStart())
    const whole = lines.slice(start, last + 1).join(' ')
    if (isAttribution(whole, isOpening)) found = { start, end: last + 1, isCertain: address.test(whole) }
    const goesOn = isDateAlone(lines[start - 1] ?? '')
    if (found !== undefined && !goesOn && (isOpening || isWhole(whole))) break
  }
  return found
}

/** `…, 10:00,` or, as Becky! does it, a line `On Tue, 3 May 2022 10:00:00 +0900` above the name. */
function isDateAlone(line: string): boolean {
  return /\d,\s*$/.test(line) || /^On .{5,40}\d:\d\d(?::\d\d)?(?: [+-]\d{4})?(?: \(.{1,10}\))?\s*$/.test(line)
}

/** Attributions end in a colon; some leave it out after the verb. */
function mayEnd(line: string): boolean {
  if (line.length === 0 || line.length > MAX_LINE_LENGTH || !/[:：*_e\s]$/.test(line.slice(-1))) return false
  return /[:：]\s*[*_]{0,2}$/.test(line) || /@.{1,80}\swrote\s*$/.test(line)
}

/** Either it says that somebody wrote, at a date or from an address; or it has an address and the time of a mail. */
function isAttribution(text: string, isOpening: boolean): boolean {
  const hasAddress = address.test(text)
  if (nameWrote.test(text)) return true
  if (wrote.test(text)) return hasAddress || ((isOpening || time.test(text)) && date.test(text))
  return hasAddress && time.test(text) && date.test(text)
}

/** Nothing is missing in front: it begins with a name, and no bracket was opened on the line above. */
function isWhole(text: string): boolean {
  const open = text.indexOf('<')
  const close = text.indexOf('>')
  return (
    (close < 0 || (open >= 0 && open < close)) &&
    open !== 0 &&
    !/^[\s,;)]|^\p{Ll}+:?$/u.test(text) &&
    !/^[^\s@]+@/.test(text)
  )
}
