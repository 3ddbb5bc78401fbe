/** Without the fields that are undefined: what a vendor leaves out is left out. */
export type Defined<T> = T extends unknown ? Sure<T> & Perhaps<T> : never

/** Fields that are never undefined. */
type Sure<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] }
type Perhaps<T> = { [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined> }

/**
 * The same without what is undefined. An event's optional fields are there or not, never undefined.
 *
 * @example
 * ```ts
 * import { defined } from '@casewell/channel/contract'
 *
 * console.log(defined({ id: '7', label: undefined })) // { id: '7' }
 * ```
 */
export function defined<T extends object>(fields: T): Defined<T> {
  const there = Object.entries(fields).filter(([, value]) => value !== undefined)
  return Object.fromEntries(there) as Defined<T> // nothing else was removed
}
