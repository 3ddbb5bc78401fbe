import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import * as assets from '@casewell/assets/events'
import { type AnyEventType, type CloudEvent, type Event, toCloudEvent } from '@casewell/bus'
import * as channel from '@casewell/channel/events'
import * as core from '@casewell/core/events'
import * as knowledge from '@casewell/knowledge/events'
import * as scores from '@casewell/scores/events'
import * as surveys from '@casewell/surveys/events'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { anyData, type DataSchema, spoilt } from './any-data.ts'
import { busyDesk } from './busy-desk.ts'

/** An event after its JSON was read again. */
type Wire = { readonly type: string } & Readonly<Record<string, unknown>>

interface Message {
  readonly tags: readonly { readonly name: string }[]
  /** The envelope, and what this event pins down. */
  readonly payload: { readonly allOf: readonly [unknown, { readonly properties: { readonly data?: DataSchema } }] }
}

/** What this test reads of the document. */
interface Document {
  readonly components: {
    readonly messages: Readonly<Record<string, Message>>
    readonly schemas: { readonly CloudEvent: { readonly properties: object; readonly required: readonly string[] } }
  }
}

const file = resolve(import.meta.dirname, '../asyncapi.json')
const document = JSON.parse(readFileSync(file, 'utf8')) as Document // the gate "events" has looked at it
const ajv = new Ajv({ strict: false, allErrors: true })
addFormats.default(ajv)
ajv.addSchema(document, 'casewell')

/** What the document says against an event on the wire; undefined: nothing. */
function complaint(wire: Wire): string | undefined {
  const isValid = ajv.getSchema(`casewell#/components/messages/${wire.type}/payload`)
  if (!isValid) return `there is no message ${wire.type}`
  return isValid(wire) ? undefined : `${wire.type}: ${ajv.errorsText(isValid.errors)}`
}

const isEventType = (value: unknown): value is AnyEventType => typeof value === 'function' && 'upcast' in value

/** Every type that a package hands out, by name. */
const types = new Map(
  [assets, channel, core, knowledge, scores, surveys]
    .flatMap((door) => Object.values<unknown>(door).filter(isEventType))
    .map((type) => [type.type, type]),
)

const onTheWire = (event: Event): Wire => JSON.parse(JSON.stringify(toCloudEvent(event))) as Wire // that went in

describe('the AsyncAPI document', () => {
  let wires: readonly Wire[] = []
  beforeAll(async () => {
    wires = (await busyDesk()).map(onTheWire)
  })

  const one = (type: string): Wire => {
    const found = wires.find((wire) => wire.type === type)
    if (!found) throw new Error(`the desk has told no ${type}`)
    return found
  }

  test('is true of every event that a desk with five plugins tells', () => {
    expect(wires.flatMap((wire) => complaint(wire) ?? [])).toEqual([])
  })

  test('has been tried on events of every package, and on more than half of all', () => {
    const told = new Set(wires.map(({ type }) => type))
    const all = Object.entries(document.components.messages)
    const untried = all.filter(([type]) => !told.has(type))
    const packages = (some: typeof all) => new Set(some.flatMap(([, { tags }]) => tags.map(({ name }) => name)))
    expect(packages(all.filter(([type]) => told.has(type)))).toEqual(packages(all))
    expect(untried.length).toBeLessThan(all.length / 2)
  })

  const described = Object.entries(document.components.messages)

  test('describes the types that the packages hand out, all of them', () => {
    expect([...types.keys()].toSorted()).toEqual(described.map(([type]) => type).toSorted())
  })

  test.each(described)('takes the same data for %s as its type does, and refuses the same', (type, { payload }) => {
    const { data: schema } = payload.allOf[1].properties
    const accepts = types.get(type)?.schema ?? expect.fail(`nobody hands out ${type}`)
    if (!schema) return expect(accepts.safeParse(undefined).success).toBe(true)
    const isData = ajv.compile(schema)
    let refused = 0
    fc.assert(
      fc.property(anyData(schema), (data) => {
        expect(accepts.safeParse(data).error, JSON.stringify(data)).toBeUndefined()
        for (const bad of ['words', 7, null, ...spoilt(data)]) {
          const isTaken = accepts.safeParse(bad).success
          if (!isTaken) refused++
          expect(isData(bad), JSON.stringify(bad)).toBe(isTaken)
        }
      }),
      { numRuns: 10 },
    )
    expect(refused).toBeGreaterThan(0)
  })

  test.each([
    ['a field that is missing', (wire: object) => ({ ...wire, data: {} }), "must have required property 'code'"],
    [
      'a field of another type',
      (wire: object) => ({ ...wire, data: { code: 'fixed', articles: 'a1' } }),
      'must be array',
    ],
    [
      'a value that nobody knows',
      (wire: object) => ({ ...wire, data: { code: 'prayed', articles: [] } }),
      'must be equal to one of the allowed values',
    ],
    [
      'words that do not belong into the log',
      (wire: object) => ({ ...wire, data: { code: 'fixed', articles: [], text: 'It is mute.' } }),
      'must NOT have additional properties',
    ],
    ['another version', (wire: object) => ({ ...wire, typeversion: 2 }), 'must be equal to constant'],
    ['a position that does not sort', (wire: object) => ({ ...wire, sequence: '7' }), 'must match pattern'],
    ['nothing that it is about', (wire: object) => ({ ...wire, subject: undefined }), "property 'subject'"],
    ['a time that is none', (wire: object) => ({ ...wire, time: 'yesterday' }), 'must match format "date-time"'],
  ])('refuses an event with %s', (_, spoil, says) => {
    const right = one('case.resolved')
    expect(complaint(right)).toBeUndefined()
    expect(complaint(JSON.parse(JSON.stringify(spoil(right))) as Wire)).toContain(says)
  })

  test('knows the attributes of the envelope, the optional ones too', () => {
    const attributes: Readonly<Record<keyof CloudEvent, 'always' | 'sometimes'>> = {
      specversion: 'always',
      id: 'always',
      source: 'always',
      type: 'always',
      subject: 'sometimes',
      time: 'always',
      datacontenttype: 'sometimes',
      data: 'sometimes',
      typeversion: 'always',
      sequence: 'always',
      tenant: 'always',
      actor: 'always',
      cause: 'sometimes',
      correlation: 'sometimes',
    }
    const { properties, required } = document.components.schemas.CloudEvent
    expect(Object.keys(properties).toSorted()).toEqual(Object.keys(attributes).toSorted())
    const always = Object.entries(attributes).filter(([, when]) => when === 'always')
    expect(required.toSorted()).toEqual(always.map(([name]) => name).toSorted())
  })
})
