import { expect, test } from 'vitest'
import { Snapshot } from '../src/backup/snapshot.ts'
import { Staging } from '../src/backup/staging.ts'
import type { Connection } from '../src/connection/connection.ts'
import { findSqlite } from '../src/connection/find.ts'
import { Names } from '../src/file/names.ts'
import { inMemory, openFile } from '../src/file/open.ts'
import { Queries } from '../src/read/queries.ts'
import { GroupWriter } from '../src/write/group-writer.ts'

const place = { file: inMemory, busyTimeoutMs: 1_000 }

/** Every statement that reading and writing prepare, by asking a connection that takes notes. */
function statements(): readonly string[] {
  const noted: string[] = []
  const connection = openFile(findSqlite(), place)
  const noting: Connection = {
    ...connection,
    prepare(sql) {
      noted.push(sql)
      return connection.prepare(sql)
    },
  }
  const names = new Names(noting)
  new Queries(noting, names)
  new GroupWriter(noting, names)
  new Snapshot(noting)
  new Staging(noting, names)
  return noted.filter((sql) => /^\s*(?:SELECT|UPDATE|DELETE|INSERT OR IGNORE)/.test(sql))
}

test.each(statements().map((sql) => [sql.replace(/\s+/g, ' ').trim(), sql]))(
  '[GROWTH1] never goes through a whole table: %s',
  (_, sql) => {
    const connection = openFile(findSqlite(), place)
    const params = sql.match(/\?/g)?.map(() => 1) ?? []
    const plan = connection.prepare<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(params)
    const steps = plan.map(({ detail }) => detail)
    expect(steps.length).toBeGreaterThan(0)
    // What is scanned is a list that was given as a parameter, an answer that has a limit, or the few tenants.
    expect(steps.filter((step) => /^SCAN (?!.*VIRTUAL TABLE|tenants|\(subquery|CONSTANT ROW)/.test(step))).toEqual([])
    expect(steps.filter((step) => step.includes('TEMP B-TREE') && !sql.includes('json_each'))).toEqual([])
    if (sql.includes('subject = ?')) expect(steps).toEqual([expect.stringContaining('USING INDEX events_by_subject')])
    if (sql.includes('(e.key, e.id)'))
      expect(steps[0]).toMatch(/SEARCH e USING PRIMARY KEY \(space=\? AND .*\(key,id\)/)
  },
)
