import type { Misfit } from '@casewell/errors'

/** A validator of any library that speaks Standard Schema v1, https://standardschema.dev. zod does. */
export interface StandardSchema<Input = unknown, Output = Input> {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>
    readonly types?: { readonly input: Input; readonly output: Output } | undefined
  }
}

type SchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly Misfit[] }

/** What a schema takes. */
export type InputOf<S extends StandardSchema> = NonNullable<S['~standard']['types']>['input']
/** What a schema gives. */
export type OutputOf<S extends StandardSchema> = NonNullable<S['~standard']['types']>['output']

/** What a schema makes of a value; undefined if it does not fit, or if the schema answers later. */
export function understood<Output>(schema: StandardSchema<unknown, Output>, value: unknown): Output | undefined {
  const result = schema['~standard'].validate(value)
  return result instanceof Promise || result.issues ? undefined : result.value
}
