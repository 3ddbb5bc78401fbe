/**
 * What every event of ours says on the wire, whatever it tells: a CloudEvents 1.0 object in the JSON format, as
 * `toCloudEvent` of @casewell/bus makes it. Other extension attributes may be added on the way.
 *
 * Source: CloudEvents 1.0.2, https://github.com/cloudevents/spec; its JSON schema, formats/cloudevents.json.
 */
export const envelope = {
  type: 'object',
  description: 'The CloudEvents 1.0 envelope that all events share, with the extension attributes of Casewell.',
  required: ['specversion', 'id', 'source', 'type', 'time', 'typeversion', 'sequence', 'tenant', 'actor'],
  properties: {
    specversion: { const: '1.0', description: 'The version of CloudEvents.' },
    id: { type: 'string', minLength: 1, description: 'Unique within `source`: what came twice is one event.' },
    source: {
      type: 'string',
      minLength: 1,
      format: 'uri-reference',
      description: 'Whoever published it, as in `/casewell` or `https://support.example.org`.',
    },
    type: { type: 'string', minLength: 1, description: 'What happened, in the past tense.' },
    subject: { type: 'string', minLength: 1, description: 'The id of what the event is about.' },
    time: { type: 'string', format: 'date-time', description: 'When it happened, in UTC with milliseconds.' },
    datacontenttype: { const: 'application/json', description: 'Left out where there are no data.' },
    data: { description: 'Ids, categories, numbers and instants: never anybody’s words, name or address.' },
    typeversion: { type: 'integer', minimum: 1, description: 'The version of the schema that `data` fits.' },
    sequence: {
      type: 'string',
      pattern: '^[0-9]{16}$',
      description:
        'Place in the log of the tenant, without gaps; sorts as text. All zeros: in no log. The documented CloudEvents extension.',
    },
    tenant: { type: 'string', description: 'Whose desk it is; `default` where there is one.' },
    actor: { type: 'string', description: 'Who did it: a role and an id, as in `agent:ada`, or `system`.' },
    cause: { type: 'string', description: 'Id of the event or command that led to this one.' },
    correlation: { type: 'string', description: 'Shared by everything that one outside request set in motion.' },
  },
}
