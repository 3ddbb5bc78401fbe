import { misfitsOf } from '@casewell/errors'
import * as z from 'zod'
import { busErrors } from './errors.ts'
import type { Event } from './event.ts'
import { isUriReference } from './uri-reference.ts'

/**
 * An event on the wire: a CloudEvents 1.0 object in the JSON format.
 * The last six are extension attributes, lower case as the specification asks; `sequence` is the documented extension
 * of that name, a string whose alphabetical order is the order of the events.
 *
 * Source: CloudEvents 1.0.2, https://github.com/cloudevents/spec: spec.md, formats/json-format.md and
 * extensions/sequence.md.
 */
export interface CloudEvent {
  readonly specversion: '1.0'
  readonly id: string
  readonly source: string
  readonly type: string
  readonly subject?: string
  readonly time: string
  readonly datacontenttype?: 'application/json'
  readonly data?: unknown
  readonly typeversion: number
  readonly sequence: string
  readonly tenant: string
  readonly actor: string
  readonly cause?: string
  readonly correlation?: string
}

/** The digits of the largest safe integer: padded to these, positions order as strings as they do as numbers. */
const SEQUENCE_DIGITS = 16

/** The specification: null means that the attribute is not set. */
const unset = <S extends z.ZodType>(schema: S) => schema.nullish().transform((value) => value ?? undefined)
const text = z.string().min(1)
const digits = z.string().regex(/^\d{1,15}$/, 'expected digits')

/** RFC 3339, where `T` and `Z` may be lower case; comes out in UTC, unless that leaves the years 0000 to 9999. */
const Instant = z
  .string()
  .toUpperCase()
  .pipe(z.iso.datetime({ offset: true }))
  .transform((time) => new Date(time).toISOString())
  .pipe(z.iso.datetime())

const Wire = z.object({
  specversion: z.literal('1.0'),
  id: text,
  source: text.refine(isUriReference, 'expected a URI reference'),
  type: text,
  subject: unset(text),
  time: unset(Instant),
  datacontenttype: unset(z.string().regex(/^[^/;]+\/([^/;]+\+)?json\s*(;|$)/i, 'expected a JSON media type')),
  data: z.unknown().optional(),
  data_base64: unset(z.never('binary data are not understood, send JSON in data')),
  /** A number in JSON, a string where the event came through HTTP headers. */
  typeversion: unset(z.union([z.number(), digits.transform(Number)]).pipe(z.int().min(1))),
  sequence: unset(z.string()),
  tenant: unset(z.string()),
  actor: unset(z.string()),
  cause: unset(z.string()),
  correlation: unset(z.string()),
})

/**
 * The event as a CloudEvents 1.0 JSON object, ready for `JSON.stringify`.
 *
 * @example
 * ```ts
 * import { createBus, eventType, toCloudEvent } from '@casewell/bus'
 * import * as z from 'zod'
 *
 * const CaseTagged = eventType('case.tagged', z.object({ tag: z.string() }))
 * const event = createBus({ source: '/desk/1' }).publish(CaseTagged('c1', { tag: 'sound' }))
 * const { specversion, type, source, subject, data, sequence } = toCloudEvent(event)
 * console.log(specversion, type, source, subject, data, sequence)
 * // 1.0 case.tagged /desk/1 c1 { tag: 'sound' } 0000000000000001
 * ```
 */
export function toCloudEvent(event: Event): CloudEvent {
  return {
    specversion: '1.0',
    id: event.id,
    source: event.source,
    type: event.type,
    ...(event.subject !== '' && { subject: event.subject }),
    time: event.time,
    ...(event.data !== undefined && { datacontenttype: 'application/json', data: event.data }),
    typeversion: event.version,
    sequence: String(event.position).padStart(SEQUENCE_DIGITS, '0'),
    tenant: event.tenant,
    actor: event.actor,
    ...(event.cause !== undefined && { cause: event.cause }),
    ...(event.correlation !== undefined && { correlation: event.correlation }),
  }
}

/** What an event from a foreign publisher need not say, and what then holds. */
export interface Unsaid {
  /** ISO 8601, UTC, milliseconds. @defaultValue now */
  readonly time?: string
  /** @defaultValue `'default'` */
  readonly tenant?: string
}

/**
 * Reads a CloudEvents 1.0 JSON object (or its text). The envelope is checked, `data` is not: its type knows how
 * (`understand`). A foreign event says less than ours: then its version is 1, its actor is its source, and its position
 * is 0, in no log of ours.
 *
 * @throws `bus/not-an-event`
 * @example
 * ```ts
 * import { fromCloudEvent } from '@casewell/bus'
 *
 * const text = '{"specversion":"1.0","id":"7","source":"/shop","type":"order.placed","data":{"total":3}}'
 * const event = fromCloudEvent(text)
 * console.log(event.type, event.actor, event.data) // order.placed /shop { total: 3 }
 * ```
 */
export function fromCloudEvent(input: unknown, unsaid: Unsaid = {}): Event {
  const { success, data: wire, error } = Wire.safeParse(typeof input === 'string' ? parseJson(input) : input)
  if (!success) throw busErrors['not-an-event']({ reason: misfitsOf(error) })
  return {
    id: wire.id,
    type: wire.type,
    version: wire.typeversion ?? 1,
    source: wire.source,
    subject: wire.subject ?? '',
    time: wire.time ?? unsaid.time ?? new Date().toISOString(),
    position: positionOf(wire.sequence),
    tenant: wire.tenant ?? unsaid.tenant ?? 'default',
    actor: wire.actor ?? wire.source,
    ...(wire.cause !== undefined && { cause: wire.cause }),
    ...(wire.correlation !== undefined && { correlation: wire.correlation }),
    data: wire.data,
  }
}

/** What a foreign publisher's sequence means is its own affair, unless it is a number. */
function positionOf(sequence: string | undefined): number {
  const position = sequence !== undefined && /^\d+$/.test(sequence) ? Number(sequence) : 0
  return Number.isSafeInteger(position) ? position : 0
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch (cause) {
    throw busErrors['not-an-event']({ reason: 'the text is not JSON' }, { cause })
  }
}
