import sanitizeHtml from 'sanitize-html'
import { cleanStyle } from './html-style.ts'
import { textFromHtml } from './html-text.ts'
import { htmlTokens } from './html-tokens.ts'

/** Choices of a sanitising. */
export interface SanitiseOptions {
  /**
   * What becomes of images that a server elsewhere would deliver, and so learn that the mail was read.
   * @defaultValue 'blocked'
   */
  readonly remoteImages?: 'blocked' | 'allowed'
}

/** HTML that is safe to show inside a page. */
export interface SanitisedHtml {
  readonly html: string
  /** How many remote images were taken out; a reader may ask for them. */
  readonly blockedImages: number
}

/** HTML beyond these is not taken apart but shown as text: the sanitiser's time grows with the square of the depth. */
const MAX_LENGTH = 1024 * 1024
const MAX_TAGS = 30_000
const MAX_DEPTH = 250

/** Characters of such a text that are shown; the whole is in the mail. */
const MAX_TEXT = 500_000

const dimensions = ['width', 'height', 'align', 'valign', 'bgcolor', 'border', 'dir', 'lang', 'style', 'title']

const allowedTags = [
  ...sanitizeHtml.defaults.allowedTags.filter((tag) => tag !== 'wbr'),
  'img',
  'center',
  'font',
  'del',
  'ins',
  'strike',
  'big',
]

/** An image inside the mail itself: a part by its Content-ID, or data of a harmless type. */
const ownImage = /^(?:cid:|data:image\/(?:png|jpe?g|gif|webp|bmp);)/i

/**
 * Makes the HTML of a mail safe to show: no scripts, forms, frames, event handlers or active addresses; styles only of
 * kinds that can neither load nor cover anything; remote images off by default, images of the mail itself (`cid:`)
 * kept for the caller to resolve. Works with `sanitize-html`.
 *
 * @example
 * ```ts
 * import { sanitiseHtml } from '@casewell/channel-email'
 *
 * console.log(sanitiseHtml('<p onclick="x()">Hello <script>alert(1)</script><img src="https://spy.example/1.gif"></p>'))
 * // { html: '<p>Hello <img /></p>', blockedImages: 1 }
 * ```
 */
export function sanitiseHtml(html: string, { remoteImages = 'blocked' }: SanitiseOptions = {}): SanitisedHtml {
  if (!isOrdinary(html))
    return { html: `<pre>${escapeText(textFromHtml(html).slice(0, MAX_TEXT))}</pre>`, blockedImages: 0 }
  let blockedImages = 0
  const image = (_: string, attribs: sanitizeHtml.Attributes): sanitizeHtml.Tag => {
    const { src = '', ...others } = attribs
    if (remoteImages === 'allowed' || ownImage.test(src.trim())) return { tagName: 'img', attribs }
    if (src !== '') blockedImages++
    return { tagName: 'img', attribs: others }
  }
  const safe = sanitizeHtml(html, { ...policy, transformTags: { ...policy.transformTags, img: image } })
  return { html: safe, blockedImages }
}

function isOrdinary(html: string): boolean {
  if (html.length > MAX_LENGTH || html.split('<', MAX_TAGS + 1).length > MAX_TAGS) return false
  const open: string[] = []
  for (const token of htmlTokens(html)) {
    if (token.kind === 'close') closeElement(open, token.tag)
    else if (token.kind === 'open') openElement(open, token.tag)
    if (open.length > MAX_DEPTH) return false
  }
  return true
}

/** Elements without content, and elements that end by themselves when their like begins. */
const voidTags = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '))
const endsItself = new Set('p li td th tr option dt dd'.split(' '))

function openElement(open: string[], tag: string): void {
  if (!voidTags.has(tag) && !(endsItself.has(tag) && open.at(-1) === tag)) open.push(tag)
}

function closeElement(open: string[], tag: string): void {
  const at = open.lastIndexOf(tag)
  if (at >= 0) open.length = at
}

const policy = {
  allowedTags,
  allowedAttributes: {
    '*': dimensions,
    a: ['href', 'target', 'rel'],
    img: ['src', 'alt'],
    font: ['color', 'face', 'size'],
    table: ['cellpadding', 'cellspacing'],
    td: ['colspan', 'rowspan'],
    th: ['colspan', 'rowspan'],
    ol: ['start', 'type'],
    blockquote: ['type'],
  },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['http', 'https', 'cid', 'data'] },
  allowProtocolRelative: false,
  nonTextTags: [
    'script',
    'style',
    'textarea',
    'option',
    'xmp',
    'title',
    'noscript',
    'template',
    'svg',
    'math',
    'object',
  ],
  parseStyleAttributes: false, // cleanStyle has read them
  nestingLimit: 200,
  transformTags: {
    '*': (tagName: string, attribs: sanitizeHtml.Attributes): sanitizeHtml.Tag => ({
      tagName,
      attribs: withCleanStyle(attribs),
    }),
    a: (tagName: string, attribs: sanitizeHtml.Attributes): sanitizeHtml.Tag => ({
      tagName,
      attribs: { ...attribs, target: '_blank', rel: 'noopener noreferrer nofollow' },
    }),
  },
} satisfies sanitizeHtml.IOptions

function withCleanStyle(attribs: sanitizeHtml.Attributes): sanitizeHtml.Attributes {
  const { style, ...others } = attribs
  if (style === undefined) return attribs
  const clean = cleanStyle(style)
  return clean === '' ? others : { ...others, style: clean }
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
