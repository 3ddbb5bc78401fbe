import type { AnyEventType, Event, EventOf } from '@casewell/bus'
import { storeErrors } from '../errors.ts'
import { isId } from '../id.ts'
import type { UnitOfWork } from '../unit.ts'
import type { DeadLetter } from './dead-letters.ts'

/**
 * How failures are tried again: full jitter, a random moment below `baseMs · 2^(attempt − 1)`, at most `maxMs`.
 * Source: Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 */
export interface RetryPolicy {
  /** Attempts in all, the first one included. @defaultValue 8 */
  readonly attempts?: number
  /** @defaultValue 200 */
  readonly baseMs?: number
  /** @defaultValue 300_000 */
  readonly maxMs?: number
}

/** An attempt to handle an event that failed: what it had written is forgotten. */
export interface FailedAttempt {
  readonly subscription: string
  /** Of the event, in the log. */
  readonly position: number
  readonly key: string
  /** Which attempt it was, from 1. */
  readonly attempt: number
  /** How many attempts there are. After the last one the event is a dead letter. */
  readonly attempts: number
  /** What the handler threw. */
  readonly error: unknown
}

/** A durable subscription: its name, what it wants to hear, and what it does. */
export interface SubscriptionOptions<E extends AnyEventType = AnyEventType> {
  /** Unique in the tenant's store: the checkpoint is kept under it for ever. */
  readonly name: string
  /** The types it wants, or `'all'`. */
  readonly events: readonly E[] | 'all'
  /**
   * Handles one event. What it writes through `unit` is committed together with the checkpoint: a crash repeats
   * nothing and loses nothing. Other effects may happen again after a crash or a lost race.
   */
  handle(event: EventOf<E>, unit: UnitOfWork): void | Promise<void>
  /** Events of one key are handled in order; a failing one parks only its key. @defaultValue the event's subject */
  readonly key?: (event: EventOf<E>) => string
  /** Where a subscription that never ran begins. @defaultValue `'start'` */
  readonly from?: 'start' | 'now'
  /** At most so many events share one commit; 1 if `handle` has effects outside the store. @defaultValue 512 */
  readonly batch?: number
  /** After so long without a heartbeat another process takes over. @defaultValue 10_000 */
  readonly leaseMs?: number
  readonly retry?: RetryPolicy
  /** Called after each attempt that failed, the last one too. @defaultValue nothing: it is tried again */
  readonly onFailed?: (failed: FailedAttempt) => void
  /** Called when an event has failed for the last time and is kept as a dead letter. */
  readonly onDead?: (letter: DeadLetter) => void
  /** Called with what goes wrong around the handler: the store, the lease. @defaultValue nothing: it is tried again */
  readonly onError?: (error: unknown) => void
  /** Randomness of the jitter, 0 to 1. @defaultValue `Math.random` */
  readonly random?: () => number
}

/** The options with every default in its place, and the event type forgotten. */
export interface Settings {
  readonly name: string
  readonly batch: number
  readonly leaseMs: number
  readonly attempts: number
  readonly from: 'start' | 'now'
  wants(event: Pick<Event, 'type'>): boolean
  handle(event: Event, unit: UnitOfWork): void | Promise<void>
  key(event: Event): string
  /** The key, or if the key's function fails, the subject: an event that fails must be parked under something. */
  parkingKey(event: Event): string
  /** Milliseconds to wait before the attempt after this one. */
  backoff(attempts: number): number
  onFailed(failed: Omit<FailedAttempt, 'subscription' | 'attempts'>): void
  onDead(letter: DeadLetter): void
  onError(error: unknown): void
}

/** Room in an id for the position of an event. */
const longestName = 490

/** @throws `store/bad-id` */
export function settingsOf<E extends AnyEventType>(options: SubscriptionOptions<E>): Settings {
  const { name, retry = {}, random = Math.random, events, onError, onDead, onFailed } = options
  const { attempts = 8, baseMs = 200, maxMs = 300_000 } = retry
  if (!isId(name) || name.length > longestName) throw storeErrors['bad-id']({ what: 'subscription', id: name })
  const types = events === 'all' ? undefined : new Set(events.map(({ type }) => type))
  // Only events of the wanted types reach `handle` and `key`: the worker asks `wants` first.
  const key = (event: Event): string => (options.key ? String(options.key(event as EventOf<E>)) : event.subject)
  return {
    name,
    batch: Math.max(1, Math.trunc(options.batch ?? 512)),
    leaseMs: options.leaseMs ?? 10_000,
    from: options.from ?? 'start',
    attempts,
    wants: ({ type }) => types === undefined || types.has(type),
    handle: (event, unit) => options.handle(event as EventOf<E>, unit), // as above
    key,
    parkingKey: (event) => attempt(() => key(event)) ?? event.subject,
    backoff: (failed) => random() * Math.min(maxMs, baseMs * 2 ** (failed - 1)),
    onFailed: (failed) => attempt(() => onFailed?.({ subscription: name, attempts, ...failed }), onError),
    onDead: (letter) => attempt(() => onDead?.(letter), onError),
    onError: (error) => attempt(() => onError?.(error)),
  }
}

/** Calls what belongs to somebody else: if it throws, the work goes on. */
function attempt<R>(call: () => R, onError?: (error: unknown) => void): R | undefined {
  try {
    return call()
  } catch (error) {
    if (onError) attempt(() => onError(error))
    return undefined
  }
}
