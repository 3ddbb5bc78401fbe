import { describe, test } from 'vitest'
import type { RawEntry, RawOutcome } from '../src/index.ts'
import { applying, caught, driving, rewriting, storing } from './caught.ts'

const nameOf = ({ collection, id }: { collection: string; id: string }): string => `${collection}/${id}`
const conflicting = (id: string): RawOutcome => ({
  ok: false,
  conflicts: [{ collection: 'kit.boxes', id, expected: 'any', actual: 'absent' }],
})

describe('among commits, the kit catches', () => {
  test('[ST1] a receipt that points beside its events', () =>
    caught(
      'ST1',
      applying(async (commit, honest) => {
        const outcome = await honest(commit)
        return outcome.ok ? { ...outcome, position: outcome.position + 1 } : outcome
      }),
    ))

  test('[ST2] half a commit', () =>
    caught(
      'ST2',
      applying(async (commit, honest) => {
        const outcome = await honest(commit)
        if (!outcome.ok) await honest({ ...commit, writes: commit.writes.slice(0, 1), events: [] })
        return outcome
      }),
    ))

  test('[ST3] a gap in positions', () =>
    caught(
      'ST3',
      driving((driver) => ({
        log: async (...query) =>
          (await driver.log(...query)).map((e) => ({ ...e, position: e.position + (e.position > 20 ? 1 : 0) })),
      })),
    ))

  test('[ST4] a number that a conflict has used up', () => {
    let burnt = 0
    return caught(
      'ST4',
      applying(async (commit, honest) => {
        const outcome = await honest(commit)
        if (outcome.ok) return { ...outcome, commit: outcome.commit + burnt }
        burnt++
        return outcome
      }),
    )
  })

  test('[ST5] a stale version that is accepted', () =>
    caught(
      'ST5',
      rewriting((write) =>
        write.kind === 'put' && typeof write.expect === 'number' ? { ...write, expect: 'any' } : write,
      ),
    ))

  test('[ST6] versions that begin again after a deletion', () => {
    const versions = new Map<string, number>()
    return caught('ST6', {
      driver: (driver) => ({
        ...driver,
        async apply(group) {
          for (const { writes } of group)
            for (const write of writes)
              if (write.kind === 'delete') versions.delete(nameOf(write))
              else versions.set(nameOf(write), (versions.get(nameOf(write)) ?? 0) + 1)
          return driver.apply(group)
        },
        async get(tenant, collection, id) {
          const doc = await driver.get(tenant, collection, id)
          return doc && { ...doc, version: versions.get(nameOf({ collection, id })) ?? 0 }
        },
      }),
    })
  })

  test('[ST7] a check that nobody looks at', () =>
    caught(
      'ST7',
      rewriting((write) => (write.kind === 'check' ? undefined : write)),
    ))

  test('[ST8] a conflict that names only the first expectation', () =>
    caught(
      'ST8',
      applying(async (commit, honest) => {
        const outcome = await honest(commit)
        return outcome.ok ? outcome : { ok: false, conflicts: [outcome.conflicts[0]] }
      }),
    ))

  test('[ST9] two writes to one document in one commit, of which the last one wins', () =>
    caught(
      'ST9',
      storing((store) => ({
        commit: ({ writes = [], ...rest }) =>
          store.commit({
            ...rest,
            writes: [...new Map(writes.map((w) => [`${w.collection.name}/${w.id}`, w])).values()],
          }),
      })),
    ))

  test('[ST10] an index that is a moment behind', () => {
    let isBehind = false
    return caught(
      'ST10',
      driving((driver) => ({
        apply(group) {
          isBehind = true
          return driver.apply(group)
        },
        scan(...query) {
          const isStale = isBehind
          isBehind = false
          return isStale ? [] : driver.scan(...query)
        },
      })),
    )
  })

  test('[ST11] a statement with too many parameters', () =>
    caught(
      'ST11',
      applying(async (commit, honest) => {
        if (commit.writes.length > 8_000) throw new Error('too many SQL variables')
        return honest(commit)
      }),
    ))

  test('[ST12] a column that is too small', () =>
    caught(
      'ST12',
      rewriting((write) => {
        if ((write.json?.length ?? 0) > 65_535) throw new Error('data too long for column')
        return write
      }),
    ))

  test("[ST13] 'absent' that is won twice in one group", () =>
    caught(
      'ST13',
      driving((driver) => ({
        apply(group) {
          const inGroup = new Set<string>()
          const blind = group.map((commit) => ({
            ...commit,
            writes: commit.writes.map((write) => {
              const isOld = !inGroup.has(nameOf(write))
              inGroup.add(nameOf(write))
              return isOld || write.expect !== 'absent' ? write : { ...write, expect: 'any' as const }
            }),
          }))
          return driver.apply(blind)
        },
      })),
    ))

  test("[ST14] 'absent' that is won once in each process", () =>
    caught('ST14', {
      driver: (driver) => {
        const own = new Set<string>()
        return {
          ...driver,
          apply(group) {
            const blind = group.map((commit) => ({
              ...commit,
              writes: commit.writes.map((write) => {
                const isKnown = own.has(nameOf(write))
                own.add(nameOf(write))
                return isKnown || write.expect !== 'absent' ? write : { ...write, expect: 'any' as const }
              }),
            }))
            return driver.apply(blind)
          },
        }
      },
    }))

  test('[ST15] a deletion that never frees the id', () =>
    caught(
      'ST15',
      rewriting((write) => (write.kind === 'delete' ? { ...write, kind: 'erase' } : write)),
    ))

  test('[ST16] an erased id that is won again', () =>
    caught(
      'ST16',
      rewriting((write) => (write.kind === 'erase' ? { ...write, kind: 'delete' } : write)),
    ))

  test('[ST17] an erasure that does nothing where nothing was', () =>
    caught(
      'ST17',
      applying(async (commit, honest, driver) => {
        const [write] = commit.writes
        const isIdle = write?.kind === 'erase' && !(await driver.get(commit.tenant, write.collection, write.id))
        return honest(isIdle ? { ...commit, writes: [] } : commit)
      }),
    ))

  test('[ST18] a unique index that is not', () =>
    caught(
      'ST18',
      rewriting((write) => ({ ...write, ...(write.entries && { entries: write.entries.map(notUnique) }) })),
    ))

  test('[ST19] a unique key that is looked up before the group, not in it', () =>
    caught(
      'ST19',
      driving((driver) => ({
        apply: (group) =>
          driver.apply(
            group.map((commit, c) => ({
              ...commit,
              writes: commit.writes.map((write, w) =>
                c + w === 0 || !write.entries ? write : { ...write, entries: write.entries.map(notUnique) },
              ),
            })),
          ),
      })),
    ))

  test('[ST20] a swap of unique keys that is refused half-way', () =>
    caught(
      'ST20',
      applying(async (commit, honest, driver) => {
        for (const { collection, id, entries = [] } of commit.writes)
          for (const { space, key, unique } of entries) {
            const range = { lower: key, upper: `${key}\u0000` }
            const [held] = await driver.scan(commit.tenant, { collection, space, range, order: 'asc', limit: 1 })
            if (unique && held && held.id !== id) return conflicting(id)
          }
        return honest(commit)
      }),
    ))

  test('[ST21] a unique key that stays taken when its holder is gone', () => {
    const holders = new Map<string, string>()
    return caught(
      'ST21',
      applying(async (commit, honest) => {
        for (const { id, entries = [] } of commit.writes)
          for (const { key } of entries.filter(({ unique }) => unique)) {
            if ((holders.get(key) ?? id) !== id) return conflicting(id)
            holders.set(key, id)
          }
        return honest(commit)
      }),
    )
  })

  test('[ST22] a group that is written from its end', () =>
    caught(
      'ST22',
      driving((driver) => ({ apply: async (group) => [...(await driver.apply([...group].reverse()))].reverse() })),
    ))

  test('[ST23] a conflict that takes the rest of its group down', () =>
    caught(
      'ST23',
      driving((driver) => ({
        async apply(group) {
          const outcomes: RawOutcome[] = []
          for (const commit of group) {
            const failed = outcomes.find(({ ok }) => !ok)
            outcomes.push(failed ?? ((await driver.apply([commit]))[0] as RawOutcome)) // one commit, one outcome
          }
          return outcomes
        },
      })),
    ))

  test('[ST24] a refusal that others pay for', () => {
    let turn: Promise<unknown>[] = []
    return caught(
      'ST24',
      storing((store) => ({
        async commit(change) {
          const own = store.commit(change)
          const mates = turn
          mates.push(own)
          own.catch(() => {}) // it is looked at with its mates
          await new Promise((resolve) => setImmediate(resolve))
          turn = []
          await Promise.all(mates)
          return own
        },
      })),
    )
  })

  test('[ST25] a closed store that answers as if it were empty', () =>
    caught(
      'ST25',
      storing((store) => ({ get: (from, id) => store.get(from, id).catch(() => undefined) })),
    ))
})

const notUnique = (entry: RawEntry): RawEntry => ({ ...entry, unique: false })
