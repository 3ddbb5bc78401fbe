// The AsyncAPI 3 document of all events.
import * as z from 'zod'
import { envelope } from './envelope.mjs'

const mediaType = 'application/cloudevents+json'

/** JSON Schema draft 7, which AsyncAPI 3 speaks, of the data as they leave. */
function dataOf({ value, fields }) {
  const { $schema: _, ...schema } = z.toJSONSchema(value.schema, { target: 'draft-7', io: 'output' })
  for (const [field, description] of Object.entries(fields)) {
    if (schema.properties?.[field]) schema.properties[field].description = description
  }
  return schema
}

const hasData = ({ value }) => value.schema.def.type !== 'undefined'

/** The shared envelope, and what this event pins down or adds. */
function payloadOf(event) {
  const { type, subject, value } = event
  const own = { type: { const: type }, typeversion: { const: value.version } }
  const about = /^nothing/.test(subject) ? {} : { subject: { type: 'string', description: `The id of ${subject}.` } }
  return {
    allOf: [
      { $ref: '#/components/schemas/CloudEvent' },
      {
        type: 'object',
        required: [...(about.subject ? ['subject'] : []), ...(hasData(event) ? ['datacontenttype', 'data'] : [])],
        properties: { ...own, ...about, ...(hasData(event) && { data: dataOf(event) }) },
      },
    ],
  }
}

function messageOf(event) {
  return {
    name: event.type,
    title: event.name,
    summary: event.says,
    contentType: mediaType,
    tags: [{ name: `@casewell/${event.pkg}` }],
    payload: payloadOf(event),
  }
}

const mapped = (events, to) => Object.fromEntries(events.map((event) => [event.type, to(event)]))

/** @param events - as `gather` gives them */
export function documentOf(events) {
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Events of a Casewell desk',
      version: '1.0.0', // of the envelope and the layout; each type has its own
      description:
        'Every event that the packages of Casewell publish, as `toCloudEvent` of @casewell/bus writes it: one CloudEvents 1.0 object in the JSON format. Each type has a version of its own (`typeversion`), which rises when its data change; this document describes the newest.',
      license: { name: 'MIT' },
      tags: [...new Set(events.map(({ pkg }) => pkg))].map((pkg) => ({
        name: `@casewell/${pkg}`,
        description: `Value and type: \`import { … } from '@casewell/${pkg}/events'\`.`,
      })),
    },
    defaultContentType: mediaType,
    channels: {
      events: {
        address: null,
        title: 'All events of a desk',
        description: 'Whatever carries events to you: one message is one event, in the order of `sequence` per tenant.',
        messages: mapped(events, ({ type }) => ({ $ref: `#/components/messages/${type}` })),
      },
    },
    operations: {
      tell: {
        action: 'send',
        summary: 'The desk tells what happened, after it was committed.',
        channel: { $ref: '#/channels/events' },
      },
    },
    components: { messages: mapped(events, messageOf), schemas: { CloudEvent: envelope } },
  }
}
