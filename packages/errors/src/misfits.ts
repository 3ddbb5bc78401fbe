/** One thing that a validator found wrong: an issue of zod, or of any library that speaks Standard Schema. */
export interface Misfit {
  readonly message: string
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}

/** More than these nobody reads at once; the first one mended often mends the rest. */
const SHOWN = 3

/**
 * What a validator found wrong, in one line, for the message of an error: where it is and what was expected, never the
 * value that was found, which may be somebody's.
 *
 * @param error - zod's error, or the result of a Standard Schema
 * @example
 * ```ts
 * import { misfitsOf } from '@casewell/errors'
 *
 * const issues = [{ path: ['policies', 0, 'share'], message: 'expected a number' }, { message: 'unknown key "shere"' }]
 * console.log(misfitsOf({ issues })) // policies[0].share: expected a number; unknown key "shere"
 * ```
 */
export function misfitsOf({ issues }: { readonly issues: readonly Misfit[] }): string {
  const shown = issues.slice(0, SHOWN).map(({ path = [], message }) => {
    const place = path.map(placed).join('').replace(/^\./, '')
    return place === '' ? message : `${place}: ${message}`
  })
  const more = issues.length - shown.length
  return shown.join('; ') + (more > 0 ? `; and ${more} more` : '')
}

/** One step on the way to the field: `[0]`, `.share`, `["two words"]`. */
function placed(step: PropertyKey | { readonly key: PropertyKey }): string {
  const key = typeof step === 'object' ? step.key : step
  if (typeof key === 'number') return `[${key}]`
  return /^[\w$-]+$/.test(String(key)) ? `.${String(key)}` : `[${JSON.stringify(String(key))}]`
}
