import { test } from 'vitest'
import { agreesWithMemory } from '../../store/test/engines/agreement.ts'
import { needs, openDriver, scratchSchema, there } from './database.ts'

test.skipIf(!there)(
  `[COMMIT1] Postgres answers every group and every question as the memory engine does${needs}`,
  () => agreesWithMemory(openDriver(scratchSchema()).driver, 25),
  120_000,
)
