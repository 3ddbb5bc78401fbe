/** How much text fits; both may be limited. */
export interface Room {
  /** UTF-16 code units. */
  readonly chars?: number | undefined
  /** UTF-8 bytes. */
  readonly bytes?: number | undefined
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const words = new Intl.Segmenter(undefined, { granularity: 'word' })

/** Does a text fit? */
export function fits(text: string, { chars = Number.POSITIVE_INFINITY, bytes }: Room): boolean {
  return text.length <= chars && (bytes === undefined || Buffer.byteLength(text) <= bytes)
}

/**
 * A text in pieces that fit, which joined give the text again: nothing is cut off. It is divided after a paragraph, a
 * line, a word (Unicode UAX #29, so also between Chinese words), or, if a word alone is too long, between graphemes.
 */
export function divide(text: string, room: Room): readonly string[] {
  const pieces: string[] = []
  let rest = text
  while (!fits(rest, room)) {
    const head = longestHead(rest, room)
    pieces.push(head)
    rest = rest.slice(head.length)
  }
  return rest === '' && pieces.length > 0 ? pieces : [...pieces, rest]
}

/** The longest beginning that fits and ends where a reader would pause. */
function longestHead(text: string, room: Room): string {
  const window = text.slice(0, windowOf(text, room))
  return (
    upTo(window, /\n\s*\n/g) ??
    upTo(window, /\n/g) ??
    upTo(window, /[ \t\u3000]+/g) ??
    lastSegment(text, window.length, words) ??
    lastSegment(text, window.length, graphemes) ??
    firstCodePoints(window)
  )
}

/** So many code units from the beginning fit. */
function windowOf(text: string, { chars = text.length, bytes }: Room): number {
  const least = String.fromCodePoint(text.codePointAt(0) ?? 0).length // less than a code point is no piece
  if (bytes === undefined) return Math.max(least, Math.min(chars, text.length))
  let [size, length] = [0, 0]
  for (const char of text) {
    size += Buffer.byteLength(char)
    if (size > bytes || length + char.length > chars) break
    length += char.length
  }
  return Math.max(least, length)
}

/** The window up to the end of the last match, unless that leaves less than half of it. */
function upTo(window: string, pause: RegExp): string | undefined {
  let end = 0
  for (const match of window.matchAll(pause)) end = match.index + match[0].length
  return end > window.length / 2 ? window.slice(0, end) : undefined
}

/** The window up to the last boundary of its segments; the segment that the window cuts through stays whole. */
function lastSegment(text: string, length: number, segmenter: Intl.Segmenter): string | undefined {
  const nearby = text.slice(0, length + 64) // no word or grapheme that matters is longer
  let end = 0
  for (const { index, segment } of segmenter.segment(nearby)) {
    if (index + segment.length > length) break
    end = index + segment.length
  }
  return end > 0 ? text.slice(0, end) : undefined
}

/** A grapheme that is longer than the room is divided between its code points; never within one. */
function firstCodePoints(window: string): string {
  const last = window.charCodeAt(window.length - 1)
  const isHalf = last >= 0xd800 && last < 0xdc00 && window.length > 1
  return isHalf ? window.slice(0, -1) : window
}
