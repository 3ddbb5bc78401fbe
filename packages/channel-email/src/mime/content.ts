import type { Email, Attachment as ParsedAttachment } from 'postal-mime'
import { attachmentOf } from './attachment.ts'
import { joinAsHtml, joinAsText, type PartText, partText } from './body.ts'
import type { ParsedMail, Repair } from './parsed-mail.ts'
import { marksIn, type Skeleton } from './skeleton.ts'
import type { Part } from './structure.ts'

/** What the body of a mail says, and what was mended on the way. */
export interface Content {
  readonly parts: Pick<ParsedMail, 'text' | 'html' | 'attachments'>
  readonly repairs: readonly Repair[]
}

/** Puts the bodies back where the parser found their marks: it has decided which are text, which HTML, which files. */
export function contentOf(
  mail: Buffer,
  { leaves }: Skeleton,
  email: Pick<Email, 'text' | 'html' | 'attachments'>,
): Content {
  const texts = new TextParts(mail, leaves)
  const asHtml = email.html === undefined ? [] : texts.read(email.html)
  const text = joinAsText(texts.read(email.text ?? '')) || joinAsText(asHtml)
  const attachments = email.attachments.flatMap((parsed, index) =>
    partsAt(leaves, markText(parsed)).map((part) => attachmentOf(mail, part, parsed, index + 1)),
  )
  const parts = { text, ...(email.html === undefined ? {} : { html: joinAsHtml(asHtml) }), attachments }
  const noParts = leaves.some((part) => part.contentType.type.startsWith('multipart/'))
  return {
    parts,
    repairs: [...(texts.isRepaired ? ['charset' as const] : []), ...(noParts ? ['no-parts-found' as const] : [])],
  }
}

/** The text parts of a mail, each decoded once however often it is asked for. */
class TextParts {
  readonly #mail: Buffer
  readonly #leaves: readonly Part[]
  readonly #hint: string
  readonly #read = new Map<Part, PartText>()

  constructor(mail: Buffer, leaves: readonly Part[]) {
    this.#mail = mail
    this.#leaves = leaves
    this.#hint = leaves.find((part) => part.contentType.params.has('charset'))?.contentType.params.get('charset') ?? ''
  }

  get isRepaired(): boolean {
    return [...this.#read.values()].some((part) => part.isRepaired)
  }

  read(marked: string): PartText[] {
    return partsAt(this.#leaves, marked).map((part) => {
      const text = this.#read.get(part) ?? partText(this.#mail, part, this.#hint)
      this.#read.set(part, text)
      return text
    })
  }
}

function partsAt(leaves: readonly Part[], marked: string): Part[] {
  return marksIn(marked).flatMap((number) => leaves[number] ?? [])
}

function markText({ content }: ParsedAttachment): string {
  return typeof content === 'string'
    ? content
    : Buffer.from(content instanceof ArrayBuffer ? new Uint8Array(content) : content).toString('latin1')
}
