import { LoopDisk } from '../harness/disk.ts'
import { openStore } from '../harness/places.ts'
import type { Trial } from '../harness/trial.ts'
import { ballast, judge, writeAll } from './crowd.ts'

/** A file on a disk of 24 MiB, of which it may use a few. */
export async function fillSqlite(trial: Trial): Promise<void> {
  const { folder } = LoopDisk.make(trial, 24)
  await using host = openStore(`${folder}/desk.db`)
  const store = host.tenant('acme')
  await store.commit({})
  const giveBack = ballast(folder, 4 * 2 ** 20)
  const before = await writeAll(store, 'before', { refusals: 3, commits: 10_000 })
  giveBack()
  await judge(trial, 'sqlite', store, before, ['store-sqlite/disk-full'])
}
