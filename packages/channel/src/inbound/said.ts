import type { InboundAction, InboundCall, InboundMessage } from '../contract/inbound.ts'

/** What a pressed button or a call says in the words of the case; undefined if it says nothing. */
export function saidBy(event: InboundAction | InboundCall): InboundMessage | undefined {
  const text = event.type === 'action' ? textOfAction(event) : textOfCall(event)
  if (text === undefined) return undefined
  const { id, at, from, thread, key } = event
  const references = event.type === 'action' && event.target !== undefined ? [event.target] : []
  return {
    type: 'message',
    id,
    at,
    from,
    ...(key !== undefined && { key }),
    ...(thread === undefined ? { evidence: { references } } : { thread, evidence: { references } }),
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

function textOfCall({ phase, input, durationMs }: InboundCall): string | undefined {
  if (phase === 'ringing') return 'Called.'
  if (phase === 'input') return `Said or pressed: ${input ?? ''}`
  if (phase === 'missed') return 'Nobody answered the call.'
  if (phase === 'ended')
    return `The call ended${durationMs === undefined ? '' : ` after ${Math.round(durationMs / 1_000)} s`}.`
  return undefined
}
