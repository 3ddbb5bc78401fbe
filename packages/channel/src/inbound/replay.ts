import type { Work } from '@casewell/core'
import type { Account } from '../account.ts'
import { Claims, Quarantine } from '../collections.ts'
import type { Accepted } from '../contract/context.ts'
import type { Inbound } from '../contract/inbound.ts'
import type { Http } from '../contract/webhook.ts'
import { channelErrors } from '../errors.ts'
import { InboundReplayed } from '../events.ts'
import type { Intake } from './intake.ts'

/** What reads a quarantined payload anew. */
export type Reread = (raw: Uint8Array) => readonly Inbound[] | Promise<readonly Inbound[]>

/**
 * Reads a quarantined payload again, with the adapter as it is now. What is understood is taken in; if it is all
 * understood, the entry leaves the quarantine. What is unknown still, stays.
 *
 * @throws `channel/no-entry`
 */
export async function replay(
  account: Account,
  intake: Intake,
  id: string,
  reread?: Reread,
): Promise<readonly Accepted[]> {
  const { desk } = account
  const stored = await desk.read.get(Quarantine, id)
  if (!stored) throw channelErrors['no-entry']({ what: 'quarantined event', id })
  const parts: Uint8Array[] = []
  for await (const part of desk.blobs.read(stored.doc.raw)) parts.push(part)
  const events = await (reread ?? rereadBy(account))(new Uint8Array(Buffer.concat(parts)))
  const understood = events.filter(({ type }) => type !== 'unknown')
  if (understood.length === 0)
    return events.map(() => ({ as: 'quarantined', quarantine: id, reason: stored.doc.reason }))
  await desk.transact((work) => free(work, account, id, understood))
  const accepted = await intake.accept(understood)
  if (understood.length === events.length) await desk.transact((work) => release(work, account, id))
  return accepted
}

/** By the webhook's own decoder: it is pure, so that a payload can be read years later. */
function rereadBy({ definition, context }: Account): Reread {
  return (body) => {
    const http: Http = { method: 'POST', url: 'https://replay.invalid/', headers: new Headers(), body }
    return definition.webhook?.decode(http, context.config) ?? []
  }
}

/** The claim of the quarantined event itself stands in nobody's way: it is the same event. */
async function free(work: Work, { channel, account }: Account, id: string, events: readonly Inbound[]): Promise<void> {
  for (const event of events)
    if ('id' in event && work.seal('inbound', channel, account, event.id) === id && (await work.get(Claims, id)))
      work.remove(Claims, id)
}

async function release(work: Work, { channel, account }: Account, id: string): Promise<void> {
  if (!(await work.get(Quarantine, id))) return
  work.remove(Quarantine, id)
  work.emit(InboundReplayed(id, { channel, account }))
}
