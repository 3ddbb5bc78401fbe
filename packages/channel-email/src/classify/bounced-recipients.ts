import { parseMailboxes } from '../mime/addresses.ts'
import type { ParsedMail } from '../mime/parsed-mail.ts'
import type { RecipientStatus } from './delivery-status.ts'

const address = /[\w.+!#$%&'*/=?^`{|}~-]{1,64}@[\w.-]{1,255}\w/g

/** Where the returned message begins: from there on addresses belong to it. */
const returnedMessage =
  /^(?:[-=_ ]{0,80}(?:original|returned|unsent|copy of|header|below this line).{0,80}|>?\s?(?:Received|Return-Path|Message-ID|DKIM-Signature|X-[\w-]+):.*)$/im

const MAX_RECIPIENTS = 20

/**
 * The recipients that a report without a machine-readable part names: in X-Failed-Recipients, at the beginning of a
 * line, or anywhere before the returned message.
 */
export function recipientsInText(mail: ParsedMail): RecipientStatus[] {
  const named = (mail.headers.get('x-failed-recipients') ?? []).flatMap((value) => parseMailboxes(value))
  const report = reportOf(mail.text)
  const addresses = named.length > 0 ? named.map((mailbox) => mailbox.address) : addressesIn(report, mail)
  const action = /delay|warning|postponed|will (?:keep|continue)/i.test(`${mail.subject}\n${report}`)
    ? 'delayed'
    : 'failed'
  const status = /\b[45]\.\d{1,3}\.\d{1,3}\b/.exec(report)?.[0]
  const diagnostic = /^.*\b[45]\d\d[ -].{3,300}$/m.exec(report)?.[0].trim()
  return addresses.slice(0, MAX_RECIPIENTS).map((recipient) => ({
    address: recipient,
    action,
    ...(status === undefined ? {} : { status }),
    ...(diagnostic === undefined ? {} : { diagnostic }),
  }))
}

function reportOf(text: string): string {
  const start = text.slice(0, 6000)
  const cut = start.search(returnedMessage)
  return cut > 0 ? start.slice(0, cut) : start
}

function addressesIn(report: string, mail: ParsedMail): string[] {
  const ours = new Set(
    [...mail.to, ...mail.cc, ...(mail.from === undefined ? [] : [mail.from])].map((m) => m.address.toLowerCase()),
  )
  const atLineStart = report.split('\n').filter((line) => /^[\s>*"'([]{0,10}<?[^\s<>@]{1,64}@/.test(line))
  const find = (text: string): string[] => [
    ...new Set([...text.matchAll(address)].map(([found]) => found.replace(/\.$/, ''))),
  ]
  const foreign = (found: readonly string[]): string[] =>
    found.filter((one) => !ours.has(one.toLowerCase()) && !/daemon|postmaster/i.test(one))
  const first = foreign(find(atLineStart.join('\n')))
  return first.length > 0 ? first : foreign(find(report))
}
