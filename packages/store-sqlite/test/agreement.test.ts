import { onTestFinished, test } from 'vitest'
import { agreesWithMemory } from '../../store/test/engines/agreement.ts'
import { sqliteDriver } from '../src/sqlite-driver.ts'

test('[COMMIT1] the file answers every group and every question as the memory engine does', () => {
  const driver = sqliteDriver({
    ...{ file: ':memory:', busyTimeoutMs: 1_000, sqlite: undefined, thread: 'same', now: Date.now },
  })
  onTestFinished(() => Promise.resolve(driver.close()))
  return agreesWithMemory(driver, 150)
})
