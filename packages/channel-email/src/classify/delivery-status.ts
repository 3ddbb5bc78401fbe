import { headerText } from '../mime/header-text.ts'

/** What happened to one recipient (RFC 3464 §2.3.3). */
export type DeliveryAction = 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded'

/** One recipient of a delivery status notification. */
export interface RecipientStatus {
  /** The address as the report names it, lower-case domain. */
  readonly address: string
  readonly action: DeliveryAction
  /** Enhanced status code, `5.1.1` (RFC 3463). */
  readonly status?: string
  /** What the far server said. */
  readonly diagnostic?: string
}

/** A delivery status notification, read. */
export interface DeliveryStatus {
  readonly reportingMta?: string
  /** The id of the message that this is about, where the report names it. */
  readonly originalMessageId?: string
  readonly recipients: readonly RecipientStatus[]
}

type Fields = ReadonlyMap<string, string>

const MAX_RECIPIENTS = 200

/**
 * Reads the body of a message/delivery-status part (RFC 3464 §2): a block of fields about the message, then a block
 * for each recipient.
 */
export function parseDeliveryStatus(text: string): DeliveryStatus {
  const blocks = text.split(/\r?\n[ \t]*\r?\n/, MAX_RECIPIENTS).map((block) => fieldsOf(block))
  const about = blocks.find((fields) => fields.has('reporting-mta'))
  const reportingMta = typed(about?.get('reporting-mta'))
  const named = blocks.map((fields) => fields.get('x-original-message-id') ?? fields.get('original-message-id') ?? '')
  const originalMessageId = /<([^<>\s]{1,998})>/.exec(named.join(' '))?.[1]
  return {
    ...(reportingMta === undefined ? {} : { reportingMta }),
    ...(originalMessageId === undefined ? {} : { originalMessageId }),
    recipients: blocks.flatMap((fields) => recipientOf(fields)),
  }
}

function fieldsOf(block: string): Fields {
  const fields = new Map<string, string>()
  for (const line of block.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const [, name, value = ''] = /^[> ]{0,3}([\w-]{1,60})\s?:\s?(.*)$/.exec(line) ?? []
    if (name !== undefined && !fields.has(name.toLowerCase())) fields.set(name.toLowerCase(), value.trim())
  }
  return fields
}

function recipientOf(fields: Fields): RecipientStatus[] {
  const named = typed(fields.get('final-recipient')) ?? typed(fields.get('original-recipient'))
  if (named === undefined) return []
  const status = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(fields.get('status') ?? '')?.[0]
  const diagnostic = typed(fields.get('diagnostic-code'))
  return [
    {
      address: addressIn(named),
      action: actionOf(fields.get('action') ?? '', status),
      ...(status === undefined ? {} : { status }),
      ...(diagnostic === undefined ? {} : { diagnostic: headerText(diagnostic).slice(0, 1000) }),
    },
  ]
}

function actionOf(written: string, status = ''): DeliveryAction {
  const word = /delayed|deliver(?:ed|able)|relayed|expanded|failed|failure/i.exec(written)?.[0].toLowerCase()
  if (word === 'deliverable') return 'delivered'
  if (word === 'delayed' || word === 'delivered' || word === 'relayed' || word === 'expanded') return word
  return word === undefined && status.startsWith('2') ? 'delivered' : 'failed'
}

/** The value behind `rfc822;`, `dns;`, `smtp;`. */
function typed(value: string | undefined): string | undefined {
  const plain = value?.replace(/^[\w-]{1,20}\s?;\s?/, '').trim()
  return plain === '' ? undefined : plain
}

function addressIn(text: string): string {
  const found = /[^\s<>"';,:()]+@[^\s<>"';,:()]+/.exec(text)?.[0] ?? text.replace(/[<>"']/g, '')
  const at = found.lastIndexOf('@')
  return at < 0 ? found : found.slice(0, at) + found.slice(at).toLowerCase()
}
