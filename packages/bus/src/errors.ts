import { type ErrorCatalogue, errorCatalogue } from '@casewell/errors'

const specs = {
  'bad-name': {
    says: (d: { name: string }) => `"${d.name}" is no name for an event type.`,
    hint: 'Use lower case words and at least one dot: area.what-happened, as in case.resolved. A name that somebody else gave needs `isForeign: true`.',
  },
  'bad-pattern': {
    says: (d: { pattern: string }) => `one cannot listen to "${d.pattern}".`,
    hint: "Listen to an event type's value, to a prefix such as 'case.*', or to '*'.",
  },
  'bad-source': {
    says: (d: { source: string }) => `"${d.source}" is no URI reference, and the source of an event is one.`,
    hint: 'Name this publisher as in /casewell/eu-1 or https://support.example.org; escape other characters with %.',
  },
  'two-versions': {
    says: (d: { type: string; version: number; known: number }) =>
      `event type ${d.type} is known in version ${d.known} and now comes in version ${d.version}.`,
    hint: 'Two copies of the package that owns the type are loaded (see `npm ls`), or two packages chose one name.',
  },
  endless: {
    says: (d: { type: string; depth: number }) =>
      `listeners answered each other ${d.depth} times; ${d.type} was not delivered.`,
    hint: 'Two listeners publish what the other one hears. Let one of them look at event.cause, or at its own state.',
  },
  'not-an-event': {
    says: (d: { reason: string }) => `what came in is not a CloudEvents 1.0 JSON event: ${d.reason}.`,
    hint: 'Send one JSON object with specversion "1.0", id, source, type and data.',
  },
  'other-tenant': {
    says: (d: { tenant: string; own: string; event: unknown }) =>
      `an event of tenant ${d.tenant} came to the bus of ${d.own}.`,
    hint: 'Route events by their tenant before they reach a bus. The event is in details.event.',
  },
  'unknown-type': {
    says: (d: { type: string; known: number; event: unknown }) =>
      `event type ${d.type} is none of the ${d.known} that this bus knows.`,
    hint: 'Register the type: createBus({ types: [...] }) or the plugin that owns it. The event is in details.event.',
  },
  'newer-version': {
    says: (d: { type: string; version: number; known: number; event?: unknown }) =>
      `${d.type} arrived in version ${d.version}; this process knows versions 1 to ${d.known}.`,
    hint: 'Upgrade this process: another one already writes the newer version.',
  },
  'bad-data': {
    says: (d: { type: string; reason: string; event: unknown }) =>
      `the data of ${d.type} do not fit its schema: ${d.reason}.`,
    hint: 'Correct the sender, or give the type an upcaster if the sender writes an older version.',
  },
} as const

/** Everything that can go wrong on the bus. */
export const busErrors: ErrorCatalogue<'bus', typeof specs> = errorCatalogue('bus', specs)
