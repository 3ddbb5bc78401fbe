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

/** Reads on while the stretch before is being handled and committed: engines that write elsewhere leave time for it. */
export class Reading {
  readonly #store: Store
  readonly #limit: number
  #ahead: { readonly after: number; readonly heard: Promise<Heard> } | undefined

  constructor(store: Store, limit: number) {
    this.#store = store
    this.#limit = limit
  }

  async next(after: number): Promise<Heard> {
    const ahead = this.#ahead?.after === after ? this.#ahead.heard : undefined
    this.#ahead = undefined
    const heard = await (ahead ?? hear(this.#store, after, this.#limit))
    const last = heard.events.at(-1)
    if (last && heard.events.length >= this.#limit) setImmediate(() => this.#lookAhead(last.position))
    return heard
  }

  #lookAhead(after: number): void {
    const heard = hear(this.#store, after, this.#limit)
    heard.catch(() => {}) // whoever asks for it hears of it
    this.#ahead = { after, heard }
  }
}

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
