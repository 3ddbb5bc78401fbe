/** The disk of the store fills up while writers write, and later there is space again. */

import { fillPostgres, fillPostgresWal } from './disk-full/postgres.ts'
import { fillSqlite } from './disk-full/sqlite.ts'
import { cannotMount } from './harness/disk.ts'
import { fault } from './harness/fault.ts'
import { noServer } from './harness/postgres-server.ts'

export default fault('disk-full', async (trial) => {
  const reason = await cannotMount()
  if (reason !== undefined) return trial.skip('disk full', reason)
  if (trial.only?.includes('sqlite') !== false) await fillSqlite(trial)
  if (trial.only?.includes('postgres') === false) return
  if (noServer !== undefined) return trial.skip('postgres', noServer)
  await fillPostgres(trial)
  await fillPostgresWal(trial)
})
