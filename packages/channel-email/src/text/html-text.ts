import { decodeEntities } from './html-entities.ts'
import { htmlTokens } from './html-tokens.ts'
import { TextPage } from './text-page.ts'

/** Elements with a blank line around them, and elements on lines of their own. */
const paragraphs = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'ul', 'ol', 'dl', 'pre', 'table'])
const blocks = new Set(
  'div tr li dt dd section article header footer main address form fieldset center hr body html'.split(' '),
)

/**
 * Reads HTML as plain text: paragraphs and line breaks as line ends, quotes with `> ` in front, lists with `- `,
 * links followed by their address. Linear in the length.
 */
export function textFromHtml(html: string): string {
  const reader = new HtmlReader()
  for (const token of htmlTokens(html)) {
    if (token.kind === 'text') reader.text(token.text)
    else if (token.kind === 'open') reader.open(token.tag, token.attributes)
    else reader.close(token.tag)
  }
  return reader.page.toString()
}

class HtmlReader {
  readonly page = new TextPage()
  #preDepth = 0
  /** The next number of each open list, 0 for lists without numbers. */
  readonly #lists: number[] = []
  readonly #links: { readonly href: string; readonly place: number }[] = []

  text(html: string): void {
    const text = decodeEntities(html)
    if (this.#preDepth === 0) this.page.write(text)
    else this.#preformatted(text)
  }

  open(tag: string, attributes: string): void {
    this.#breakAround(tag)
    if (tag === 'br') this.page.hardBreak()
    else if (tag === 'hr') this.page.writeAsIs('_'.repeat(32))
    else if (tag === 'blockquote') this.page.startQuote()
    else if (tag === 'pre') this.#preDepth++
    else if (tag === 'ul' || tag === 'ol') this.#lists.push(tag === 'ol' ? 1 : 0)
    else if (tag === 'li') this.page.writeAsIs(this.#bullet())
    else if (tag === 'td' || tag === 'th') this.#cell()
    else if (tag === 'a') this.#links.push({ href: attribute(attributes, 'href'), place: this.page.place })
    else if (tag === 'img') this.page.write(attribute(attributes, 'alt'))
    if (tag === 'hr') this.page.breakLine(1)
  }

  close(tag: string): void {
    if (tag === 'blockquote') this.page.endQuote()
    else if (tag === 'pre') this.#preDepth = Math.max(0, this.#preDepth - 1)
    else if (tag === 'ul' || tag === 'ol') this.#lists.pop()
    else if (tag === 'a') this.#endLink()
    this.#breakAround(tag)
  }

  #breakAround(tag: string): void {
    if (paragraphs.has(tag)) this.page.breakLine(2)
    else if (blocks.has(tag)) this.page.breakLine(1)
  }

  #cell(): void {
    if (!this.page.isAtLineStart) this.page.writeAsIs('\t')
  }

  #bullet(): string {
    const number = this.#lists.pop() ?? 0
    this.#lists.push(number === 0 ? 0 : number + 1)
    return number === 0 ? '- ' : `${number}. `
  }

  #endLink(): void {
    const link = this.#links.pop()
    if (link === undefined || !/^(?:https?|mailto|tel):/i.test(link.href)) return
    const shown = this.page.since(link.place).trim()
    const target = link.href.replace(/^(?:mailto|tel):/i, '')
    if (shown !== '' && !sameLink(shown, target)) this.page.writeAsIs(` <${target}>`)
  }

  #preformatted(text: string): void {
    for (const [index, line] of text.split(/\r?\n/).entries()) {
      if (index > 0) this.page.hardBreak()
      if (line !== '') this.page.writeAsIs(line)
    }
  }
}

/** Attributes longer than this hold no address that a reader could use. */
const MAX_ATTRIBUTES_LENGTH = 8192

function attribute(attributes: string, name: 'href' | 'alt'): string {
  const shape = name === 'href' ? hrefAttribute : altAttribute
  const found = shape.exec(attributes.slice(0, MAX_ATTRIBUTES_LENGTH))
  return decodeEntities(found?.[1] ?? found?.[2] ?? found?.[3] ?? '').trim()
}

const hrefAttribute = /\bhref\s?=\s?(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i
const altAttribute = /\balt\s?=\s?(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i

/** Is the shown text the address itself, give or take its scheme and slash? */
function sameLink(shown: string, target: string): boolean {
  const bare = (text: string): string =>
    text
      .toLowerCase()
      .replace(/^https?:\/\//, '')
      .replace(/\/$/, '')
  return bare(shown) === bare(target)
}
