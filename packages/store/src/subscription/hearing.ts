import type { Event } from '@casewell/bus'
import { type CasewellError, isCasewellError } from '@casewell/errors'
import type { Store } from '../store.ts'

/** A stretch of the log. With a `fault` it is one event long, as it was stored: this process does not understand it. */
export interface Heard {
  readonly events: readonly Event[]
  readonly fault?: CasewellError
}

/** Reads on in the log, up to the first event that this process does not understand. */
export async function hear(store: Store, after: number, limit: number): Promise<Heard> {
  try {
    return { events: await store.readLog({ after, limit }) }
  } catch (fault) {
    const event = isCasewellError(fault, 'bus/') && strangeIn(fault)
    if (!event) throw fault
    const before = event.position - after - 1
    return before > 0 ? { events: await store.readLog({ after, limit: before }) } : { events: [event], fault }
  }
}

/** `understand` puts the event into the details of its errors. */
const strangeIn = (fault: CasewellError): Event | undefined => (fault.details as { readonly event?: Event }).event

/** Looks for a wanted event: is there one, and up to where is there none? */
export async function lookFor(
  store: Store,
  isWanted: (event: Event) => boolean,
  after: number,
): Promise<{ readonly isThere: boolean; readonly clear: number }> {
  for (let clear = after; ; ) {
    const { events } = await hear(store, clear, 500)
    const wanted = events.find(isWanted)
    if (wanted) return { isThere: true, clear: wanted.position - 1 }
    const last = events.at(-1)
    if (!last) return { isThere: false, clear }
    clear = last.position
  }
}
