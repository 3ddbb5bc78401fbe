import type { Block } from '@casewell/channel/contract'

/** What LINE shows where it cannot show buttons: in a notification, on an old client. */
const longestAlternative = 400

/** The messages of one push. @param text - says everything, for a push without blocks */
export const contentOf = (blocks: readonly Block[], text: string): readonly object[] =>
  blocks.length > 0 ? blocks.map(messageOf) : [{ type: 'text', text }]

function messageOf(block: Block): object {
  if (block.t === 'buttons') {
    const actions = block.buttons.map(({ id, label, url }) =>
      url ? { type: 'uri', label, uri: url } : { type: 'postback', label, displayText: label, data: `b${id}` },
    )
    const altText = block.text.slice(0, longestAlternative)
    return { type: 'template', altText, template: { type: 'buttons', text: block.text, actions } }
  }
  if (block.t === 'choice') {
    const items = block.options.map(({ id, label }) => ({
      type: 'action',
      action: { type: 'postback', label, displayText: label, data: `c${block.id}\n${id}` },
    }))
    return { type: 'text', text: block.text, quickReply: { items } }
  }
  return { type: 'text', text: block.t === 'text' ? block.text : '' } // the runtime has turned everything else into text
}
