import { messageOf, misfitsOf } from '@casewell/errors'
import { parse, stringify } from 'yaml'
import * as z from 'zod'
import { Applicability } from '../contract/applicability.ts'
import { Article, ArticleText, Attachment, Review, type Variant } from '../contract/article.ts'
import { Procedure } from '../contract/procedure.ts'
import { Audience, Confidence, Governance } from '../contract/state.ts'
import { knowledgeErrors } from '../errors.ts'
import type { ExchangeItem, TextFile } from './item.ts'

/** The parts of an article that are headings of the file; what comes before the first of them is the issue. */
const parts = ['issue', 'environment', 'resolution', 'cause'] as const
type Part = (typeof parts)[number]

const usual = { confidence: 'validated', audience: 'public', governance: 'experience' } as const
const never = { everyDays: null, dueAt: null, verifiedAt: null, verifiedBy: null }

const { products, settings, excludes } = Applicability.shape
const { everyDays, dueAt, verifiedAt, verifiedBy } = Review.shape

/** The front matter: nothing but a title is needed, and that may be the file's first heading. */
const FrontMatter = z
  .object({
    id: z.string().min(1),
    title: z.string(),
    language: z.string().min(2),
    /** The language of the article itself, in a file of a translation. */
    source: z.string(),
    basedOn: z.number().int().min(1),
    isMachine: z.boolean(),
    state: z.object({
      confidence: Confidence.default('validated'),
      audience: Audience.default('public'),
      governance: Governance.default('experience'),
    }),
    labels: z.array(z.string()),
    appliesTo: z.object({
      products: products.default([]),
      settings: settings.default({}),
      excludes: excludes.default({}),
    }),
    procedure: Procedure,
    files: z.array(Attachment),
    owner: z.string(),
    supersededBy: z.string(),
    review: z.object({
      everyDays: everyDays.default(null),
      dueAt: dueAt.default(null),
      verifiedAt: verifiedAt.default(null),
      verifiedBy: verifiedBy.default(null),
    }),
    fromCase: z.string(),
    externalId: z.string(),
    revision: z.number().int().min(1),
    created: Article.shape.created,
    changed: Article.shape.changed,
    /** The parts, where the text itself could not hold them: it has headings or line ends of its own. */
    texts: ArticleText.omit({ title: true }),
  })
  .partial()

const fence = /^\uFEFF?---[ \t]*\r?\n((?:[\s\S]*?\n)?)---[ \t]*(?:\r?\n|$)/

/**
 * Reads an article from Markdown: front matter in YAML (all of it optional), then the text; the headings `## Issue`,
 * `## Environment`, `## Resolution` and `## Cause` part it.
 *
 * @throws `knowledge/bad-file`
 * @example
 * ```ts
 * import { readMarkdown } from '@casewell/knowledge/exchange'
 *
 * const text = '---\nlabels: [sound]\n---\n# No sound\n\nThe radio is mute.\n\n## Resolution\n\nLower the limit.\n'
 * const { externalId, draft } = readMarkdown({ path: 'radio/no-sound.md', text })
 * console.log(externalId, draft.variants['en']?.title, '-', draft.variants['en']?.resolution)
 * // radio/no-sound No sound - Lower the limit.
 * ```
 */
export function readMarkdown({ path, text }: TextFile, language = 'en'): ExchangeItem {
  const [head, body] = parted(path, text)
  const { success, data: meta, error } = FrontMatter.safeParse(head ?? {})
  if (!success) throw bad(path, misfitsOf(error))
  const { heading, sections } = sectionsOf(body)
  const title = meta.title ?? heading ?? ''
  if (title === '') throw bad(path, 'it has neither a title nor a first heading')
  const { id, revision, created, changed, externalId = id ?? nameIn(path), isMachine = false, basedOn = 1 } = meta
  const variant = { title, ...(meta.texts ?? sections), basedOn, isMachine }
  const kept = revision !== undefined && created && changed ? { kept: { revision, created, changed } } : {}
  return { from: path, externalId, ...kept, draft: draftOf(meta, meta.language ?? language, variant) }
}

function draftOf(meta: z.output<typeof FrontMatter>, tag: string, variant: Variant): ExchangeItem['draft'] {
  const { id, source = tag, state = usual, labels = [], files = [], appliesTo = null, procedure = null } = meta
  const { owner = null, supersededBy = null, review = never, fromCase = null } = meta
  const rest = { appliesTo, procedure, files, owner, supersededBy, review, fromCase }
  return { ...(id !== undefined && { id }), language: source, state, variants: { [tag]: variant }, labels, ...rest }
}

const bad = (file: string, reason: string) => knowledgeErrors['bad-file']({ file, reason })

/** `no-sound.zh-CN.md` and `no-sound.md` are one article. */
const nameIn = (path: string): string => path.replace(/(\.[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)?\.(?:md|markdown)$/, '')

function parted(path: string, text: string): readonly [unknown, string] {
  const match = fence.exec(text)
  if (!match) return [{}, text]
  try {
    return [parse(match[1] ?? ''), text.slice(match[0].length)]
  } catch (error) {
    throw knowledgeErrors['bad-file']({
      file: path,
      reason: `its front matter is no YAML: ${messageOf(error).split('\n')[0]}`,
    })
  }
}

/** Headings inside of code blocks are code. A file that this package wrote says where its parts are, whatever is in them. */
function sectionsOf(body: string): { heading: string | undefined; sections: Record<Part, string> } {
  const found: Record<Part, string[]> = { issue: [], environment: [], resolution: [], cause: [] }
  let heading: string | undefined
  let part: Part = 'issue'
  let code: string | undefined
  for (const line of body.split('\n')) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1]
    if (mark !== undefined && (code === undefined || mark.startsWith(code)))
      code = code === undefined ? mark : undefined
    const named = code === undefined ? partOf(line) : undefined
    const first = code === undefined ? /^# +(.+?)\s*$/.exec(line)?.[1] : undefined
    if (named) part = named
    else if (first !== undefined && heading === undefined && found.issue.every((l) => l.trim() === '')) heading = first
    else found[part].push(line)
  }
  return {
    heading,
    sections: {
      issue: told(found.issue),
      environment: told(found.environment),
      resolution: told(found.resolution),
      cause: told(found.cause),
    },
  }
}

const partOf = (line: string): Part | undefined => {
  const name = /^## +(\w+)\s*$/.exec(line)?.[1]?.toLowerCase()
  return parts.find((part) => part === name)
}

/** Blank lines and spaces at both ends belong to the headings. */
const told = (lines: readonly string[]): string => lines.join('\n').trim()

/** A file name that says what is inside, safe in every file system; two ids never get one name. */
export const fileName = ({ id }: Pick<Article, 'id'>, language: string, isSource: boolean): string =>
  `${id.replace(/[^\p{L}\p{N}_-]/gu, escaped)}${isSource ? '' : `.${language}`}.md`

const escaped = (char: string): string =>
  [...new TextEncoder().encode(char)].map((byte) => `%${byte.toString(16).padStart(2, '0').toUpperCase()}`).join('')

/**
 * An article as Markdown files, one for each language; `readMarkdown` and `joinLanguages` give the article again.
 *
 * @example
 * ```ts
 * import { articleOf, readMarkdown, writeMarkdown } from '@casewell/knowledge/exchange'
 *
 * const text = '# No sound\n\nThe radio is mute.\n\n## Resolution\n\nLower the limit.\n'
 * const [file] = writeMarkdown(articleOf(readMarkdown({ path: 'no-sound.md', text })))
 * console.log(file?.path, file?.text.endsWith('## Resolution\n\nLower the limit.\n')) // no-sound.md true
 * ```
 */
export function writeMarkdown(article: Article): readonly TextFile[] {
  return Object.entries(article.variants).map(([language, variant]) => {
    const isSource = language === article.language
    return { path: fileName(article, language, isSource), text: fileOf(article, language, variant, isSource) }
  })
}

function fileOf(article: Article, language: string, variant: Variant, isSource: boolean): string {
  const { title, basedOn, isMachine, ...texts } = variant
  const own = { id: article.id, title, language, basedOn, ...(isMachine && { isMachine }) }
  const meta = isSource ? { ...own, ...metaOf(article) } : { ...own, source: article.language, state: article.state }
  const plain = `${headOf(meta)}${bodyOf(texts)}`
  return says(plain, language, texts) ? plain : headOf({ ...meta, texts })
}

const headOf = (meta: object): string =>
  `---\n${stringify(meta, { lineWidth: 0, blockQuote: false, doubleQuotedMinMultiLineLength: 1e9 })}---\n`

function bodyOf(texts: Record<Part, string>): string {
  const told = parts.filter((part) => texts[part] !== '')
  return told
    .map((part) => (part === 'issue' ? `\n${texts[part]}\n` : `\n## ${nameOf(part)}\n\n${texts[part]}\n`))
    .join('')
}

/** A text may look like a heading, or begin with a blank line: then the file holds it elsewhere. */
function says(text: string, language: string, texts: Record<Part, string>): boolean {
  const read = readMarkdown({ path: 'written.md', text }).draft.variants[language]
  return parts.every((part) => read?.[part] === texts[part])
}

function metaOf({
  state,
  labels,
  appliesTo,
  procedure,
  files,
  owner,
  supersededBy,
  review,
  fromCase,
  externalId,
  revision,
  created,
  changed,
}: Article) {
  const isReviewed = Object.values(review).some((value) => value !== null)
  return {
    state,
    ...(labels.length > 0 && { labels }),
    ...(appliesTo && { appliesTo }),
    ...(procedure && { procedure }),
    ...(files.length > 0 && { files }),
    ...(owner !== null && { owner }),
    ...(supersededBy !== null && { supersededBy }),
    ...(isReviewed && { review }),
    ...(fromCase !== null && { fromCase }),
    ...(externalId !== null && { externalId }),
    ...{ revision, created, changed },
  }
}

const nameOf = (part: Part): string => part.charAt(0).toUpperCase() + part.slice(1)
