import { Parser } from 'htmlparser2'

/** Elements whose content is not for readers. */
const unread = new Set(['script', 'style', 'head', 'template', 'noscript'])
const blocks = new Set([
  'p',
  'div',
  'section',
  'article',
  'blockquote',
  'ul',
  'ol',
  'table',
  'tr',
  'figure',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'pre',
  'hr',
])
const marks: Readonly<Record<string, string>> = { b: '**', strong: '**', i: '*', em: '*', code: '`' }

/**
 * HTML as Markdown: headings, lists, links, images, emphasis, code, tables as rows with bars. What it does not know
 * becomes its text; scripts and styles go.
 *
 * @example
 * ```ts
 * import { htmlToMarkdown } from '@casewell/knowledge/exchange'
 *
 * console.log(htmlToMarkdown('<p>Press <b>OK</b>.</p><ol><li>Wait</li><li>Restart</li></ol>'))
 * // Press **OK**.
 * //
 * // 1. Wait
 * // 2. Restart
 * ```
 */
export function htmlToMarkdown(html: string): string {
  const writer = new MarkdownWriter()
  const parser = new Parser({
    onopentag: (name, attributes) => writer.open(name, attributes),
    ontext: (text) => writer.text(text),
    onclosetag: (name) => writer.close(name),
  })
  parser.write(html)
  parser.end()
  return writer.written()
}

/** White space of HTML is one space; a no-break space is none of it. */
const folded = (text: string): string => text.replace(/[ \t\r\n\f]+/g, ' ')

/** Writes what a parser hears. */
class MarkdownWriter {
  #out = ''
  #hidden = 0
  #pre = 0
  readonly #lists: { isOrdered: boolean; count: number }[] = []
  readonly #links: (string | undefined)[] = []

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (unread.has(name)) this.#hidden++
    if (this.#hidden > 0) return
    if (blocks.has(name)) this.#block(name === 'ul' || name === 'ol' ? this.#lists.length : 0)
    if (name === 'ul' || name === 'ol') this.#lists.push({ isOrdered: name === 'ol', count: 0 })
    if (name === 'a') this.#links.push(attributes['href'])
    this.#out += this.#opening(name, attributes)
  }

  text(text: string): void {
    if (this.#hidden > 0) return
    if (this.#pre > 0) this.#out += text
    else this.#out += this.#atStart ? folded(text).trimStart() : folded(text)
  }

  close(name: string): void {
    if (unread.has(name)) this.#hidden--
    else if (this.#hidden === 0) this.#closing(name)
  }

  written(): string {
    return this.#out
      .replace(/[ \t]+$/gm, '')
      .replace(/\n{3,}/g, '\n\n')
      .trim()
  }

  get #atStart(): boolean {
    return this.#out === '' || /\n[ \t]*$/.test(this.#out)
  }

  #opening(name: string, attributes: Readonly<Record<string, string>>): string {
    if (/^h[1-6]$/.test(name)) return `${'#'.repeat(Math.max(3, Number(name.charAt(1))))} ` // the first two part an article
    if (name === 'li') return this.#item()
    if (name === 'br') return '  \n'
    if (name === 'hr') return '* * *\n\n'
    if (name === 'blockquote') return '> '
    if (name === 'a') return attributes['href'] ? '[' : ''
    if (name === 'img') return `![${attributes['alt'] ?? ''}](${attributes['src'] ?? ''})`
    if (name === 'pre' && this.#pre++ === 0) return '```\n'
    if (name === 'td' || name === 'th') return '| '
    return this.#pre > 0 ? '' : (marks[name] ?? '')
  }

  #closing(name: string): void {
    if (name === 'pre' && --this.#pre === 0) this.#out = `${this.#out.replace(/\n$/, '')}\n\`\`\``
    if (name === 'ul' || name === 'ol') this.#lists.pop()
    if (name === 'a') this.#closeLink()
    if (name === 'td' || name === 'th') this.#out += ' '
    if (name === 'tr') this.#out += '|\n'
    else if (blocks.has(name)) this.#block(name === 'ul' || name === 'ol' ? this.#lists.length : 0)
    else if (this.#pre === 0) this.#out += marks[name] ?? ''
  }

  #closeLink(): void {
    const href = this.#links.pop()
    if (href) this.#out += `](${href})`
  }

  #item(): string {
    const list = this.#lists.at(-1) ?? { isOrdered: false, count: 0 }
    const start = this.#atStart ? '' : '\n'
    return `${start}${'   '.repeat(Math.max(0, this.#lists.length - 1))}${list.isOrdered ? `${++list.count}.` : '-'} `
  }

  /** A blank line before and after; none inside of a list. */
  #block(depth: number): void {
    if (this.#pre > 0 || this.#out === '' || depth > 0) return
    if (/(?:^|\n)[ ]*(?:-|\d+\.|>|\|) $/.test(this.#out)) return
    this.#out = `${this.#out.trimEnd()}${this.#lists.length > 0 ? '\n' : '\n\n'}`
  }
}
