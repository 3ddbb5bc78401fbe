import { messageOf } from '@casewell/errors'
import type { Account } from '../account.ts'
import type { ChannelContext } from '../contract/context.ts'
import type { Outbound, Reconciled, Sent } from '../contract/outbound.ts'
import type { Letter } from './letter.ts'
import type { Entry } from './line.ts'

/** Makes one attempt at what an entry of the outbox wants, and looks it up if nobody saw its end. */
export async function attempt(account: Account, entry: Entry, letter: Letter, wasInterrupted: boolean): Promise<Sent> {
  const part = letter.parts[Math.min(entry.part, letter.parts.length - 1)]
  if (!part) return { permanent: 'empty', reason: 'there is nothing to send' }
  const lookUp = (because: string) => lookedUp(account, entry, part, because)
  if (wasInterrupted) return lookUp('the attempt was interrupted')
  const outcome = await withEnd(account, (context) => deed(account, entry, letter, part, context))
  return 'unknown' in outcome ? lookUp(outcome.unknown) : outcome
}

async function deed(
  { definition, channel }: Account,
  { deed: name, reaction }: Entry,
  { message }: Letter,
  part: Outbound,
  context: ChannelContext<unknown>,
): Promise<Sent> {
  const target = vendorIdsOf(message.wire)
  if (name === 'send') return definition.send?.(part, context) ?? cannot(channel, 'send')
  if (name === 'edit')
    return edit(target, definition.edit && ((id) => definition.edit?.(id, part, context)), channel, part)
  const [first = ''] = target
  if (name === 'react')
    return (reaction && definition.react?.(first, reaction, part, context)) ?? cannot(channel, 'react')
  return takeBack(target, definition.delete && ((id) => definition.delete?.(id, part, context)), channel)
}

/** A message that went out in one piece can be changed; one in several pieces would be torn. */
async function edit(
  target: readonly string[],
  change: ((id: string) => Promise<Sent> | undefined) | undefined,
  channel: string,
  part: Outbound,
): Promise<Sent> {
  const [id, ...more] = target
  if (!change || id === undefined || more.length > 0 || part.parts > 1) return cannot(channel, 'change what was sent')
  return (await change(id)) ?? cannot(channel, 'change what was sent')
}

async function takeBack(
  target: readonly string[],
  remove: ((id: string) => Promise<Sent> | undefined) | undefined,
  channel: string,
): Promise<Sent> {
  for (const id of target) {
    const outcome = await remove?.(id)
    if (!outcome) return cannot(channel, 'take back what was sent')
    if (!('sent' in outcome)) return outcome
  }
  return remove && target.length > 0 ? { sent: [] } : cannot(channel, 'take back what was sent')
}

/** The ids that the far side gave a message, kept with it. */
export const vendorIdsOf = (wire: Readonly<Record<string, unknown>>): readonly string[] =>
  Array.isArray(wire['vendorIds']) ? wire['vendorIds'].filter((id) => typeof id === 'string') : []

const cannot = (channel: string, what: string): Sent => ({
  permanent: `cannot-${what.split(' ')[0]}`,
  reason: `${channel} cannot ${what}`,
})

/** A change can be repeated without harm; a message is looked up, never blindly repeated. */
async function lookedUp(
  { definition, context }: Account,
  entry: Entry,
  part: Outbound,
  because: string,
): Promise<Sent> {
  if (context.signal.aborted) return { unknown: because }
  if (entry.deed !== 'send') return { retryAfterMs: 0, reason: because }
  if (!definition.reconcile) return { unknown: because }
  const found = await definition
    .reconcile(part, context)
    .catch((error: unknown): Reconciled => ({ unresolved: messageOf(error) }))
  if ('sent' in found) return found
  return 'notSent' in found ? { retryAfterMs: 0, reason: because } : { unknown: found.unresolved }
}

/** Ends an attempt with the desk, or after a while; what it rejects with tells nothing about its end. */
async function withEnd(
  { context, attemptMs }: Account,
  run: (context: ChannelContext<unknown>) => Promise<Sent>,
): Promise<Sent> {
  const ending = new AbortController()
  const end = (): void => ending.abort()
  const timer = setTimeout(end, attemptMs)
  context.signal.addEventListener('abort', end, { once: true })
  const ended = new Promise<Sent>((resolve) => {
    ending.signal.addEventListener('abort', () => resolve({ unknown: 'the attempt was ended before it answered' }))
  })
  try {
    const running = run({ ...context, signal: ending.signal }).catch((error: unknown) => ({
      unknown: messageOf(error),
    }))
    const outcome = await Promise.race([running, ended.then(() => graceful(running))])
    return outcome
  } finally {
    clearTimeout(timer)
    context.signal.removeEventListener('abort', end)
  }
}

/** Whoever heeds its signal may still say how it ended. */
function graceful(running: Promise<Sent>): Promise<Sent> {
  return Promise.race([
    running,
    new Promise<Sent>((resolve) => setTimeout(resolve, 100, { unknown: 'the attempt was ended before it answered' })),
  ])
}
