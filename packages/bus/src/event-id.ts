/**
 * Makes ids that no other maker repeats: 80 random bits for the maker, then a count.
 *
 * @example
 * ```ts
 * import { eventIds } from '@casewell/bus'
 *
 * const nextId = eventIds()
 * console.log(nextId().endsWith('-1'), nextId().endsWith('-2')) // true true
 * ```
 */
export function eventIds(
  random: (bytes: Uint8Array) => Uint8Array = (bytes) => crypto.getRandomValues(bytes),
): () => string {
  const maker = Array.from(random(new Uint8Array(10)), (byte) => byte.toString(16).padStart(2, '0')).join('')
  const prefix = `${maker}-`
  let count = 0
  return () => prefix + (++count).toString(36)
}
