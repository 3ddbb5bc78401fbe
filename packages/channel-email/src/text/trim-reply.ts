import { type Attribution, attributionsIn } from './attribution.ts'
import { hasText, isBlank, isQuoteLine } from './quote-lines.ts'
import { isForwardDivider, isOriginalDivider, quotedHeads } from './quoted-head.ts'
import { signatureStart, signOffStart } from './signature.ts'

/** What is known about the mail besides its text. */
export interface TrimOptions {
  /** The mail answers another: quotes at its end are that other mail. @defaultValue true */
  readonly isReply?: boolean
  /** The mail forwards another, which then is its point and stays. @defaultValue false */
  readonly isForward?: boolean
}

/** A reply without what it quotes. */
export interface TrimmedReply {
  readonly text: string
  /** False when nothing was taken away. */
  readonly isTrimmed: boolean
}

/**
 * Takes away what the writer of a reply did not write: the quoted message, in the forms that mail programs give it in
 * some thirty languages, and signatures. Answers between quotes keep the quotes they answer; a forwarded message
 * stays; if nothing would be left, everything stays. When in doubt it keeps: text lost is worse than text too many.
 *
 * @param text - plain text with `\n` line ends
 * @example
 * ```ts
 * import { trimReply } from '@casewell/channel-email'
 *
 * const text = 'It works now.\n\nOn Tue, 3 May 2022 at 10:00, Ada <ada@example.com> wrote:\n> Did you restart it?\n'
 * console.log(trimReply(text).text) // It works now.
 * ```
 */
export function trimReply(text: string, { isReply = true, isForward = false }: TrimOptions = {}): TrimmedReply {
  const whole = { text: text.trim(), isTrimmed: false }
  const lines = text.split('\n')
  if (lines.length > MAX_LINES) return whole
  const firstText = lines.findIndex((line) => hasText(line))
  const mail: MailText = { lines, firstText, attributions: attributionsIn(lines) }
  const result = (isForward ? lines.slice(0, signedEnd(mail, lines.length, false)) : ownLines(mail, isReply)).join('\n')
  const own = result.replace(/^(?:[ \t]*\n)+/, '').trimEnd()
  return hasText(own) && own !== whole.text ? { text: own, isTrimmed: true } : whole
}

/** A text of more lines is a log or a book, and its lines are not the lines of a conversation. */
const MAX_LINES = 20_000

interface MailText {
  readonly lines: readonly string[]
  readonly attributions: readonly Attribution[]
  /** The first line that says anything, or -1. */
  readonly firstText: number
}

function ownLines(mail: MailText, isReply: boolean): string[] {
  const cut = embeddedAt(mail)
  const answers = isReply || cut < mail.lines.length || mail.attributions.length > 0
  return withoutAttributions(mail, trimmedEnd(mail, cut, answers))
}

/** Where a message begins that is embedded without quote marks, or the number of lines. A forwarded message stays. */
function embeddedAt({ lines, attributions }: MailText): number {
  const certain = attributions.filter((one) => one.isCertain && !isQuoteLine(lines, nextText(lines, one.end)))
  const starts = new Set([...quotedHeads(lines), ...certain.map(({ start }) => start)])
  let hasOwnText = false
  for (const [index, line] of lines.entries()) {
    if (isForwardDivider(line)) return lines.length
    const isOwn = !line.startsWith('>')
    if (hasOwnText && isOwn && (starts.has(index) || isOriginalDivider(line))) return index
    hasOwnText ||= isOwn && hasText(line)
  }
  return lines.length
}

/** Takes quotes, attributions, signatures and rules off the end, as long as there are any. */
function trimmedEnd(mail: MailText, cut: number, answers: boolean): number {
  let end = cut
  for (let before = -1; before !== end; ) {
    before = end
    end = quoteStart(mail, signedEnd(mail, end, answers), answers)
    if (end < mail.lines.length) end = ruleStart(mail.lines, end)
  }
  return end
}

function signedEnd({ lines, firstText }: MailText, from: number, answers: boolean): number {
  return signatureStart(lines, firstText, signOffStart(lines, lastText(lines, from)), answers)
}

/** Dashes and underscores that mail programs draw above what they quote. */
function ruleStart(lines: readonly string[], from: number): number {
  let end = lastText(lines, from)
  while (end > 0 && /^[\s>*]{0,4}[-_=]{3,}\s*$/.test(lines[end - 1] ?? '')) end = lastText(lines, end - 1)
  return end
}

/** Where the quote at the end begins, its attribution included; `end` when there is none that may go. */
function quoteStart({ lines, attributions, firstText }: MailText, end: number, answers: boolean): number {
  let start = end
  while (start > 0 && (isBlank(lines[start - 1]) || isQuoteLine(lines, start - 1))) start--
  if (!range(start, end).some((index) => isQuoteLine(lines, index))) return end
  const above = lastText(lines, start)
  const attribution = attributions.find((one) => one.end === above)
  if (attribution !== undefined) return attribution.start
  return answers && firstText >= 0 && firstText < start ? start : end
}

/** Attributions go, also in the middle; the quote below goes too where nothing was said before it nor in between. */
function withoutAttributions(mail: MailText, end: number): string[] {
  const { lines, attributions } = mail
  const dropped = new Set<number>()
  for (const one of attributions) {
    const quote = nextText(lines, one.end)
    if (one.end > end || !isQuoteLine(lines, quote)) continue
    const last = isUnanswered(mail, one, quote, end) ? quoteEnd(lines, quote) : one.end
    for (const index of range(one.start, last)) dropped.add(index)
  }
  return lines.slice(0, end).filter((_, index) => !dropped.has(index))
}

/** The whole quote stands above the answer: no text before it, and no further piece of it among the answers. */
function isUnanswered({ lines, firstText }: MailText, attribution: Attribution, quote: number, end: number): boolean {
  if (firstText < attribution.start) return false
  return !range(quoteEnd(lines, quote), end).some((index) => isQuoteLine(lines, index))
}

function quoteEnd(lines: readonly string[], start: number): number {
  let end = start
  while (end < lines.length && (isBlank(lines[end]) || isQuoteLine(lines, end))) end++
  return end
}

function nextText(lines: readonly string[], from: number): number {
  let at = from
  while (at < lines.length && isBlank(lines[at])) at++
  return at
}

/** One past the last line with text before `end`. */
function lastText(lines: readonly string[], end: number): number {
  let last = end
  while (last > 0 && isBlank(lines[last - 1])) last--
  return last
}

function range(start: number, end: number): number[] {
  return Array.from({ length: Math.max(0, end - start) }, (_, index) => start + index)
}
