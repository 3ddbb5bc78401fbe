import PostalMime, { type Attachment } from 'postal-mime'
import type { Assembly } from './assemble.ts'
import { rewordAsUtf8 } from './encoded-words.ts'
import { fieldValue, type Part } from './structure.ts'

/**
 * A mail without its bodies. The parser spends most of its time on bodies (it makes a Blob of every one, a chunk a
 * line) and decodes them by their label before anybody can mend the label. So it gets the structure only, with a mark
 * where each body was; the bodies stay bytes and are put back afterwards.
 */
export interface Skeleton {
  readonly mail: string
  /** The parts without children, by the number in their mark. */
  readonly leaves: readonly Part[]
}

const mark = /@part:(\d{1,6})@/g

/** Writes the skeleton: the same tree of parts under fresh boundaries, a mark for each body. */
export function buildSkeleton(root: Part): Skeleton {
  const writing: Writing = { leaves: [], lines: [], multiparts: 0, hasText: false }
  writePart(root, false, writing)
  return { mail: writing.lines.join('\r\n'), leaves: writing.leaves }
}

/** The parts without children, in the order in which the mail has them. */
export function leavesOf(root: Part): Part[] {
  return root.children.length === 0 ? [root] : root.children.flatMap((child) => leavesOf(child))
}

/** Has the parser put the parts together: what names files have is its business. */
export async function assembleBySkeleton({ mail }: Skeleton): Promise<Assembly> {
  const email = await PostalMime.parse(mail, { forceRfc822Attachments: true })
  return {
    text: marksIn(email.text ?? ''),
    html: email.html === undefined ? undefined : marksIn(email.html),
    files: email.attachments.flatMap((file) =>
      marksIn(markOf(file)).map((part) => ({
        part,
        mime: file.mimeType,
        name: file.filename ?? '',
        contentId: file.contentId,
        isRelated: file.related === true,
      })),
    ),
  }
}

function markOf({ content }: Attachment): string {
  return typeof content === 'string'
    ? content
    : Buffer.from(content instanceof ArrayBuffer ? new Uint8Array(content) : content).toString('latin1')
}

/** The numbers of the parts whose marks a text of the parsed skeleton carries, in order. */
function marksIn(text: string): number[] {
  return [...text.matchAll(mark)].map(([, number]) => Number(number))
}

interface Writing {
  readonly leaves: Part[]
  readonly lines: string[]
  multiparts: number
  /** Whether a part that reads as the mail's own text has come already. */
  hasText: boolean
}

function writePart(part: Part, isAlternative: boolean, writing: Writing): void {
  if (part.children.length === 0) {
    writeLeaf(part, isAlternative, writing)
    return
  }
  const boundary = `b${writing.multiparts++}`
  writing.lines.push(`Content-Type: ${part.contentType.type}; boundary=${boundary}`, '')
  for (const child of part.children) {
    writing.lines.push(`--${boundary}`)
    writePart(child, part.contentType.type === 'multipart/alternative', writing)
  }
  writing.lines.push(`--${boundary}--`, '')
}

function writeLeaf(part: Part, isAlternative: boolean, writing: Writing): void {
  const number = writing.leaves.push(part) - 1
  const disposition = dispositionOf(part, isAlternative, writing.hasText)
  writing.hasText ||= isText(part) && !/^\s*attachment/i.test(disposition)
  writing.lines.push(`Content-Type: ${typeOf(part)}`)
  writeField(writing, 'Content-Disposition', disposition)
  writeField(writing, 'Content-ID', fieldValue(part.fields, 'content-id'))
  writeField(writing, 'Content-Description', fieldValue(part.fields, 'content-description'))
  writing.lines.push('', `@part:${number}@`)
}

function writeField(writing: Writing, name: string, value: string): void {
  if (value !== '') writing.lines.push(`${name}: ${rewordAsUtf8(value)}`)
}

/** A multipart in which no part was found is read as text: whatever stands there, somebody wrote it. */
function typeOf({ fields, contentType: { type } }: Part): string {
  if (type.startsWith('multipart/')) return 'text/plain'
  const written = fieldValue(fields, 'content-type')
  if (!written.toLowerCase().includes(type)) return type
  return rewordAsUtf8(written).replace(/charset\s*=\s*"?[\w-]*16[\w-]*"?/i, 'charset=utf-8') // the mark is ASCII
}

/** Mail programs attach a log or a page as an inline text part with a file name; it is a file all the same. */
function dispositionOf(part: Part, isAlternative: boolean, hasText: boolean): string {
  const written = fieldValue(part.fields, 'content-disposition')
  const isNamed = /filename/i.test(written) || part.contentType.params.has('name')
  if (!hasText || isAlternative || !isNamed || !isText(part)) return written
  return written === '' ? 'attachment' : written.replace(/^[^;]*/, 'attachment')
}

function isText({ contentType: { type } }: Part): boolean {
  return type === 'text/plain' || type === 'text/html'
}
