import { headerOf, type ParsedMail } from '../mime/parsed-mail.ts'
import { authorBehindGroup } from './own-group.ts'

/** What a desk knows of itself, so that it recognises its own mail when it comes back. */
export interface OwnIdentity {
  /** Addresses that the desk sends from, in any case. */
  readonly addresses: readonly string[]
}

/** Servers on the way of one mail beyond which it goes in circles; RFC 5321 §6.3 lets relays give up at 100. */
const MAX_HOPS = 50

/** Why a mail has been here before; empty when it has not. */
export function loopEvidence(mail: ParsedMail, own: OwnIdentity): string[] {
  const ours = new Set(own.addresses.map((address) => address.toLowerCase()))
  const evidence: string[] = []
  const isFromUs = mail.from !== undefined && ours.has(mail.from.address.toLowerCase())
  if (isFromUs && authorBehindGroup(mail, own) === undefined) evidence.push('from our own address')
  if ([headerOf(mail, 'x-loop'), headerOf(mail, 'x-casewell-loop')].some((mark) => isOurs(mark, ours)))
    evidence.push('our own loop mark')
  const hops = mail.headers.get('received')?.length ?? 0
  if (hops > MAX_HOPS) evidence.push(`${hops} hops`)
  return evidence
}

function isOurs(mark: string, ours: ReadonlySet<string>): boolean {
  return ours.has(mark.replace(/[<>\s]/g, '').toLowerCase())
}
