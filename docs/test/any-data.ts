import type { Json } from '@casewell/bus'
import * as fc from 'fast-check'

/** As much of JSON Schema draft 7 as the data of events are described with. */
export interface DataSchema {
  readonly type?: string | readonly string[]
  readonly const?: Json
  readonly enum?: readonly Json[]
  readonly oneOf?: readonly DataSchema[]
  readonly anyOf?: readonly DataSchema[]
  readonly items?: DataSchema
  readonly properties?: Readonly<Record<string, DataSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | DataSchema
}

/** Data that a schema describes; optional fields come and go. */
export function anyData(schema: DataSchema): fc.Arbitrary<Json> {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const choices = schema.oneOf ?? schema.anyOf
  if (choices) return fc.oneof(...choices.map(anyData))
  const types = [schema.type ?? []].flat()
  return fc.oneof(...types.map((type) => ofType(type, schema)))
}

function ofType(type: string, schema: DataSchema): fc.Arbitrary<Json> {
  if (type === 'string') return fc.string()
  if (type === 'number') return fc.double({ noNaN: true, noDefaultInfinity: true })
  if (type === 'integer') return fc.integer()
  if (type === 'boolean') return fc.boolean()
  if (type === 'null') return fc.constant(null)
  if (type === 'array' && schema.items) return fc.array(anyData(schema.items), { maxLength: 3 })
  if (type === 'object' && schema.properties) return objectOf(schema.properties, schema.required ?? [])
  throw new Error(`nobody has said how to make ${JSON.stringify(schema)}`)
}

function objectOf(properties: Readonly<Record<string, DataSchema>>, required: readonly string[]): fc.Arbitrary<Json> {
  const fields = Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, anyData(schema)]))
  return fc.record<Record<string, Json>>(fields, { requiredKeys: [...required] })
}

/** The same data with one field left out, or of another type: most of them no longer fit. */
export function* spoilt(data: Json): Iterable<Json> {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return
  for (const [field, value] of Object.entries(data)) {
    const { [field]: _, ...others } = data as Readonly<Record<string, Json>> // no array, as was seen above
    yield others
    for (const other of [null, 7, true, 'nobody says so', ['one'], [7], { other: 1 }])
      yield { ...others, [field]: other }
    for (const inner of spoilt(value)) yield { ...others, [field]: inner }
  }
}
