import type { ButtonsBlock, ChoiceBlock, FileBlock, Outbound, TemplateBlock } from '@casewell/channel/contract'
import { describedWithin, isQuestion, keysOf } from '@casewell/channel/contract'

/** Of one row of a list, in UTF-16 code units. */
const longestDescription = 72
/** A larger picture goes out as a document. */
const largestImage = 5_000_000

/** One block as WhatsApp wants it. @param media - the id of the file, if the block is one */
export function contentOf({ blocks: [block], text }: Pick<Outbound, 'blocks' | 'text'>, media: string): object {
  if (block?.t === 'file') return mediaOf(block, media)
  if (isQuestion(block)) return questionOf(describedWithin(block, longestDescription))
  return block?.t === 'template' ? templateOf(block) : { type: 'text', text: { body: text } }
}

function mediaOf({ name, mime, bytes }: FileBlock, id: string): object {
  const isImage = /^image\/(jpeg|png)$/.test(mime) && (bytes?.length ?? 0) <= largestImage
  return isImage ? { type: 'image', image: { id } } : { type: 'document', document: { id, filename: name } }
}

function templateOf({ name, language: code, parameters: texts }: TemplateBlock): object {
  const parameters = texts.map((text) => ({ type: 'text', text }))
  const components = parameters.length > 0 ? [{ type: 'body', parameters }] : []
  return { type: 'template', template: { name, language: { code }, components } }
}

/** A button with a page to open can only be shown as its address: WhatsApp's reply buttons open nothing. */
function questionOf(block: ButtonsBlock | ChoiceBlock): object {
  const keys = keysOf(block)
  const links = keys.flatMap(({ label, url }) => (url ? [`${label}: ${url}`] : []))
  const rows = keys.flatMap(({ data: id, label: title, url, description }) =>
    url ? [] : [{ id, title, ...(description !== undefined && { description }) }],
  )
  const body = { text: [block.text, ...links].join('\n') }
  if (rows.length === 0) return { type: 'text', text: { body: body.text } }
  const buttons = rows.map((reply) => ({ type: 'reply', reply }))
  const interactive =
    block.t === 'buttons'
      ? { type: 'button', body, action: { buttons } }
      : { type: 'list', body, action: { button: '…', sections: [{ rows }] } }
  return { type: 'interactive', interactive }
}
