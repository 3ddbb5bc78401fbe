import { misfitsOf } from '@casewell/errors'
import { busErrors } from './errors.ts'
import type { Event } from './event.ts'
import type { AnyEventType } from './event-type.ts'

/**
 * Brings an event's data to the version that its type has now, and parses them: what every gate does with an event
 * that another process, or an older release, has written.
 *
 * @throws `bus/unknown-type`, `bus/newer-version`, `bus/bad-data`, each with the event in its details
 * @example
 * ```ts
 * import { eventType, fromCloudEvent, understand } from '@casewell/bus'
 * import * as z from 'zod'
 *
 * const CaseTagged = eventType('case.tagged', z.object({ tags: z.array(z.string()) }), {
 *   upcasters: [(v1: { tag: string }) => ({ tags: [v1.tag] })],
 * })
 * const old = fromCloudEvent({ specversion: '1.0', id: '1', source: '/old', type: 'case.tagged', data: { tag: 'sound' } })
 * const { version, data } = understand(old, new Map([[CaseTagged.type, CaseTagged]]))
 * console.log(version, data) // 2 { tags: [ 'sound' ] }
 * ```
 */
export function understand(event: Event, types: ReadonlyMap<string, AnyEventType>): Event {
  const type = types.get(event.type)
  if (!type) throw busErrors['unknown-type']({ type: event.type, known: types.size, event })
  if (event.version > type.version) {
    throw busErrors['newer-version']({ type: event.type, version: event.version, known: type.version, event })
  }
  const { success, data, error } = parse(type, event)
  if (!success) throw busErrors['bad-data']({ type: event.type, reason: misfitsOf(error), event })
  return { ...event, version: type.version, data }
}

/** An upcaster meets data that nobody has checked: if it stumbles, it is the data that are bad. */
function parse(type: AnyEventType, event: Event) {
  try {
    return type.schema.safeParse(type.upcast(event.data, event.version))
  } catch (cause) {
    const reason = `reading them as of version ${event.version} failed, see the cause`
    throw busErrors['bad-data']({ type: event.type, reason, event }, { cause })
  }
}
