import { EventEmitter } from 'eventemitter3'
import { busErrors } from './errors.ts'
import type { Listener } from './listener.ts'

/** Which types a registration wants to hear. */
type Matcher = (type: string) => boolean

/** Everything (`*`) or a prefix (`case.*`). Each call makes a function of its own. */
export function patternMatcher(pattern: string): Matcher {
  if (pattern === '*') return () => true
  if (!/^[^*]+\.\*$/.test(pattern)) throw busErrors['bad-pattern']({ pattern })
  const prefix = pattern.slice(0, -1)
  return (type) => type.startsWith(prefix)
}

const deaf = (): void => {}

/**
 * Listeners by type, in the order in which they came. A listener of a prefix is attached to every type it matches, once
 * per type, so that finding an event's listeners costs one look-up, however many prefixes there are.
 *
 * eventemitter3 keeps them. Its `emit` would stop at the first that throws, so they are called by `Delivery`.
 */
export class Routes {
  readonly #emitter = new EventEmitter<string>()
  /** Every registration: the function that stands for it, and for no other one, with what it wants to hear. */
  readonly #registered = new Map<Listener, Matcher>()
  /** What the emitter holds, for each type that was ever met. */
  readonly #lists = new Map<string, Listener[]>()

  /** Adds a listener; returns the way to remove it. From then on it hears nothing, not even of an event on its way. */
  add(matches: Matcher, listener: Listener): () => void {
    const heard: Listener = this.#registered.has(listener) ? (event) => listener(event) : listener
    this.#registered.set(heard, matches)
    for (const known of this.#lists.keys()) {
      if (!matches(known)) continue
      this.#emitter.on(known, heard)
      this.#list(known)
    }
    return () => this.#remove(heard, matches)
  }

  get isHeard(): boolean {
    return this.#registered.size > 0
  }

  /** The listeners that hear this type. */
  listenersOf(type: string): readonly Listener[] {
    return this.#lists.get(type) ?? this.#meet(type)
  }

  /** Removes all listeners. */
  clear(): void {
    for (const list of this.#lists.values()) list.fill(deaf)
    this.#registered.clear()
    this.#emitter.removeAllListeners()
    this.#lists.clear()
  }

  /** The matcher tells this registration from a later one of the same listener. */
  #remove(heard: Listener, matches: Matcher): void {
    if (this.#registered.get(heard) !== matches) return
    this.#registered.delete(heard)
    for (const [type, list] of this.#lists) {
      if (!matches(type)) continue
      list[list.indexOf(heard)] = deaf
      this.#emitter.off(type, heard)
      this.#list(type)
    }
  }

  #meet(type: string): readonly Listener[] {
    for (const [heard, matches] of this.#registered) if (matches(type)) this.#emitter.on(type, heard)
    return this.#list(type)
  }

  #list(type: string): readonly Listener[] {
    const listeners = this.#emitter.listeners(type) as Listener[] // the emitter was given nothing else
    this.#lists.set(type, listeners)
    return listeners
  }
}
