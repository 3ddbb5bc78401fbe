import * as z from 'zod'
import { busErrors } from './errors.ts'
import type { Event } from './event.ts'

/**
 * An event on the wire: a CloudEvents 1.0 object in the JSON format.
 * The last six are extension attributes, lower case as the specification asks; `sequence` is the documented extension
 * of that name, a string.
 *
 * Source: CloudEvents 1.0.2, https://github.com/cloudevents/spec (spec.md, formats/json-format.md, extensions/sequence.md).
 */
export interface CloudEvent {
  readonly specversion: '1.0'
  readonly id: string
  readonly source: string
  readonly type: string
  readonly subject?: string
  readonly time?: string
  readonly datacontenttype: 'application/json'
  readonly data: unknown
  readonly typeversion: number
  readonly sequence?: string
  readonly tenant?: string
  readonly actor?: string
  readonly cause?: string
  readonly correlation?: string
}

/** CloudEvents wants a non-empty subject or none at all; likewise our extension attributes. */
const attribute = z.string().min(1).optional()

const Wire = z.looseObject({
  specversion: z.literal('1.0'),
  id: z.string().min(1),
  source: z.string().min(1),
  type: z.string().min(1),
  subject: attribute,
  time: z.iso.datetime({ offset: true }).optional(),
  datacontenttype: z.string().regex(/^application\/(.+\+)?json\b/, 'expected a JSON media type').optional(),
  data: z.unknown(),
  typeversion: z.number().int().min(1).optional(),
  sequence: z.string().regex(/^\d+$/, 'expected digits').optional(),
  tenant: attribute,
  actor: attribute,
  cause: attribute,
  correlation: attribute,
})

/** The event as a CloudEvents 1.0 JSON object, ready for `JSON.stringify`. */
export function toCloudEvent(event: Event): CloudEvent {
  return {
    specversion: '1.0',
    id: event.id,
    source: event.source,
    type: event.type,
    ...(event.subject !== '' && { subject: event.subject }),
    time: event.time,
    datacontenttype: 'application/json',
    data: event.data,
    typeversion: event.version,
    sequence: String(event.position),
    tenant: event.tenant,
    actor: event.actor,
    ...(event.cause !== undefined && { cause: event.cause }),
    ...(event.correlation !== undefined && { correlation: event.correlation }),
  }
}

/**
 * Reads a CloudEvents 1.0 JSON object (or its text). The envelope is checked, `data` is not: its type knows how.
 *
 * @throws `bus/not-an-event`
 */
export function fromCloudEvent(input: unknown): Event {
  const { success, data: wire, error } = Wire.safeParse(typeof input === 'string' ? parseJson(input) : input)
  if (!success) throw busErrors['not-an-event']({ reason: z.prettifyError(error) })
  return {
    id: wire.id,
    type: wire.type,
    version: wire.typeversion ?? 1,
    source: wire.source,
    subject: wire.subject ?? '',
    time: new Date(wire.time ?? 0).toISOString(),
    position: Number(wire.sequence ?? 0),
    tenant: wire.tenant ?? '',
    actor: wire.actor ?? wire.source,
    ...(wire.cause !== undefined && { cause: wire.cause }),
    ...(wire.correlation !== undefined && { correlation: wire.correlation }),
    data: wire.data,
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw busErrors['not-an-event']({ reason: 'the text is not JSON' }, { cause })
  }
}
