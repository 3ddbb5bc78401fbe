import { type ErrorCatalogue, errorCatalogue } from '@casewell/errors'

const specs = {
  'bad-name': {
    says: (d: { name: string }) => `"${d.name}" is no name for an event type.`,
    hint: 'Use lower case words and at least one dot: area.what-happened, as in case.resolved.',
  },
  'bad-pattern': {
    says: (d: { pattern: string }) => `one cannot listen to "${d.pattern}".`,
    hint: "Listen to an event type's value, to a prefix such as 'case.*', or to '*'.",
  },
  'newer-version': {
    says: (d: { type: string; version: number; known: number }) =>
      `${d.type} arrived in version ${d.version}; this process knows versions 1 to ${d.known}.`,
    hint: 'Upgrade this process: another one already writes the newer version.',
  },
  'not-an-event': {
    says: (d: { reason: string }) => `what came in is not a CloudEvents 1.0 JSON event: ${d.reason}.`,
    hint: 'Send one JSON object with specversion "1.0", id, source, type and data.',
  },
  'unknown-type': {
    says: (d: { type: string; known: number; event: unknown }) => `event type ${d.type} is none of the ${d.known} that this bus knows.`,
    hint: 'Register the type: createBus({ types: [...] }) or the plugin that owns it. The event is in details.event.',
  },
  'bad-data': {
    says: (d: { type: string; reason: string; event: unknown }) => `the data of ${d.type} do not fit its schema: ${d.reason}.`,
    hint: 'Correct the sender, or give the type an upcaster if the sender writes an older version.',
  },
} as const

/** Everything that can go wrong on the bus. */
export const busErrors: ErrorCatalogue<'bus', typeof specs> = errorCatalogue('bus', specs)
