import { describe, test } from 'vitest'
import type { RawEntry, RawHit, RawScan, StoreDriver } from '../src/index.ts'
import { applying, caught, driving, rewriting, storing } from './caught.ts'
import type { Flaw } from './memory-harness.ts'

/** An engine that sorts all rows of a stretch by itself, and pages by itself. */
const sorting = (compare: (a: RawHit, b: RawHit) => number): Flaw =>
  driving((driver) => ({
    async scan(tenant, { after, ...scan }) {
      const all = [...(await everything(driver, tenant, scan))].sort(compare)
      if (scan.order === 'desc') all.reverse()
      const start = after ? all.findIndex(({ key, id }) => key === after.key && id === after.id) + 1 : 0
      return all.slice(start, start + scan.limit)
    },
  }))

const everything = async (driver: StoreDriver, tenant: string, scan: RawScan): Promise<readonly RawHit[]> =>
  driver.scan(tenant, { ...scan, order: 'asc', limit: 100_000 })

const byUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

describe('among queries, the kit catches', () => {
  test('[ST26] an order by UTF-16 units', () =>
    caught(
      'ST26',
      sorting((a, b) => byUnits(a.key, b.key) || byUnits(a.id, b.id)),
    ))

  test('[ST27] a descending order that forgets to turn equal keys round', () =>
    caught(
      'ST27',
      driving((driver) => ({
        scan: async (tenant, scan) => {
          const hits = [...(await driver.scan(tenant, scan))]
          return scan.order === 'asc' ? hits : hits.sort((a, b) => (a.key === b.key ? byUnits(a.id, b.id) : 0))
        },
      })),
    ))

  test('[ST28] ids in the order of a language', () =>
    caught(
      'ST28',
      sorting((a, b) => byUnits(a.key, b.key) || a.id.localeCompare(b.id, 'en')),
    ))

  test('[ST29] a prefix that is taken by its letters', () =>
    caught(
      'ST29',
      driving((driver) => ({
        scan: (tenant, scan) => {
          const lower = scan.range.lower.replace(/\u0001$/, '')
          return driver.scan(tenant, { ...scan, range: { lower, upper: `${lower}\u{10FFFF}` } })
        },
      })),
    ))

  test('[ST30] a range with its end in it', () =>
    caught(
      'ST30',
      driving((driver) => ({
        scan: (tenant, scan) =>
          driver.scan(tenant, { ...scan, range: { ...scan.range, upper: `${scan.range.upper}\u{10FFFF}` } }),
      })),
    ))

  test('[ST31] an old row that stays in its index', () => {
    const ever = new Map<string, readonly RawEntry[]>()
    return caught(
      'ST31',
      rewriting((write) => {
        const entries = [...(ever.get(write.id) ?? []), ...(write.entries ?? [])]
        ever.set(write.id, entries)
        return write.kind === 'put' ? { ...write, entries } : write
      }),
    )
  })

  test('[ST32] a document that is kept under the first of its keys only', () =>
    caught(
      'ST32',
      rewriting((write) => {
        const first = new Map([...(write.entries ?? [])].reverse().map((entry) => [entry.space, entry]))
        return { ...write, ...(write.entries && { entries: [...first.values()] }) }
      }),
    ))

  test('[ST33] a cursor that skips', () =>
    caught(
      'ST33',
      driving((driver) => ({
        scan: async (tenant, scan) => (await driver.scan(tenant, scan)).slice(scan.after ? 1 : 0),
      })),
    ))

  test('[ST34] a cursor that only counts', () => {
    const offsets = new Map<string, number>()
    return caught(
      'ST34',
      driving((driver) => ({
        async scan(tenant, { after, ...scan }) {
          const all = await driver.scan(tenant, { ...scan, limit: 100_000 })
          const start = after ? (offsets.get(after.id) ?? 0) : 0
          for (const [i, { id }] of all.entries()) offsets.set(id, i + 1)
          return all.slice(start, start + scan.limit)
        },
      })),
    )
  })

  test('[ST35] a count without its cap', () =>
    caught(
      'ST35',
      driving((driver) => ({ count: (tenant, space, range) => driver.count(tenant, space, range, 1_000_000) })),
    ))

  test('[ST36] a bad query that is answered with nothing', () =>
    caught(
      'ST36',
      storing((store) => ({ find: (from, query) => store.find(from, query).catch(() => ({ items: [] })) })),
    ))

  test('[ST37] a list of persons that begins again', () =>
    caught(
      'ST37',
      driving((driver) => ({ refs: (tenant, space, key, limit) => driver.refs(tenant, space, key, limit) })),
    ))

  test('[ST38] NUL that is lost', () =>
    caught(
      'ST38',
      rewriting((write) => ({ ...write, ...(write.json && { json: write.json.replaceAll('\\u0000', '') }) })),
    ))

  test('[ST38] lone surrogates that are replaced', () =>
    caught(
      'ST38',
      rewriting((write) => ({ ...write, ...(write.json && { json: write.json.replace(/\\ud[89a-f]../g, '\uFFFD') }) })),
    ))

  test('[ST39] keys that are taken for each other because they look alike', () =>
    caught('ST39', {
      driver: (driver) => {
        const alike = (text: string): string => text.normalize('NFC')
        return {
          ...driver,
          apply: (group) =>
            driver.apply(
              group.map((commit) => ({
                ...commit,
                writes: commit.writes.map((write) => ({
                  ...write,
                  ...(write.entries && { entries: write.entries.map((e) => ({ ...e, key: alike(e.key) })) }),
                })),
              })),
            ),
          scan: (tenant, { range: { lower, upper }, ...scan }) =>
            driver.scan(tenant, { ...scan, range: { lower: alike(lower), upper: alike(upper) } }),
        }
      },
    }))

  test('[ST40] ids without regard to case', () =>
    caught('ST40', {
      driver: (driver) => ({
        ...driver,
        apply: (group) =>
          driver.apply(
            group.map((commit) => ({
              ...commit,
              writes: commit.writes.map((write) => ({ ...write, id: write.id.toLowerCase() })),
            })),
          ),
        get: (tenant, collection, id) => driver.get(tenant, collection, id.toLowerCase()),
      }),
    }))

  test('[ST41] a key that cannot be one, left out in silence', () =>
    caught(
      'ST41',
      storing((store) => ({
        commit: ({ writes = [], ...rest }) =>
          store.commit({ writes, ...rest }).catch(() => store.commit({ ...rest, writes: writes.slice(0, 1) })),
      })),
    ))

  test('[ST42] a subject that is taken by its letters', () =>
    caught(
      'ST42',
      driving((driver) => ({
        async log(tenant, after, limit, subject = '') {
          const all = await driver.log(tenant, after, 100_000)
          return all
            .filter(({ json }) => (JSON.parse(json) as { subject: string }).subject.startsWith(subject))
            .slice(0, limit)
        },
      })),
    ))

  test('[ST43] an event that forgets its cause', () =>
    caught(
      'ST43',
      applying((commit, honest) =>
        honest({
          ...commit,
          events: commit.events.map((e) => ({ ...e, json: e.json.replace(/"cause":"[^"]*",/, '') })),
        }),
      ),
    ))

  test('[ST44] an event that is seen before its documents', () =>
    caught(
      'ST44',
      applying(async (commit, honest) => {
        const outcome = await honest({ ...commit, writes: [] })
        await new Promise((resolve) => setImmediate(resolve))
        await honest({ ...commit, events: [] })
        return outcome
      }),
    ))

  test('[ST44] a commit that is seen before the one in front of it', () => {
    let looks = 0
    return caught(
      'ST44',
      driving((driver) => ({
        log: async (...query) => (await driver.log(...query)).filter((_, i) => i !== 1 || ++looks % 2 === 0),
      })),
    )
  })

  test('[ST45] another process whose commits arrive out of order', () =>
    caught('ST45', {
      driver: (driver) => {
        const own = new Set<number>()
        return {
          ...driver,
          async apply(group) {
            const outcomes = await driver.apply(group)
            for (const [i, outcome] of outcomes.entries())
              for (let e = 0; e < (group[i]?.events.length ?? 0); e++) if (outcome.ok) own.add(outcome.position + e)
            return outcomes
          },
          async log(...query) {
            const old = Date.now() - 20
            const isHere = ({ position, json }: { position: number; json: string }): boolean =>
              own.has(position) || Date.parse((JSON.parse(json) as { time: string }).time) < old
            return (await driver.log(...query)).filter(isHere)
          },
        }
      },
    }))

  test('[ST46] event types that are not known after all', () =>
    caught(
      'ST46',
      storing((store) => ({ prepare: ({ collections = [] }) => store.prepare({ collections }) })),
    ))

  test('[ST47] a listener that cannot stop', () =>
    caught(
      'ST47',
      storing((store) => ({
        onCommit(listener) {
          store.onCommit(listener)
          return () => {}
        },
      })),
    ))
})
