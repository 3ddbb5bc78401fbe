/** Two processes write to one SQLite file, and a backup is taken of it meanwhile, again and again. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setTimeout as rest } from 'node:timers/promises'
import type { BlobShelf } from '@casewell/store'
import { folderBlobs } from '@casewell/store-sqlite'
import { type Acknowledged, type Audit, acknowledged, audit, total } from './harness/audit.ts'
import { fault } from './harness/fault.ts'
import { openStore, sqlitePlace } from './harness/places.ts'
import { start } from './harness/program.ts'
import type { Trial } from './harness/trial.ts'

/** The part of `libsql` that a backup takes (https://github.com/tursodatabase/libsql-js). */
type Libsql = new (file: string) => { exec(sql: string): unknown; close(): void }

/** What an administrator types: `VACUUM INTO`, while others write. */
function backUp(file: string, copy: string): void {
  const Database = createRequire(import.meta.url)('libsql') as Libsql // the package's documented shape
  const database = new Database(file)
  try {
    database.exec('PRAGMA busy_timeout = 10000')
    database.exec(`VACUUM INTO '${copy.replaceAll("'", "''")}'`)
  } finally {
    database.close()
  }
}

/** The copy must be a store by itself: as it was at one moment, at the latest when it was ready. */
async function auditCopy(copy: string, told: readonly Acknowledged[], blobs: BlobShelf): Promise<Audit> {
  await using host = openStore(copy, { blobs })
  return await audit(host.tenant('acme'), told)
}

export default fault('two-writers', async (trial) => {
  const { where } = sqlitePlace(trial)
  const file = where('shared')
  const writers = ['ada', 'bob'].map((name) => start(trial, 'pour', [file, name, '8']))
  await Promise.all(writers.map((writer) => writer.line('ack ')))
  const copies = await backUps(trial, file, () => writers.flatMap(({ lines }) => acknowledged(lines)))
  const codes = await Promise.all(writers.map((writer) => writer.finish()))
  await using host = openStore(file)
  const found = await audit(
    host.tenant('acme'),
    writers.flatMap(({ lines }) => acknowledged(lines)),
  )
  const shares = writers.map(({ lines }) => acknowledged(lines).length)
  trial.must('2 processes', 'writers that ended in an error', { is: 0 }, codes.filter((code) => code !== 0).length)
  trial.must('2 processes', 'commits of the slower writer', { atLeast: trial.size(100, 5) }, Math.min(...shares))
  trial.must('2 processes', 'acknowledged and lost', { is: 0 }, found.lost)
  trial.must('2 processes', 'halves of a commit', { is: 0 }, found.halves)
  trial.must('2 processes', 'gaps in the log', { is: 0 }, found.gaps)
  trial.must('2 processes', 'events out of order or twice', { is: 0 }, found.disorder)
  trial.must('backups', 'taken under load', { is: trial.size(10, 2) }, copies.filter(({ events }) => events > 0).length)
  const all = total(copies)
  trial.must('backups', 'acknowledged before, and not in it', { is: 0 }, all.lost)
  trial.must('backups', 'halves, gaps, disorder', { is: 0 }, all.halves + all.gaps + all.disorder)
  trial.note(
    `The writers committed ${shares.join(' and ')} times; each backup was a \`VACUUM INTO\` with the blobs left in place.`,
  )
})

/** Copies the file again and again, and looks into each copy. */
async function backUps(trial: Trial, file: string, told: () => readonly Acknowledged[]): Promise<readonly Audit[]> {
  const audits: Audit[] = []
  for (let i = 0; i < trial.size(10, 2); i++) {
    await rest(trial.size(500, 100))
    const before = told()
    const copy = join(dirname(file), `copy-${i}.db`)
    backUp(file, copy)
    audits.push(await auditCopy(copy, before, folderBlobs(`${file}.blobs`)))
  }
  return audits
}
