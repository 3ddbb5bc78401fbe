import type * as z from 'zod'
import type { Draft } from './event.ts'
import { busErrors } from './errors.ts'

/** A name, a schema and a type that travel as one value: import it, call it, listen to it, jump to it. */
export interface EventType<Name extends string = string, Data = unknown> {
  /** Drafts one such event. Typed, not validated: validation stands at the gates. */
  (subject: string, data: Data): Draft<Name, Data>
  readonly type: Name
  /** Version of `schema`, from 1. */
  readonly version: number
  readonly schema: z.ZodType<Data>
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

/** One step of an event type's history: data of version n becomes data of version n + 1. */
export type Upcaster = (older: never) => unknown

/** What one may say about an event type besides its name and schema. */
export interface EventTypeOptions {
  /** The steps from version 1 on, oldest first; with n steps, the type has version n + 1. */
  readonly upcasters?: readonly Upcaster[]
}

const namePattern = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+$/

/**
 * Makes an event type. The name is a fact in the past tense, `area.what-happened`.
 *
 * @throws `bus/bad-name` if the name is not lower case words with dots between them
 * @example
 * ```ts
 * import { eventType } from '@casewell/bus'
 * import * as z from 'zod'
 *
 * const CaseTagged = eventType('case.tagged', z.object({ tag: z.string() }))
 * console.log(CaseTagged('c1', { tag: 'sound' })) // { type: 'case.tagged', version: 1, subject: 'c1', data: { tag: 'sound' } }
 * ```
 */
export function eventType<const Name extends string, S extends z.ZodType>(
  name: Name,
  schema: S,
  { upcasters = [] }: EventTypeOptions = {},
): EventType<Name, z.output<S>> {
  if (!namePattern.test(name)) throw busErrors['bad-name']({ name })
  const version = upcasters.length + 1
  const draft = (subject: string, data: z.output<S>): Draft<Name, z.output<S>> => ({ type: name, version, subject, data })
  return Object.freeze(
    Object.assign(draft, {
      type: name,
      version,
      schema: schema as z.ZodType<z.output<S>>, // the same schema; its input type matters to nobody who holds the event type
      upcast(data: unknown, from: number): unknown {
        if (from > version || from < 1) throw busErrors['newer-version']({ type: name, version: from, known: version })
        return upcasters.slice(from - 1).reduce((older, step) => step(older as never), data) // step n takes what step n - 1 gave
      },
    }),
  )
}
