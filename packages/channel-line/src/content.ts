import { type Block, isQuestion, keysOf } from '@casewell/channel/contract'

/** What LINE shows where it cannot show buttons: in a notification, on an old client. */
const longestAlternative = 400

/** A block as LINE wants it: buttons stand under their question, options above the keyboard. */
export function messageOf(block: Block): object {
  if (!isQuestion(block)) return { type: 'text', text: block.t === 'text' ? block.text : '' } // the runtime has turned everything else into text
  const { text } = block
  const actions = keysOf(block).map(({ label, data, url }) =>
    url ? { type: 'uri', label, uri: url } : { type: 'postback', label, displayText: label, data },
  )
  return block.t === 'buttons'
    ? { type: 'template', altText: text.slice(0, longestAlternative), template: { type: 'buttons', text, actions } }
    : { type: 'text', text, quickReply: { items: actions.map((action) => ({ type: 'action', action })) } }
}
