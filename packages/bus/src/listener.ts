import type { Event } from './event.ts'

/** What a listener may be. What it returns is ignored, except that a promise may reject; nobody waits for it. */
export type Listener<E extends Event = Event> = (event: E) => unknown

/** Called with what a listener threw or rejected with. */
export type OnError = (error: unknown, event: Event) => unknown

/** Where failures go if nobody says otherwise. */
export function printError(error: unknown, event: Event): void {
  // biome-ignore lint/suspicious/noConsole: the default of a library that must not lose an error in silence
  console.error(`a listener of ${event.type} failed:`, error)
}

/** Reports the rejection, if what a listener returned is a promise that rejects. */
export function watch(outcome: unknown, event: Event, onError: OnError): void {
  if (isThenable(outcome)) Promise.resolve(outcome).then(undefined, (error: unknown) => report(error, event, onError))
}

/** Hands a failure to `onError`. Never throws: if `onError` fails too, now or later, both failures are printed. */
export function report(error: unknown, event: Event, onError: OnError): void {
  const printBoth = (worse: unknown): void => {
    printError(error, event)
    printError(worse, event)
  }
  try {
    const outcome = onError(error, event)
    if (isThenable(outcome)) Promise.resolve(outcome).then(undefined, printBoth)
  } catch (worse) {
    printBoth(worse)
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return false
  return typeof (value as { then?: unknown }).then === 'function' // `then` is read as unknown: nothing is assumed
}
