import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { conform, storeRules } from '../src/conformance/index.ts'
import type { BlobShelf } from '../src/index.ts'
import { applying, broken, caught, driving, rewriting, storing } from './caught.ts'
import { openMemory, openShared } from './memory-harness.ts'

async function bytesOf(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of source) parts.push(part)
  return Buffer.concat(parts)
}

async function* only(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes
}

const shelving = (change: (shelf: BlobShelf) => Partial<BlobShelf>) => ({
  blobs: (shelf: BlobShelf): BlobShelf => ({ ...shelf, ...change(shelf) }),
})

describe('in the whole house, the kit catches', () => {
  test('[ST48] a process that never hears of another one', () =>
    caught(
      'ST48',
      driving(() => ({ watch: () => () => {} })),
    ))

  test('[ST49] tenants who share everything', () =>
    caught(
      'ST49',
      driving((driver) => ({
        apply: (group) => driver.apply(group.map((commit) => ({ ...commit, tenant: 'all' }))),
        get: (_, collection, id) => driver.get('all', collection, id),
        scan: (_, scan) => driver.scan('all', scan),
      })),
    ))

  test('[ST49] one person known to all tenants', () =>
    caught(
      'ST49',
      driving((driver) => ({
        apply: async (group) => {
          const across = group.map((commit) => ({
            ...commit,
            tenant: 'all',
            events: [],
            writes: commit.writes.map((write) => ({
              ...write,
              id: `${commit.tenant}-${write.id}`,
              expect: 'any' as const,
            })),
          }))
          await driver.apply(across)
          return driver.apply(group)
        },
        refs: (_, ...rest) => driver.refs('all', ...rest),
      })),
    ))

  test('[ST50] one log for all who use a subject', () =>
    caught(
      'ST50',
      driving((driver) => ({
        log: (tenant, after, limit, subject) =>
          driver.log(subject === undefined ? tenant : 'acme', after, limit, subject),
      })),
    ))

  test('[ST51] blobs on one shelf for all tenants', () =>
    caught(
      'ST51',
      shelving((shelf) => ({
        write: (_, source) => shelf.write('all', source),
        read: (_, blob) => shelf.read('all', blob),
      })),
    ))

  test('[ST52] a tenant who only looked in', () => {
    const seen = new Set<string>()
    return caught(
      'ST52',
      driving((driver) => ({
        get(tenant, ...rest) {
          seen.add(tenant)
          return driver.get(tenant, ...rest)
        },
        tenants: async () => [...new Set([...(await driver.tenants()), ...seen])],
      })),
    )
  })

  test('[ST53] a host that mends the names of tenants', () =>
    caught('ST53', {
      host: (host) => ({ ...host, tenant: (id) => host.tenant(id.toLowerCase().replace(/[^a-z0-9]|^$/g, 'x')) }),
    }))

  test('[ST54] a blob that is kept as often as it is written', () => {
    let n = 0
    const names = new Map<string, string>()
    return caught(
      'ST54',
      shelving((shelf) => ({
        async write(tenant, source) {
          const ref = await shelf.write(tenant, source)
          const blob = `sha256-${createHash('sha256').update(`${n++}`).digest('hex')}`
          names.set(blob, ref.blob)
          return { ...ref, blob }
        },
        read: (tenant, blob) => shelf.read(tenant, names.get(blob) ?? blob),
      })),
    )
  })

  test('[ST55] bytes that a reader can change', () => {
    const cache = new Map<string, Buffer>()
    return caught(
      'ST55',
      shelving((shelf) => ({
        async read(tenant, blob) {
          const source = await shelf.read(tenant, blob)
          if (source && !cache.has(blob)) cache.set(blob, await bytesOf(source))
          return source && only(cache.get(blob) ?? Buffer.alloc(0))
        },
      })),
    )
  })

  test('[ST56] a blob that is empty because it is not there', () =>
    caught(
      'ST56',
      shelving((shelf) => ({
        read: async (tenant, blob) => (await shelf.read(tenant, blob)) ?? only(new Uint8Array()),
      })),
    ))

  test('[ST57] damage that nobody mentions', () =>
    caught(
      'ST57',
      storing(({ blobs }) => ({
        blobs: {
          ...blobs,
          async *read(blob) {
            try {
              yield* blobs.read(blob)
            } catch {
              // says nothing
            }
          },
        },
      })),
    ))

  test('[ST58] blobs that forget who names them', () =>
    caught(
      'ST58',
      rewriting(({ unreferenced: _, ...write }) => write),
    ))

  test('[ST73] a blob that is forgotten while a document names it, or after somebody has written it again', async () => {
    await caught(
      'ST73',
      rewriting(({ unreferenced: _, ...write }) => write),
    )
    await caught(
      'ST73',
      shelving((shelf) => ({
        setAside: (tenant, blob) => shelf.setAside(tenant, blob, Number.POSITIVE_INFINITY),
      })),
    )
  })

  test('[ST59] a blob that is not renewed when it is written again', () =>
    caught(
      'ST59',
      shelving((shelf) => ({
        async write(tenant, source) {
          const bytes = await bytesOf(source)
          const blob = `sha256-${createHash('sha256').update(bytes).digest('hex')}`
          return (await shelf.read(tenant, blob)) ? { blob, size: bytes.length } : shelf.write(tenant, only(bytes))
        },
      })),
    ))

  test('[ST59] a sweep that drops what was written again meanwhile', () =>
    caught(
      'ST59',
      shelving((shelf) => ({
        async drop(tenant, blob) {
          await shelf.setAside(tenant, blob, Number.POSITIVE_INFINITY)
          await shelf.drop(tenant, blob)
        },
      })),
    ))

  test('[ST60] an engine that forgets in which version a document was written', () =>
    caught(
      'ST60',
      driving((driver) => ({
        async get(...query) {
          const doc = await driver.get(...query)
          return doc && { ...doc, schema: 2 }
        },
      })),
    ))

  test('[ST61] a collection that cannot be walked through', () =>
    caught(
      'ST61',
      driving(() => ({ all: () => [] })),
    ))

  test('[ST62] an upgrade in one step, or not at all', () =>
    caught(
      'ST62',
      driving((driver) => ({ all: (tenant, collection, _, after) => driver.all(tenant, collection, 100_000, after) })),
    ))

  test('[ST63] an upgrade that keeps its trouble to itself', () =>
    caught(
      'ST63',
      storing((store) => ({ prepare: (known) => store.prepare(known).catch(() => {}) })),
    ))

  test('[ST64] an older process that reads on as if nothing were', () =>
    caught(
      'ST64',
      driving((driver) => ({
        async get(...query) {
          const doc = await driver.get(...query)
          return doc && { ...doc, schema: 1 }
        },
      })),
    ))

  test('[ST65] two collections of one name', () =>
    caught(
      'ST65',
      storing((store) => ({
        prepare: (known) =>
          store.prepare(known).catch((error: { code: string }) => {
            if (error.code !== 'store/same-name') throw error
          }),
      })),
    ))

  test('[ST66] an index that lives only as long as its process', () => {
    let opens = 0
    return caught('ST66', {
      driver: (driver) => (opens++ === 0 ? driver : { ...driver, refs: () => [] }),
    })
  })

  test('[ST67] numbers that begin again after a restart', () =>
    caught('ST67', {
      driver: (driver) => {
        let before: number | undefined
        return {
          ...driver,
          async apply(group) {
            before ??= (await driver.head('acme')).commit
            const since = before
            return (await driver.apply(group)).map((o) => (o.ok ? { ...o, commit: o.commit - since } : o))
          },
        }
      },
    }))

  test('[ST68] a clock that moves back', () => {
    let looks = 0
    return caught(
      'ST68',
      driving(() => ({ now: () => Date.now() - (looks++ % 3) * 1_000 })),
    )
  })

  test('[ST69] an update that is lost', () =>
    caught(
      'ST69',
      rewriting((write) => (write.collection === 'kit.tallies' ? { ...write, expect: 'any' } : write)),
    ))

  test('[ST70] two workers who do not see each other', () =>
    caught(
      'ST70',
      rewriting((write) => (write.collection === 'casewell.subscriptions' ? { ...write, expect: 'any' } : write)),
    ))

  test('[ST71] a timer that fires in each process', () =>
    caught(
      'ST71',
      rewriting((write) => (write.collection === 'casewell.timers' ? { ...write, expect: 'any' } : write)),
    ))

  test('[ST72] something that only a long life shows: every thousandth answer is wrong', () => {
    let reads = 0
    return caught(
      'ST72',
      driving((driver) => ({ get: (...query) => (++reads % 50 === 0 ? undefined : driver.get(...query)) })),
    )
  })
})

describe('the kit itself', () => {
  test('has an id and a sentence of its own for each rule', () => {
    expect(new Set(storeRules.map(({ id }) => id)).size).toBe(storeRules.length)
    const numbers = storeRules.map(({ id }) => Number(id.slice(2))).sort((a, b) => a - b)
    expect(numbers).toEqual(storeRules.map((_, i) => i + 1))
    for (const { says } of storeRules) expect(says).toMatch(/^\S.*\.$/)
  })

  test('stands word for word in SPEC.md', () => {
    const spec = readFileSync(`${import.meta.dirname}/../SPEC.md`, 'utf8')
    const written = [...spec.matchAll(/^- \*\*(ST\d+)\*\* (.*)$/gm)].map(([, id, says]) => [id, says])
    expect(written).toEqual(storeRules.map(({ id, says }) => [id, says]))
  })

  test('[ST4] accepts an exemption with its reason, and shows it in the name of the test', async () => {
    const names: string[] = []
    conform((name) => names.push(name), storeRules, openMemory, { ST4: 'it numbers its commits by the clock' })
    expect(names.find((name) => name.startsWith('[ST4]'))).toContain('— exempt: it numbers its commits by the clock')
    let n = 0
    const byClock = applying(async (commit, honest) => {
      const outcome = await honest(commit)
      return outcome.ok ? { ...outcome, commit: outcome.commit + ++n } : outcome
    })
    expect(await broken(openShared(byClock), ['ST4'], { ST4: 'it numbers its commits by the clock' })).toEqual([])
  })

  test('[ST4] fails when an exemption is no longer true, and asks to delete it', async () => {
    const runs: (() => Promise<void>)[] = []
    const [rule] = storeRules.filter(({ id }) => id === 'ST4')
    conform((_, run) => runs.push(run), rule ? [rule] : [], openMemory, { ST4: 'long ago' })
    await expect(runs[0]?.()).rejects.toThrow('ST4 passes now: delete its exemption ("long ago").')
  })

  test('[ST66] asks for the ability that a rule needs, unless there is a reason why it cannot be', async () => {
    const runs: (() => Promise<void>)[] = []
    const rules = storeRules.filter(({ id }) => id === 'ST66')
    conform((_, run) => runs.push(run), rules, openMemory)
    await expect(runs[0]?.()).rejects.toThrow('needs a harness with reopen(): give it one, or exempt "reopen"')
    expect(await broken(openMemory, ['ST66'], { reopen: 'memory forgets' })).toEqual([])
    expect(await broken(openShared(), ['ST66'], { reopen: 'memory forgets' })).toEqual(['ST66'])
  })

  test('refuses an exemption from a rule that there is not', () => {
    expect(() => conform(() => {}, storeRules, openMemory, { ST999: 'why not' })).toThrow('there is no rule')
  })
})
