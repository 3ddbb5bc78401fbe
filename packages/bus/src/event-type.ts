import type * as z from 'zod'
import { busErrors } from './errors.ts'
import type { Draft, Event } from './event.ts'

/** What an event can carry: JSON. (`undefined` stands for a field, or for data, left out.) */
export type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [key: string]: Json }

/** A name, a schema and a type that travel as one value: import it, call it, listen to it, jump to it. */
export interface EventType<Name extends string = string, Data = unknown> {
  /** Drafts one such event. Typed, not validated: validation stands at the gates. */
  (subject: string, ...data: undefined extends Data ? [data?: Data] : [data: Data]): Draft<Name, Data>
  readonly type: Name
  /** Version of `schema`, from 1. */
  readonly version: number
  readonly schema: z.ZodType<Data>
  /** Is it an event of this type? For listeners of a prefix or of everything. */
  is(event: Event): event is Event<Name, Data>
  /**
   * Brings data of an older version up to this one. Pure.
   *
   * @throws `bus/newer-version` for data of a version that this type does not know yet
   */
  upcast(data: unknown, from: number): unknown
}

/** Any event type, whatever its data: for constraints, lists and registries. */
export interface AnyEventType {
  (subject: string, data: never): Draft
  readonly type: string
  readonly version: number
  readonly schema: z.ZodType
  upcast(data: unknown, from: number): unknown
}

/**
 * The event that an event type (or any of a union of them) describes.
 *
 * @example
 * ```ts
 * import { type EventOf, eventType } from '@casewell/bus'
 * import * as z from 'zod'
 *
 * const CaseTagged = eventType('case.tagged', z.object({ tag: z.string() }))
 * const CaseClosed = eventType('case.closed', z.undefined())
 *
 * function told(event: EventOf<typeof CaseTagged | typeof CaseClosed>): string {
 *   return event.type === 'case.tagged' ? `tagged ${event.data.tag}` : 'closed'
 * }
 * ```
 */
export type EventOf<E extends AnyEventType> = E extends AnyEventType ? Event<E['type'], z.output<E['schema']>> : never

/** One step of an event type's history: data of version n becomes data of version n + 1. */
export type Upcaster = (older: never) => unknown

/** What one may say about an event type besides its name and schema. */
export interface EventTypeOptions {
  /** The steps from version 1 on, oldest first; with n steps, the type has version n + 1. */
  readonly upcasters?: readonly Upcaster[]
  /**
   * The name is somebody else's (`com.github.pull_request.opened`): whatever a CloudEvent may be called.
   *
   * @defaultValue false
   */
  readonly isForeign?: boolean
}

/** A schema that parses its own output: what is published here must get through the gate of the next process. */
type ParsesItsOutput<S extends z.ZodType> =
  z.output<S> extends z.input<S> ? unknown : { readonly reason: 'the schema does not parse what it puts out' }

const namePattern = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+$/

/**
 * Makes an event type. The name is a fact in the past tense, `area.what-happened`.
 *
 * @param schema - of the data, which are JSON; `z.undefined()` for an event that needs none
 * @throws `bus/bad-name` if the name is not lower case words with dots between them, or if a foreign one is empty
 * @example
 * ```ts
 * import { eventType } from '@casewell/bus'
 * import * as z from 'zod'
 *
 * const CaseTagged = eventType('case.tagged', z.object({ tags: z.array(z.string()) }), {
 *   upcasters: [(v1: { tag: string }) => ({ tags: [v1.tag] })],
 * })
 * const { type, version, subject } = CaseTagged('c1', { tags: ['sound'] })
 * console.log(type, version, subject) // case.tagged 2 c1
 * console.log(CaseTagged.upcast({ tag: 'sound' }, 1)) // { tags: [ 'sound' ] }
 * ```
 */
export function eventType<const Name extends string, S extends z.ZodType<Json>>(
  name: Name,
  schema: S & ParsesItsOutput<S>,
  { upcasters = [], isForeign = false }: EventTypeOptions = {},
): EventType<Name, z.output<S>> {
  type Data = z.output<S>
  if (!(isForeign ? name !== '' : namePattern.test(name))) throw busErrors['bad-name']({ name })
  const version = upcasters.length + 1
  // The type of EventType lets `data` be left out only where `undefined` is data.
  const draft = (subject: string, data?: Data): Draft<Name, Data> => ({
    type: name,
    version,
    subject,
    data: data as Data,
  })
  return Object.freeze(
    Object.assign(draft, {
      type: name,
      version,
      schema: schema as z.ZodType<Data>, // the same schema; its input type matters to nobody who holds the event type
      is: (event: Event): event is Event<Name, Data> => event.type === name,
      upcast(data: unknown, from: number): unknown {
        if (!isVersion(from, version)) throw busErrors['newer-version']({ type: name, version: from, known: version })
        // Step n takes what step n - 1 gave, which its author knows and the compiler does not.
        return upcasters.slice(from - 1).reduce((older, step) => step(older as never), data)
      },
    }),
  )
}

const isVersion = (n: number, known: number) => Number.isInteger(n) && n >= 1 && n <= known
