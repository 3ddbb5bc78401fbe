import Module from 'node:module'
import { expect, test } from 'vitest'
import { findSqlite } from '../src/connection/find.ts'
import { sqliteErrors, sqliteStore } from '../src/index.ts'

const hasOwn = process.getBuiltinModule('node:sqlite') !== undefined

test("[FIND1] Node's own SQLite is taken where there is one, otherwise libsql", () => {
  expect(findSqlite().name).toBe(hasOwn ? 'node:sqlite' : 'libsql')
  expect(findSqlite('libsql').name).toBe('libsql')
})

test('[FIND2] where there is none, the error says what to install', () => {
  const wanted = hasOwn ? undefined : 'node:sqlite' // this Node lacks it, or nothing is lacking
  if (wanted)
    expect(() => findSqlite(wanted)).toThrow(
      expect.objectContaining({
        code: 'store-sqlite/no-sqlite',
        details: { wanted: 'node:sqlite', node: process.versions.node },
      }),
    )
  const error = sqliteErrors['no-sqlite']({ wanted: 'node:sqlite and libsql', node: '20.19.0' })
  expect(error.hint).toContain('npm install libsql')
  expect(error.hint).toContain('22.13')
})

test('[FIND2] whoever opens a store where libsql was never installed is told at once, by sqliteStore itself', () => {
  const node = Module as unknown as { _load(name: string, ...rest: unknown[]): unknown } // what `require` asks
  const load = node._load
  node._load = (name, ...rest) => {
    if (name === 'libsql') throw new Error("Cannot find module 'libsql'")
    return load.call(node, name, ...rest)
  }
  try {
    expect(() => sqliteStore({ file: ':memory:', sqlite: 'libsql' })).toThrow(
      expect.objectContaining({
        code: 'store-sqlite/no-sqlite',
        hint: expect.stringContaining('npm install libsql@0.5'),
      }),
    )
  } finally {
    node._load = load
  }
})
