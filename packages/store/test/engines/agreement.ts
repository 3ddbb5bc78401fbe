import { memoryDriver, type RawCommit, type RawEntry, type RawWrite, type StoreDriver } from '@casewell/store'
import fc from 'fast-check'
import { expect } from 'vitest'

const tenants = ['acme', 'acme', 'acme', 'zenith'] as const
const collections = ['boxes', 'lids'] as const
const ids = ['b', 'B', '\u{1F4E6}', '"q"\\', 'x@y'] as const
const keys = [
  '4a\u0001',
  '4a\u00014b\u0001',
  '4\u{1F600}\u0001',
  '4\uFFFDd800\u0001',
  '30"\\',
  '4\u00020\u0001',
  `4${'long'.repeat(1_000)}\u0001`,
  `4${'long'.repeat(1_000)}er\u0001`,
] as const
const ranges = [
  { lower: '3', upper: '5' },
  { lower: keys[0], upper: keys[2] },
]

/** Few labels, so that documents quarrel about them. */
const label = (collection: string, id: string) =>
  fc.record({
    space: fc.constant(`${collection}.label`),
    key: fc.constantFrom(keys[0], keys[1], keys[6]),
    id: fc.constant(id),
    unique: fc.constantFrom(true, true, true, false),
  })
const colour = (collection: string, id: string) =>
  fc.record({
    space: fc.constant(`${collection}.colour`),
    key: fc.constantFrom(...keys),
    id: fc.constant(id),
    unique: fc.constant(false),
  })
const reference = (collection: string, id: string) =>
  fc.record({
    space: fc.constantFrom('$about', '$blob'),
    key: fc.constantFrom(...keys),
    id: fc.constant(`${collection}/${id}`),
    unique: fc.constant(false),
  })

/** A document has one row in a place. */
const placeOf = ({ space, key, id }: RawEntry): string => JSON.stringify([space, key, id])
const expectation = fc.oneof(
  fc.constantFrom<RawWrite['expect']>('any', 'any', 'any', 'any', 'absent', 'missing', 1, 2),
  fc.nat({ max: 12 }),
)

const write: fc.Arbitrary<RawWrite> = fc
  .tuple(
    fc.constantFrom<RawWrite['kind']>('put', 'put', 'put', 'delete', 'erase', 'check'),
    fc.constantFrom(...collections),
    fc.constantFrom(...ids),
  )
  .chain(([kind, collection, id]): fc.Arbitrary<RawWrite> => {
    const base = {
      kind: fc.constant(kind),
      collection: fc.constant(collection),
      id: fc.constant(id),
      expect: expectation,
    }
    if (kind === 'check')
      return fc.oneof(
        fc.record(base),
        fc.record({
          ...base,
          unreferenced: fc.record({ space: fc.constantFrom('$about', '$blob'), key: fc.constantFrom(...keys) }),
        }),
      )
    if (kind !== 'put') return fc.record(base)
    const kinds = [label, label, colour, reference].map((kind) => kind(collection, id))
    const entries = fc.uniqueArray(fc.oneof(...kinds), { maxLength: 4, selector: placeOf })
    return fc.record({ ...base, json: fc.json(), schema: fc.integer({ min: 1, max: 3 }), entries })
  })

const commit: fc.Arbitrary<RawCommit> = fc.record({
  tenant: fc.constantFrom(...tenants),
  writes: fc.uniqueArray(write, { maxLength: 3, selector: ({ collection, id }) => `${collection}/${id}` }),
  events: fc.array(fc.record({ subject: fc.constantFrom(...ids), json: fc.json() }), { maxLength: 3 }),
})

const groups = fc.array(fc.array(commit, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 10 })

/** Everything that can be read, in a form that can be compared. */
async function everything(driver: StoreDriver, named: (tenant: string) => string): Promise<unknown> {
  const own = new Set(tenants.map(named))
  const found: unknown[] = [[...(await driver.tenants())].filter((tenant) => own.has(tenant)).sort()]
  for (const tenant of own) {
    found.push(await driver.head(tenant), await driver.log(tenant, 0, 1000), await driver.log(tenant, 2, 3))
    for (const subject of ids) found.push(await driver.log(tenant, 0, 1000, subject))
    for (const space of ['$about', '$blob'])
      for (const key of keys)
        found.push(await driver.refs(tenant, space, key, 3), await driver.refs(tenant, space, key, 10, 'boxes/b'))
    for (const collection of collections) found.push(await documents(driver, tenant, collection))
  }
  return found
}

async function documents(driver: StoreDriver, tenant: string, collection: string): Promise<unknown> {
  const found: unknown[] = [await driver.all(tenant, collection, 100), await driver.all(tenant, collection, 2, 'b')]
  for (const id of ids) found.push(await driver.get(tenant, collection, id))
  for (const index of ['colour', 'label'])
    for (const range of ranges) {
      const space = `${collection}.${index}`
      found.push(await driver.count(tenant, space, range, 100), await driver.count(tenant, space, range, 2))
      for (const order of ['asc', 'desc'] as const)
        for (const after of [undefined, { key: keys[1], id: 'b' }, { key: '0', id: 'a' }, { key: '9', id: 'a' }])
          found.push(await driver.scan(tenant, { collection, space, range, order, limit: 3, ...(after && { after }) }))
    }
  return found
}

/** Rows and documents as plain data: engines may answer with more than was asked for. */
const plain = (found: unknown): unknown =>
  JSON.parse(
    JSON.stringify(found, (_, value: unknown) => {
      if (typeof value !== 'object' || value === null || !('version' in value)) return value
      const { id, json, version, schema, key } = value as Record<string, unknown>
      return { id, json, version, schema, key }
    }),
  )

/**
 * Any history of groups is answered by an engine as by the memory engine, group by group, and leaves the same behind.
 * Every run has tenants of its own: nothing is emptied in between.
 */
export async function agreesWithMemory(ours: StoreDriver, numRuns: number): Promise<void> {
  let round = 0
  await fc.assert(
    fc.asyncProperty(groups, async (work) => {
      const names = new Map<string, string>(tenants.map((tenant) => [tenant, `${tenant}-${++round}`]))
      const named = (tenant: string): string => names.get(tenant) ?? tenant
      const model = memoryDriver()
      for (const group of work) {
        const own = group.map((commit) => ({ ...commit, tenant: named(commit.tenant) }))
        expect(await ours.apply(own)).toEqual(await model.apply(own))
      }
      const [found, expected] = [await everything(ours, named), await everything(model, named)]
      expect(plain(found)).toEqual(plain(expected))
    }),
    { numRuns },
  )
}
