import type { InboundAction, InboundCall, InboundMessage } from '../contract/inbound.ts'

/** What a pressed button or a call says in the words of the case; undefined if it says nothing. */
export function saidBy(event: InboundAction | InboundCall): InboundMessage | undefined {
  const text = event.type === 'action' ? textOfAction(event) : textOfCall(event)
  if (text === undefined) return undefined
  const { id, at, from, key } = event
  const thread = event.thread ?? (event.type === 'call' ? callReference(event.call) : undefined)
  const references = event.type === 'action' && event.target !== undefined ? [event.target] : []
  return {
    type: 'message',
    id,
    from,
    ...(at && { at }),
    ...(key !== undefined && { key }),
    evidence: { references },
    ...(thread !== undefined && { thread }),
    ...(event.type === 'call' && event.phase === 'ringing' && { messageId: callReference(event.call) }),
    ...(event.type === 'action' && event.wire && { wire: event.wire }),
    blocks: [{ t: 'text', text }],
  }
}

function textOfAction({ action, label, values }: InboundAction): string {
  if (!values) return label ?? action
  return Object.entries(values)
    .map(([field, value]) => `${field}: ${value}`)
    .join('\n')
}

/** That a call was answered and ended are times of the contact, not words. */
function textOfCall({ phase, input }: InboundCall): string | undefined {
  if (phase === 'ringing') return 'Called.'
  if (phase === 'input') return `Said or pressed: ${input ?? ''}`
  return phase === 'missed' ? 'Nobody answered the call.' : undefined
}

/** What names the message that a call began with. */
export const callReference = (call: string): string => `call:${call}`
