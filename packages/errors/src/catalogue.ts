import { CasewellError } from './casewell-error.ts'

/** What one error says: a message made from its numbers, and what to do about it. */
export interface ErrorSpec {
  /** The message: what happened, with its numbers. Declares by its parameter which details the error carries. */
  readonly says: (details: never) => string
  /** What the reader should do next. */
  readonly hint: string
}

/** What may accompany an error when it is made. */
export interface ErrorOrigin {
  /** The error that led to this one. */
  readonly cause?: unknown
}

type DetailsOf<S extends ErrorSpec> = Parameters<S['says']> extends [infer D] ? D : undefined

type ErrorMaker<Code extends string, D> = [D] extends [undefined]
  ? (details?: undefined, origin?: ErrorOrigin) => CasewellError<Code, undefined>
  : (details: D, origin?: ErrorOrigin) => CasewellError<Code, D>

/** The errors of one package: a maker per name, and the specs they were made from (for documentation). */
export type ErrorCatalogue<Area extends string, S extends Record<string, ErrorSpec>> = {
  readonly [K in keyof S & string]: ErrorMaker<`${Area}/${K}`, DetailsOf<S[K]>>
}

/**
 * Makes the error catalogue of one package.
 *
 * @param area - the package's short name; it becomes the first half of every code
 * @param specs - one entry an error, by the second half of its code
 * @example
 * ```ts
 * import { errorCatalogue } from '@casewell/errors'
 *
 * const errors = errorCatalogue('parking', {
 *   full: {
 *     says: (d: { spaces: number }) => `all ${d.spaces} spaces are taken.`,
 *     hint: 'Wait for a car to leave, or try the next car park.',
 *   },
 * })
 * console.log(errors.full({ spaces: 12 }).code) // parking/full
 * ```
 */
export function errorCatalogue<const Area extends string, const S extends Record<string, ErrorSpec>>(
  area: Area,
  specs: S,
): ErrorCatalogue<Area, S> {
  const makers = Object.entries(specs).map(([name, spec]) => [name, maker(`${area}/${name}`, spec)] as const)
  // The makers are built from the very specs whose types ErrorCatalogue maps; Object.fromEntries only forgets the keys.
  return Object.freeze(Object.fromEntries(makers)) as unknown as ErrorCatalogue<Area, S>
}

function maker(code: string, spec: ErrorSpec) {
  return (details: unknown, origin?: ErrorOrigin): CasewellError => {
    const message = spec.says(details as never) // the public type of the maker has checked `details`
    return new CasewellError(code, message, spec.hint, details, origin)
  }
}
