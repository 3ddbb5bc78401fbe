import type { RawCommit, RawWrite } from '@casewell/store'
import { put } from '@casewell/store'
import { expect, test } from 'vitest'
import { Boxes, box } from '../../store/test/engines/boxes.ts'
import type { Connection } from '../src/connection/connection.ts'
import { findSqlite } from '../src/connection/find.ts'
import { Names } from '../src/file/names.ts'
import { inMemory, openFile } from '../src/file/open.ts'
import { sqliteStore } from '../src/index.ts'
import { GroupWriter } from '../src/write/group-writer.ts'
import { scratchFile } from './scratch.ts'

test('[COMMIT2] a unique key can move from one document to another in one commit, also after a restart', async () => {
  const file = scratchFile()
  const before = sqliteStore({ file, thread: 'same' })
  const writes = [put(Boxes, 'old', box('A-1'), 'absent'), put(Boxes, 'other', box('A-2'), 'absent')]
  await before.tenant('acme').commit({ writes })
  await before.close()

  await using host = sqliteStore({ file, thread: 'same' })
  const store = host.tenant('acme')
  const move = [put(Boxes, 'new', box('A-1'), 'absent'), put(Boxes, 'old', box('A-3'), 1)]
  expect(await store.commit({ writes: move })).toEqual({ commit: 2, positions: [] })
  await expect(store.commit({ writes: [put(Boxes, 'late', box('A-1'), 'absent')] })).rejects.toMatchObject({
    code: 'store/conflict',
    details: { collection: 'boxes', id: 'late', index: 'label', holder: 'new' },
  })
  const { items } = await store.find(Boxes, { index: 'label', limit: 10 })
  expect(items.map(({ id, doc }) => [doc.label, id])).toEqual([
    ['A-1', 'new'],
    ['A-2', 'other'],
    ['A-3', 'old'],
  ])
})

/** A connection that notes which statements are run. */
function noting(connection: Connection, noted: string[]): Connection {
  return {
    ...connection,
    prepare<Row>(sql: string) {
      const statement = connection.prepare<Row>(sql)
      const note = (): void => void noted.push(sql.trim().split(/\s+/).slice(0, 6).join(' '))
      return {
        run(params) {
          note()
          statement.run(params)
        },
        all(params) {
          note()
          return statement.all(params)
        },
        one(params) {
          note()
          return statement.one(params)
        },
      }
    },
  }
}

test('[COMMIT3] a group is one transaction and few statements, however many commits it has', () => {
  const noted: string[] = []
  const connection = noting(openFile(findSqlite(), { file: inMemory, busyTimeoutMs: 1_000 }), noted)
  const writer = new GroupWriter(connection, new Names(connection))
  const commit = (i: number): RawCommit => {
    const entries = [{ space: 'boxes.label', key: `4${i}\u0001`, id: `box-${i}`, unique: true }]
    const write: RawWrite = {
      kind: 'put',
      collection: 'boxes',
      id: `box-${i}`,
      expect: 'any',
      json: '{}',
      schema: 1,
      entries,
    }
    return { tenant: 'acme', writes: [write], events: [{ subject: `box-${i}`, json: '{}' }] }
  }
  const group = Array.from({ length: 64 }, (_, i) => commit(i))
  writer.apply(group) // gives numbers to names
  noted.length = 0
  const outcomes = writer.apply(group)
  expect(outcomes.map((outcome) => outcome.ok && outcome.commit)).toEqual(group.map((_, i) => 65 + i))
  expect(noted.filter((sql) => /^(?:BEGIN|COMMIT)/.test(sql))).toEqual(['BEGIN IMMEDIATE', 'COMMIT'])
  expect(noted.length).toBeLessThanOrEqual(9)
})
