import type { Assembly } from './assemble.ts'
import { attachmentOf } from './attachment.ts'
import { joinAsHtml, joinAsText, type PartText, partText } from './body.ts'
import type { ParsedMail, Repair } from './parsed-mail.ts'
import type { Part } from './structure.ts'

/** What the body of a mail says, and what was mended on the way. */
export interface Content {
  readonly parts: Pick<ParsedMail, 'text' | 'html' | 'attachments'>
  readonly repairs: readonly Repair[]
}

/** Reads the parts as what they were found to be: text, HTML, files. */
export function contentOf(mail: Buffer, leaves: readonly Part[], { text, html, files }: Assembly): Content {
  const texts = new TextParts(mail, leaves)
  const asHtml = html === undefined ? [] : texts.read(html)
  const asText = joinAsText(texts.read(text)) || joinAsText(asHtml)
  const attachments = files.flatMap((file, index) => {
    const part = leaves[file.part]
    return part === undefined ? [] : [attachmentOf(mail, part, file, index + 1)]
  })
  const parts = { text: asText, ...(html === undefined ? {} : { html: joinAsHtml(asHtml) }), attachments }
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

  read(numbers: readonly number[]): PartText[] {
    return numbers.flatMap((number) => {
      const part = this.#leaves[number]
      if (part === undefined) return []
      const text = this.#read.get(part) ?? partText(this.#mail, part, this.#hint)
      this.#read.set(part, text)
      return [text]
    })
  }
}
