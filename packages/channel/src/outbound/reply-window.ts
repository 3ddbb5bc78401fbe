import type { Account } from '../account.ts'
import type { NotSent } from '../contract/outbound.ts'
import type { Letter } from './letter.ts'
import type { Entry, Line } from './line.ts'

/** Why a message may not go out any more: the customer wrote too long ago, and it is no template. */
export function outsideWindow(
  { definition, channel }: Account,
  { deed, part }: Entry,
  { parts }: Letter,
  { heardAt }: Line,
  nowMs: number,
): NotSent | undefined {
  const { replyWindowMs } = definition.limits ?? {}
  if (replyWindowMs === undefined || deed !== 'send') return undefined
  if (parts[part]?.blocks.every(({ t }) => t === 'template')) return undefined
  if (heardAt !== null && nowMs - heardAt < replyWindowMs) return undefined
  const hours = Math.round(replyWindowMs / 3_600_000)
  return {
    permanent: 'outside-reply-window',
    reason: `${channel} lets us answer freely only within ${hours} hours of the customer's last message; send a template`,
  }
}
