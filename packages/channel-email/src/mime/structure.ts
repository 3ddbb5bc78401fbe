import { type MailCaps, Refusal } from './caps.ts'
import { type ContentType, parseContentType } from './content-type.ts'
import { type HeaderBlock, HeaderBudget, type HeaderField, readHeaderBlock } from './header-block.ts'

const LF = 0x0a
const CR = 0x0d
const dashes = Buffer.from('\n--')

/** One part of a mail: its header fields, what it says it is, and where its body lies. */
export interface Part {
  readonly fields: readonly HeaderField[]
  readonly contentType: ContentType
  readonly bodyStart: number
  /** First byte after the body; the line end before a boundary belongs to the boundary (RFC 2046 §5.1.1). */
  bodyEnd: number
  readonly children: Part[]
}

/** A multipart whose end has not come yet. */
interface OpenPart {
  readonly part: Part
  readonly boundary: string
}

/**
 * Finds the parts of a mail in one pass over its lines. Every check against the caps happens here, before any body is
 * looked at: what goes beyond them is refused after a bounded time.
 *
 * @throws Refusal beyond a cap
 */
export function scanStructure(bytes: Buffer, caps: MailCaps): Part {
  const root = scanWith(bytes, caps)
  const isCutWrong = root.contentType.type.startsWith('multipart/') && root.children.length === 0
  const boundary = isCutWrong ? boundaryInUse(bytes, root) : undefined
  return boundary === undefined ? root : scanWith(bytes, caps, boundary)
}

function scanWith(bytes: Buffer, caps: MailCaps, rootBoundary?: string): Part {
  const scan = new Scan(bytes, caps, rootBoundary)
  const root = scan.readPart(0, 'text/plain')
  for (let at = scan.nextDashes(root.bodyStart); at >= 0; at = scan.nextDashes(at + 1)) scan.line(at)
  return root
}

/** Gateways rewrite or lose a boundary in the head; the body still shows it: two dashes above a Content- line. */
function boundaryInUse(bytes: Buffer, root: Part): string | undefined {
  const start = bytes.toString('latin1', root.bodyStart, Math.min(root.bodyStart + 65_536, root.bodyEnd))
  return /(?:^|\n)--(\S{1,200})\r?\nContent-[A-Za-z-]{2,30}:/.exec(start)?.[1]
}

/** The first value of a field, or an empty string. */
export function fieldValue(fields: readonly HeaderField[], name: string): string {
  return fields.find((field) => field.name === name)?.value ?? ''
}

class Scan {
  readonly #bytes: Buffer
  readonly #caps: MailCaps
  readonly #budget: HeaderBudget
  readonly #rootBoundary: string | undefined
  readonly #open: OpenPart[] = []
  #leaf: Part | undefined
  #parts = 0
  #resume = 0

  constructor(bytes: Buffer, caps: MailCaps, rootBoundary?: string) {
    this.#rootBoundary = rootBoundary
    this.#bytes = bytes
    this.#caps = caps
    this.#budget = new HeaderBudget(caps)
  }

  /** Start of the next line that begins with two dashes, or -1. Without an open multipart no line matters. */
  nextDashes(from: number): number {
    if (this.#open.length === 0) return -1
    const start = Math.max(from, this.#resume)
    const found = this.#bytes.indexOf(dashes, Math.max(start - 1, 0))
    return found < 0 ? -1 : found + 1
  }

  /** Takes note of one line that begins with two dashes: it ends parts and begins one if it is a boundary. */
  line(at: number): void {
    const hit = this.#match(at)
    if (hit === undefined) return
    const bodyEnd = this.#beforeLineEnd(at)
    if (this.#leaf !== undefined) close(this.#leaf, bodyEnd)
    this.#leaf = undefined
    for (const { part } of this.#open.splice(hit.terminates ? hit.level : hit.level + 1)) close(part, bodyEnd)
    if (hit.terminates) return
    const parent = this.#open[hit.level]?.part
    const digest = parent?.contentType.type === 'multipart/digest'
    parent?.children.push(this.readPart(hit.lineEnd, digest ? 'message/rfc822' : 'text/plain'))
  }

  readPart(start: number, defaultType: string): Part {
    if (++this.#parts > this.#caps.maxParts)
      throw new Refusal('too-many-parts', `more than ${this.#caps.maxParts} parts`)
    const block = readHeaderBlock(
      this.#bytes,
      start,
      this.#bytes.length,
      this.#budget,
      (at) => this.#match(at) !== undefined,
    )
    this.#resume = block.bodyStart
    const part = partOf(block, defaultType, this.#bytes.length)
    const boundary = (start === 0 ? this.#rootBoundary : undefined) ?? boundaryOf(part.contentType)
    if (boundary === undefined) this.#leaf = part
    else this.#openPart(part, boundary)
    return part
  }

  #openPart(part: Part, boundary: string): void {
    this.#open.push({ part, boundary })
    if (this.#open.length <= this.#caps.maxDepth) return
    throw new Refusal('nested-too-deep', `multiparts lie more than ${this.#caps.maxDepth} deep in each other`)
  }

  #beforeLineEnd(at: number): number {
    const lf = this.#bytes[at - 1] === LF ? at - 1 : at
    return this.#bytes[lf - 1] === CR ? lf - 1 : lf
  }

  /** The innermost open multipart whose boundary this line is. */
  #match(at: number): { level: number; terminates: boolean; lineEnd: number } | undefined {
    if (this.#bytes[at] !== 0x2d || this.#bytes[at + 1] !== 0x2d) return undefined
    const first = this.#bytes[at + 2]
    if (!this.#open.some(({ boundary }) => boundary.charCodeAt(0) === first)) return undefined
    const lf = this.#bytes.indexOf(LF, at)
    const lineEnd = lf < 0 ? this.#bytes.length : lf + 1
    if (lineEnd - at > 1000) return undefined // RFC 5322 §2.1.1: no line is longer than 998
    const line = this.#bytes.toString('latin1', at + 2, lineEnd).trimEnd()
    for (let level = this.#open.length - 1; level >= 0; level--) {
      const boundary = this.#open[level]?.boundary
      if (line === boundary) return { level, terminates: false, lineEnd }
      if (line === `${boundary}--`) return { level, terminates: true, lineEnd }
    }
    return undefined
  }
}

function close(part: Part, bodyEnd: number): void {
  part.bodyEnd = Math.max(bodyEnd, part.bodyStart)
}

function partOf(block: HeaderBlock, defaultType: string, end: number): Part {
  const contentType = parseContentType(fieldValue(block.fields, 'content-type'), defaultType)
  return { fields: block.fields, contentType, bodyStart: block.bodyStart, bodyEnd: end, children: [] }
}

function boundaryOf({ type, params }: ContentType): string | undefined {
  if (!type.startsWith('multipart/')) return undefined
  const boundary = params.get('boundary')?.trimEnd()
  return boundary === undefined || boundary === '' ? undefined : Buffer.from(boundary, 'utf8').toString('latin1')
}
