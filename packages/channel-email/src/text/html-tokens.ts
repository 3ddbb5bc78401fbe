/** One piece of an HTML text. */
export type HtmlToken =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'open' | 'close'; readonly tag: string; readonly attributes: string }

/** Elements whose content is no text of the author. */
const silent = new Set([
  'script',
  'style',
  'head',
  'title',
  'template',
  'svg',
  'object',
  'noscript',
  'textarea',
  'select',
])

/** What can begin a tag, a comment or a declaration; any other `<` is a character. */
const opening = /<[a-zA-Z/!?]/g

/**
 * Cuts HTML into tags and text, in time linear in its length whatever it holds. It does not build a tree and mends
 * nothing: it is for reading a mail as text, never for showing it.
 */
export function* htmlTokens(html: string): Generator<HtmlToken> {
  const neverClosed = new Set<string>()
  let from = 0
  for (let at = nextOpening(html, 0); at >= 0; at = nextOpening(html, Math.max(from, at + 1))) {
    const tag = tagAt(html, at)
    if (tag === undefined) continue
    if (at > from) yield { kind: 'text', text: html.slice(from, at) }
    from = tag.end
    if (tag.token?.kind === 'open' && silent.has(tag.token.tag))
      from = afterElement(html, tag.token.tag, tag.end, neverClosed)
    else if (tag.token !== undefined) yield tag.token
  }
  if (from < html.length) yield { kind: 'text', text: html.slice(from) }
}

function nextOpening(html: string, from: number): number {
  opening.lastIndex = from
  return opening.exec(html)?.index ?? -1
}

const tagName = /[a-zA-Z][a-zA-Z\d:-]{0,30}/y

/** The tag or comment that begins here, or undefined when the `<` is only a character. */
function tagAt(html: string, at: number): { token: HtmlToken | undefined; end: number } | undefined {
  const next = html[at + 1]
  if (next === '!' || next === '?') return { token: undefined, end: commentEnd(html, at) }
  const kind = next === '/' ? 'close' : 'open'
  tagName.lastIndex = kind === 'close' ? at + 2 : at + 1
  const name = tagName.exec(html)?.[0]
  if (name === undefined) return undefined
  const nameEnd = tagName.lastIndex
  const end = tagEnd(html, nameEnd)
  return { token: { kind, tag: name.toLowerCase(), attributes: html.slice(nameEnd, end - 1) }, end }
}

/** Position after the `>` of a tag, skipping quoted values; a quote that never closes is no quote. */
function tagEnd(html: string, from: number): number {
  const special = /[>"']/g
  special.lastIndex = from
  for (let found = special.exec(html); found !== null; found = special.exec(html)) {
    if (found[0] === '>') return special.lastIndex
    const close = html.indexOf(found[0], special.lastIndex)
    if (close >= 0) special.lastIndex = close + 1
  }
  return html.length
}

function commentEnd(html: string, at: number): number {
  const isComment = html.startsWith('<!--', at)
  const end = isComment ? html.indexOf('-->', at + 4) : html.indexOf('>', at)
  return end < 0 ? html.length : end + (isComment ? 3 : 1)
}

/** Position after the end tag of a silent element; without one, only the tag itself is skipped. */
function afterElement(html: string, tag: string, from: number, neverClosed: Set<string>): number {
  if (neverClosed.has(tag)) return from
  const close = new RegExp(`</${tag}\\b[^>]{0,100}>`, 'gi')
  close.lastIndex = from
  if (close.exec(html) !== null) return close.lastIndex
  neverClosed.add(tag)
  return from
}
