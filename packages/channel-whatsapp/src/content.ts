import type { Block, FileBlock, Outbound } from '@casewell/channel/contract'

/** Of one row of a list, in UTF-16 code units. */
const longestDescription = 72
/** A larger picture goes out as a document. */
const largestImage = 5_000_000

/** One block as WhatsApp wants it. @param media - the id of the file, if the block is one */
export function contentOf({ blocks, text }: Pick<Outbound, 'blocks' | 'text'>, media: string): object {
  const block = blocks[0]
  if (block?.t === 'file') return mediaOf(block, media)
  if (block?.t === 'buttons' || block?.t === 'choice') return interactiveOf(block)
  if (block?.t !== 'template') return { type: 'text', text: { body: block?.t === 'text' ? block.text : text } }
  const parameters = block.parameters.map((value) => ({ type: 'text', text: value }))
  const components = parameters.length > 0 ? [{ type: 'body', parameters }] : []
  return { type: 'template', template: { name: block.name, language: { code: block.language }, components } }
}

function mediaOf({ name, mime, bytes }: FileBlock, id: string): object {
  const isImage = /^image\/(jpeg|png)$/.test(mime) && (bytes?.length ?? 0) <= largestImage
  return isImage ? { type: 'image', image: { id } } : { type: 'document', document: { id, filename: name } }
}

function interactiveOf(block: Extract<Block, { t: 'buttons' | 'choice' }>): object {
  if (block.t === 'buttons') {
    // A button with a page to open can only be shown as its address: WhatsApp's reply buttons open nothing.
    const links = block.buttons.flatMap(({ label, url }) => (url ? [`${label}: ${url}`] : []))
    const buttons = block.buttons.flatMap(({ id, label, url }) =>
      url ? [] : [{ type: 'reply', reply: { id: `b${id}`, title: label } }],
    )
    if (buttons.length === 0) return { type: 'text', text: { body: [block.text, ...links].join('\n') } }
    const whole = { text: [block.text, ...links].join('\n') }
    return { type: 'interactive', interactive: { type: 'button', body: whole, action: { buttons } } }
  }
  const rows = block.options.map(({ id, label, description }) => ({
    ...{ id: `c${block.id}\n${id}`, title: label },
    ...(description !== undefined && description.length <= longestDescription && { description }),
  }))
  return {
    type: 'interactive',
    interactive: { type: 'list', body: { text: promptOf(block) }, action: { button: '…', sections: [{ rows }] } },
  }
}

/** The question, and what does not fit beside its option: nothing is cut off. */
const promptOf = ({ text, options }: Extract<Block, { t: 'choice' }>): string =>
  [
    text,
    ...options.flatMap(({ label, description = '' }) =>
      description.length > longestDescription ? [`${label}: ${description}`] : [],
    ),
  ].join('\n')
