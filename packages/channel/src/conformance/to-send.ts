import type { Block } from '../contract/block.ts'
import type { ChannelContext } from '../contract/context.ts'
import type { Inbound, InboundMessage } from '../contract/inbound.ts'
import type { Outbound, Sent } from '../contract/outbound.ts'
import type { Stage } from './stage.ts'

/** What a sample has told of the customer: somebody to answer. */
export async function writer(stage: Stage): Promise<InboundMessage> {
  for (const sample of stage.harness.samples) {
    if (sample.isEcho || !stage.harness.sign) continue
    const events: readonly Inbound[] = stage.channel.webhook?.decode(await stage.http(sample), stage.config) ?? []
    const message = events.find((event) => event.type === 'message')
    if (message?.type === 'message') return message
  }
  const handle = { kind: 'user', value: `${stage.channel.id}:kit`, assurance: 'verified' } as const
  return { type: 'message', id: 'kit', at: stage.now(), from: { handle }, thread: 'kit', blocks: [] }
}

/** A message that answers whoever wrote the first sample. */
export async function messageTo(
  stage: Stage,
  given: { readonly text: string; readonly id?: string; readonly blocks?: readonly Block[] },
): Promise<Outbound> {
  const { from, thread, messageId, id, wire, subject } = await writer(stage)
  return {
    id: 'kit-1',
    thread: thread ?? messageId ?? id,
    to: [from],
    wire: wire ?? {},
    ...(subject !== undefined && { subject }),
    blocks: [{ t: 'text', text: given.text }],
    token: 'kit.aaaaaaaaaaaa',
    reference: 'CW-KIT',
    at: stage.now(),
    isAutomatic: false,
    depth: 0,
    part: 1,
    parts: 1,
    ...given,
  }
}

/** One attempt, as the runtime makes it: a rejection is unknown. */
export function attempt(
  { channel, context }: Stage,
  message: Outbound,
  how: Partial<ChannelContext<unknown>> = {},
): Promise<Sent> {
  const sending = channel.send?.(message, { ...context, ...how }) ?? Promise.reject(new Error('it cannot send'))
  return sending.catch((error: unknown) => ({ unknown: String(error) }))
}
