import { LoopDisk } from '../harness/disk.ts'
import { openStore } from '../harness/places.ts'
import { PostgresServer } from '../harness/postgres-server.ts'
import type { Trial } from '../harness/trial.ts'
import { ballast, judge, writeAll } from './crowd.ts'

/** The tables are on a full disk, the write-ahead log is on another one: the server refuses and stays. */
export async function fillPostgres(trial: Trial): Promise<void> {
  const { folder } = LoopDisk.make(trial, 128)
  const server = await PostgresServer.start(trial, { folder: `${folder}/server`, walFolder: trial.folder() })
  await using host = openStore(server.url('full'))
  const store = host.tenant('acme')
  await store.commit({})
  const giveBack = ballast(folder, 2 * 2 ** 20)
  const before = await writeAll(store, 'before', { refusals: 3, commits: 10_000 })
  giveBack()
  await judge(trial, 'postgres, tables', store, before, ['store-postgres/disk-full'])
}

/** The write-ahead log is on the full disk: the server goes down, and comes back when there is space. */
export async function fillPostgresWal(trial: Trial): Promise<void> {
  const { folder } = LoopDisk.make(trial, 96)
  const walFolder = `${folder}/wal`
  const settings = ['max_wal_size=2GB']
  const server = await PostgresServer.start(trial, { folder: trial.folder(), walFolder, settings })
  await using host = openStore(server.url('full'), { patienceMs: 2_000 })
  const store = host.tenant('acme')
  await store.commit({})
  const giveBack = ballast(folder, 20 * 2 ** 20)
  const before = await writeAll(store, 'before', { refusals: 3, commits: 10_000 })
  giveBack()
  server.discard()
  server.start()
  const away = ['disk-full', 'connection-lost', 'refused', 'unknown-outcome'].map((name) => `store-postgres/${name}`)
  await judge(trial, 'postgres, WAL', store, before, away)
}
