import { stripVTControlCharacters, styleText } from 'node:util'
import stringWidth from 'string-width'

type Style = Parameters<typeof styleText>[0]

/** Where a person looks: colours and a moving last line on a terminal, plain lines elsewhere. */
export class Terminal {
  readonly #out: NodeJS.WriteStream
  #status = ''

  constructor(out: NodeJS.WriteStream) {
    this.#out = out
  }

  get isLive(): boolean {
    return this.#out.isTTY === true
  }

  /** Columns. */
  get width(): number {
    return this.#out.columns ?? 100
  }

  /** Prints a line, above the status line if there is one. */
  line(text = ''): void {
    this.#clearStatus()
    this.#out.write(`${text}\n`)
    if (this.#status) this.#out.write(this.#status)
  }

  /** Shows a line that the next one replaces; nothing where nobody watches. */
  status(text: string): void {
    if (!this.isLive) return
    this.#clearStatus()
    this.#status = inColumns(text, this.width - 1).trimEnd()
    this.#out.write(this.#status)
  }

  endStatus(): void {
    this.#clearStatus()
    this.#status = ''
  }

  style(style: Style, text: string): string {
    return this.isLive && !process.env['NO_COLOR'] ? styleText(style, text) : text
  }

  #clearStatus(): void {
    if (this.#status) this.#out.write('\r\u001B[2K')
  }
}

/** What a mail says must not move the cursor of whoever reads it. */
export function harmless(text: string): string {
  return stripVTControlCharacters(text).replace(
    /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g,
    ' ',
  )
}

/** The text in exactly so many columns: cut with `…`, or filled with blanks. Wide characters count two. */
export function inColumns(text: string, columns: number): string {
  const width = stringWidth(text)
  if (width <= columns) return text + ' '.repeat(columns - width)
  let short = ''
  for (const { segment } of graphemes.segment(text)) {
    if (stringWidth(short + segment) > columns - 1) break
    short += segment
  }
  return `${short}…${' '.repeat(Math.max(0, columns - 1 - stringWidth(short)))}`
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** How long ago, in one word. */
export function ago(then: string, now: Date): string {
  const minutes = Math.max(0, Math.round((now.getTime() - Date.parse(then)) / 60_000))
  if (minutes < 1) return 'now'
  if (minutes < 60) return `${minutes} min`
  if (minutes < 48 * 60) return `${Math.round(minutes / 60)} h`
  return `${Math.round(minutes / 1440)} d`
}
