/** Quotes may be nested deeper in a hostile mail; the marks in front of a line stop here. */
const MAX_QUOTE_DEPTH = 20

/** Collapses white space as a browser does, keeps line ends apart, and marks quoted lines. Linear in what is written. */
export class TextPage {
  #quoteDepth = 0
  readonly #lines: string[] = []
  #chunks: string[] = []
  #pendingBreaks = 0

  /** True while nothing but white space stands on the current line. */
  get isAtLineStart(): boolean {
    return this.#chunks.length === 0 || this.#pendingBreaks > 0
  }

  /** A place on the current line, for `since`. */
  get place(): number {
    return this.#chunks.length
  }

  /** What was written on this line since a place; empty when the line has ended. */
  since(place: number): string {
    return this.#chunks.slice(place).join('')
  }

  /** Running text: white space counts once, and not at all at the beginning of a line. */
  write(text: string): void {
    const collapsed = text.replace(/[ \t\r\n\f\u00a0]+/g, ' ').replace(/[\u200b\ufeff\u00ad]/g, '')
    const afterSpace = this.isAtLineStart || this.#chunks.at(-1)?.endsWith(' ') === true
    const written = afterSpace && collapsed.startsWith(' ') ? collapsed.slice(1) : collapsed
    if (written !== '') this.writeAsIs(written)
  }

  /** Text whose white space counts. */
  writeAsIs(text: string): void {
    this.#flushBreaks()
    this.#chunks.push(text)
  }

  /** At least so many line ends before the next text: 1 a new line, 2 a blank line between. */
  breakLine(lineEnds: 1 | 2): void {
    if (this.#chunks.length > 0 || this.#lines.length > 0) this.#pendingBreaks = Math.max(this.#pendingBreaks, lineEnds)
  }

  /** One line end here, whatever comes next. */
  hardBreak(): void {
    this.#flushBreaks()
    this.#endLine()
  }

  /** What comes next is quoted, after a blank line that is not. */
  startQuote(): void {
    if (this.#chunks.length > 0) this.#endLine()
    if (/[^>\s]/.test(this.#lines.at(-1) ?? '')) this.#lines.push(this.#quoted(''))
    this.#pendingBreaks = 0
    this.#quoteDepth++
  }

  endQuote(): void {
    if (this.#chunks.length > 0) this.#endLine()
    this.#pendingBreaks = 2
    this.#quoteDepth = Math.max(0, this.#quoteDepth - 1)
  }

  toString(): string {
    this.#endLine()
    return this.#lines
      .join('\n')
      .replace(/\n{4,}/g, '\n\n\n')
      .trim()
  }

  #flushBreaks(): void {
    if (this.#pendingBreaks === 0) return
    if (this.#chunks.length > 0) this.#endLine()
    const last = this.#lines.at(-1) ?? ''
    if (this.#pendingBreaks === 2 && /[^>\s]/.test(last)) this.#lines.push(this.#quoted(''))
    this.#pendingBreaks = 0
  }

  #endLine(): void {
    this.#lines.push(this.#quoted(this.#chunks.join('').trimEnd()))
    this.#chunks = []
  }

  #quoted(line: string): string {
    const marks = '>'.repeat(Math.min(this.#quoteDepth, MAX_QUOTE_DEPTH))
    return marks === '' || line === '' ? marks + line : `${marks} ${line}`
  }
}
