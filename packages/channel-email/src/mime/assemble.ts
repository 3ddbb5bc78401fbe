import { fieldValue, type Part } from './structure.ts'

/** Which parts of a mail are its text, which its HTML, which files; parts by their number among the leaves. */
export interface Assembly {
  /** In the order in which they read. */
  readonly text: readonly number[]
  /** Undefined where the mail has no HTML. */
  readonly html: readonly number[] | undefined
  readonly files: readonly AssembledFile[]
}

/** A part that is a file. */
export interface AssembledFile {
  readonly part: number
  /** Media type. */
  readonly mime: string
  /** As the sender wrote it, decoded; empty where the mail gives none. */
  readonly name: string
  /** As written, with its angle brackets. */
  readonly contentId: string | undefined
  /** Belongs to the HTML beside it. */
  readonly isRelated: boolean
}

/** Texts that say the same: one of them is read, be it as text or as HTML. */
type Choice = { plain: number[]; html: number[] }

interface Assembling {
  readonly numbers: ReadonlyMap<Part, number>
  readonly choices: Map<Part, Choice>
  readonly files: AssembledFile[]
}

/**
 * Puts the parts of a mail together as `postal-mime` does, where nothing has a file name: names take a parser of their
 * own (RFC 2231, RFC 2047), all the rest follows from the tree. Undefined where something has one.
 */
export function assemble(root: Part, leaves: readonly Part[]): Assembly | undefined {
  if (leaves.some((leaf) => hasName(leaf))) return undefined
  const numbers = new Map(leaves.map((leaf, number) => [leaf, number]))
  const assembling: Assembling = { numbers, choices: new Map(), files: [] }
  collect(root, undefined, false, assembling)
  const choices = [...assembling.choices.values()]
  const asText = choices.flatMap(({ plain, html }) => (plain.length > 0 ? plain : html))
  const asHtml = choices.flatMap(({ plain, html }) => (html.length > 0 ? html : plain))
  return {
    text: choices.some(({ plain }) => plain.length > 0) ? asText : [],
    html: choices.some(({ html }) => html.length > 0) ? asHtml : undefined,
    files: assembling.files,
  }
}

/** Is there anything that may be a name? */
function hasName({ fields }: Part): boolean {
  return fields.some(({ name, value }) => /^content-(?:type|disposition)$/.test(name) && /name/i.test(value))
}

function collect(part: Part, alternative: Part | undefined, isRelated: boolean, into: Assembling): void {
  if (part.children.length === 0) collectLeaf(part, alternative, isRelated, into)
  const { type } = part.contentType
  const nearest = type === 'multipart/alternative' ? part : alternative
  for (const child of part.children) collect(child, nearest, isRelated || type === 'multipart/related', into)
}

function collectLeaf(part: Part, alternative: Part | undefined, isRelated: boolean, into: Assembling): void {
  const number = into.numbers.get(part) ?? 0
  // A multipart in which no part was found is read as text: whatever stands there, somebody wrote it.
  const mime = part.contentType.type.startsWith('multipart/') ? 'text/plain' : part.contentType.type
  const isAttached = /^\s*attachment\s*(?:;|$)/i.test(fieldValue(part.fields, 'content-disposition'))
  if (!isAttached && (mime === 'text/plain' || mime === 'text/html')) {
    const key = alternative ?? part
    const choice = into.choices.get(key) ?? { plain: [], html: [] }
    into.choices.set(key, choice)
    choice[mime === 'text/html' ? 'html' : 'plain'].push(number)
    return
  }
  const contentId = fieldValue(part.fields, 'content-id') || undefined
  into.files.push({ part: number, mime, name: '', contentId, isRelated: isRelated && contentId !== undefined })
}
