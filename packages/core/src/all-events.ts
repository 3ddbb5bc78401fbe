import type { AnyEventType } from '@casewell/bus'
import { caseEvents } from './case/events.ts'
import { labourEvents } from './labour/events.ts'
import { peopleEvents } from './people/events.ts'
import { privacyEvents } from './privacy/events.ts'
import { verificationEvents } from './verification/events.ts'

/** Every event type of this package. */
export const allEvents: readonly AnyEventType[] = [
  ...caseEvents,
  ...peopleEvents,
  ...labourEvents,
  ...privacyEvents,
  ...verificationEvents,
]
