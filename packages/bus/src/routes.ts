import { EventEmitter } from 'eventemitter3'
import { busErrors } from './errors.ts'
import type { Event } from './event.ts'

type Handler = (event: Event) => void

/** Exactly one type, a prefix (`case.*`) or everything (`*`). */
function matcher(pattern: string): (type: string) => boolean {
  if (pattern === '*') return () => true
  if (pattern.endsWith('.*')) return (type) => type.startsWith(pattern.slice(0, -1))
  if (pattern.includes('*')) throw busErrors['bad-pattern']({ pattern })
  return (type) => type === pattern
}

/**
 * Handlers by type. A handler of a prefix is attached to every type it matches, once per type, so that delivering an
 * event costs one look-up, however many prefixes there are. Handlers are called in the order in which they came.
 */
export class Routes {
  readonly #emitter = new EventEmitter<Record<string, Handler>>()
  readonly #handlers = new Set<{ matches: (type: string) => boolean; handler: Handler }>()
  readonly #known = new Set<string>()

  add(pattern: string, handler: Handler): () => void {
    const route = { matches: matcher(pattern), handler }
    if (!pattern.includes('*')) this.#learn(pattern)
    this.#handlers.add(route)
    for (const type of this.#known) if (route.matches(type)) this.#emitter.on(type, handler)
    return () => this.#remove(route)
  }

  deliver(event: Event): void {
    if (this.#emitter.emit(event.type, event) || this.#known.has(event.type)) return
    this.#learn(event.type)
    this.#emitter.emit(event.type, event)
  }

  clear(): void {
    this.#emitter.removeAllListeners()
    this.#handlers.clear()
    this.#known.clear()
  }

  #learn(type: string): void {
    if (this.#known.has(type)) return
    this.#known.add(type)
    for (const route of this.#handlers) if (route.matches(type)) this.#emitter.on(type, route.handler)
  }

  #remove(route: { matches: (type: string) => boolean; handler: Handler }): void {
    if (!this.#handlers.delete(route)) return
    for (const type of this.#known) if (route.matches(type)) this.#emitter.off(type, route.handler)
  }
}
