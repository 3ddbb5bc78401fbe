import { readFileSync, statSync } from 'node:fs'
import { erase, put } from '@casewell/store'
import { expect, test } from 'vitest'
import { Boxes, box } from '../../store/test/engines/boxes.ts'
import { findSqlite } from '../src/connection/find.ts'
import { sqliteStore } from '../src/index.ts'
import { scratchFile } from './scratch.ts'

for (const thread of ['worker', 'same'] as const)
  test(`[FILE7] what was deleted is in no file after a wipe, written by ${thread === 'same' ? 'the calling' : 'its own'} thread`, async () => {
    const file = scratchFile()
    await using host = sqliteStore({ file, thread, busyTimeoutMs: 100 })
    const store = host.tenant('acme')
    const has = (name: string): boolean => readFileSync(name).includes('A-secret')
    for (const id of ['one', 'two', 'three'])
      await store.commit({
        writes: [put(Boxes, id, box(id === 'two' ? 'A-secret' : `A-${id}`), 'absent')],
      })
    expect(has(`${file}-wal`)).toBe(true)
    await store.wipe()
    expect([has(file), statSync(`${file}-wal`).size]).toEqual([true, 0])
    await store.commit({ writes: [erase(Boxes, 'two', 'any')] })
    await store.wipe()
    expect([has(file), statSync(`${file}-wal`).size]).toEqual([false, 0])
    const reader = findSqlite().open(file)
    reader.exec('BEGIN')
    reader.prepare('SELECT count(*) FROM docs').all([])
    await store.commit({ writes: [erase(Boxes, 'one', 'any')] })
    await expect(store.wipe()).rejects.toMatchObject({
      code: 'store-sqlite/locked',
    })
    reader.exec('ROLLBACK')
    await store.wipe()
    reader.close()
  })
