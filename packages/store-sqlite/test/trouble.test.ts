import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { collection, put, type Store } from '@casewell/store'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { Boxes, box, Packed } from '../../store/test/engines/boxes.ts'
import { findSqlite } from '../src/connection/find.ts'
import { sqliteStore } from '../src/index.ts'
import { scratchFile } from './scratch.ts'
import { canMount, smallDisk } from './small-disk.ts'

const threads = ['same', 'worker'] as const

const pack = (store: Store, id: string, label = id) =>
  store.commit({ writes: [put(Boxes, id, box(label), 'absent')], events: [Packed(id, { by: 'ada', n: 1 })] })

test.each(threads)(
  '[TROUBLE1] a file that stays locked fails all who wait, once, and nothing is written (%s thread)',
  async (thread) => {
    const file = scratchFile()
    await using host = sqliteStore({ file, thread, busyTimeoutMs: 150 })
    const store = host.tenant('acme')
    await pack(store, 'before')
    const other = findSqlite().open(file)
    other.exec('BEGIN IMMEDIATE')

    const outcomes = await Promise.allSettled(Array.from({ length: 100 }, (_, i) => pack(store, `box-${i}`)))
    const errors = outcomes.map((outcome): unknown => (outcome.status === 'rejected' ? outcome.reason : outcome))
    for (const error of errors)
      expect(error).toMatchObject({ code: 'store-sqlite/locked', details: { file, waitedMs: 150 } })
    expect(new Set(errors).size).toBe(1) // one wait for all of them, not one each
    expect(await store.head()).toEqual({ commit: 1, position: 1 })

    other.exec('ROLLBACK')
    other.close()
    expect(await pack(store, 'after')).toEqual({ commit: 2, positions: [2] })
  },
)

test.skipIf(!canMount).each(threads)(
  '[TROUBLE2] a full disk writes nothing half, and with space the store goes on (%s thread; needs the right to mount)',
  async (thread) => {
    const { folder } = smallDisk(3_072)
    await using host = sqliteStore({ file: join(folder, 'desk.db'), thread })
    const store = host.tenant('acme')
    await pack(store, 'before')
    const ballast = join(folder, 'ballast')
    writeFileSync(ballast, Buffer.alloc(2_400 * 1024))

    let written = 1
    const failures: unknown[] = []
    for (let i = 0; failures.length < 3; i++)
      await pack(store, `box-${i}`, `${i} `.repeat(8_000)).then(
        () => written++,
        (error: unknown) => failures.push(error),
      )
    for (const error of failures) expect(error).toMatchObject({ code: 'store-sqlite/disk-full' })
    expect(await store.head()).toEqual({ commit: written, position: written })
    expect(await store.count(Boxes, { index: 'colour' }, 1000)).toBe(written)
    expect(await store.readLog({ after: 0, limit: 1000 })).toHaveLength(written)

    rmSync(ballast)
    expect(await pack(store, 'after', 'x '.repeat(8_000))).toEqual({ commit: written + 1, positions: [written + 1] })
  },
)

/** A version that the file does not take: layouts are strict, versions whole numbers. */
const Odd = collection('odd', z.object({}), { version: 1.5, indexes: {} })

test.each(threads)(
  '[TROUBLE3] a commit that SQLite refuses does not take its neighbours down (%s thread)',
  async (thread) => {
    await using host = sqliteStore({ file: scratchFile(), thread })
    const store = host.tenant('acme')
    const odd = () => store.commit({ writes: [put(Odd, 'one', {}, 'absent')] })
    const outcomes = await Promise.allSettled([pack(store, 'a'), odd(), pack(store, 'b')])
    expect(outcomes).toMatchObject([
      { value: { commit: 1, positions: [1] } },
      { reason: { code: 'store-sqlite/failed' } },
      { value: { commit: 2, positions: [2] } },
    ])
  },
)
